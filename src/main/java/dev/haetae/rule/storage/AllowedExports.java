package dev.haetae.rule.storage;

import dev.haetae.resource.NfsExport;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The NFS exports that are meant for the cluster: {@code exports: [{server, path}]}. */
final class AllowedExports {
  private final List<NfsExport> exports = new ArrayList<>();

  AllowedExports(Parameters parameters) {
    for (Parameters entry : parameters.objects("exports")) {
      String server = entry.text("server", "");
      String path = entry.text("path", "/");
      if (server.isBlank()) {
        entry.problem("server", "must be the name or address of an NFS server");
      }
      if (!path.startsWith("/")) {
        entry.problem("path", "must be an absolute path such as /export/team");
      }
      exports.add(new NfsExport(server, path));
    }
  }

  /** Returns whether none is listed, and everything may be mounted. */
  boolean isEmpty() {
    return exports.isEmpty();
  }

  boolean include(NfsExport export) {
    for (int i = 0; i < exports.size(); i++) {
      if (exports.get(i).holds(export)) {
        return true;
      }
    }
    return false;
  }

  /** Says what to mount instead: on the same server if that is listed, a path may be misspelt. */
  Sentence remedy(NfsExport export) {
    NfsExport near = exports.getFirst();
    for (NfsExport allowed : exports) {
      if (allowed.server().equals(export.server())) {
        near = allowed;
        break;
      }
    }
    Sentence remedy = Sentence.of("choose a directory under %q", shown(near));
    return exports.size() == 1
        ? remedy
        : remedy.then(", or another of the %s exports listed", exports.size());
  }

  /** The export as one reads it: {@code nas:/data}. */
  static Sentence shown(NfsExport export) {
    return Sentence.of("%s:%s", export.server(), export.path());
  }
}
