package dev.haetae.rule.storage;

import dev.haetae.resource.FilePath;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The paths of a node that pods may mount: {@code allowedPaths: [{pathPrefix, readOnly}]}. */
final class AllowedPaths {
  static final String READ_ONLY =
      "write readOnly: true in each of its volumeMounts, init containers included";

  private final List<Allowed> allowed = new ArrayList<>();

  private record Allowed(String prefix, boolean readOnly) {}

  /** The paths that a policy allows. */
  AllowedPaths(Parameters parameters) {
    for (Parameters entry : parameters.objects("allowedPaths")) {
      String prefix = entry.text("pathPrefix", "");
      boolean readOnly = entry.flag("readOnly", false);
      if (prefix.startsWith("/")) {
        allowed.add(new Allowed(FilePath.resolve(prefix), readOnly));
      } else {
        entry.problem("pathPrefix", "must be an absolute path such as /var/log");
      }
    }
  }

  /** Returns whether some of them may be mounted, but not for writing. */
  boolean haveReadOnly() {
    for (int i = 0; i < allowed.size(); i++) {
      if (allowed.get(i).readOnly) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the source of a volume lies on a node, at a path that may not be mounted. */
  boolean forbid(PersistentVolume.Source source, boolean writable) {
    return (source.type().equals("hostPath") || source.type().equals("local"))
        && !include(source.path(), writable);
  }

  /**
   * Returns whether {@code path} of a node may be mounted: it is one of the prefixes or lies below
   * one, on whole segments, {@code .} and {@code ..} resolved.
   *
   * @param writable whether somebody can write through the mount
   */
  boolean include(String path, boolean writable) {
    if (allowed.isEmpty() || !path.startsWith("/")) {
      return false;
    }
    String resolved = FilePath.resolve(path);
    for (int i = 0; i < allowed.size(); i++) {
      Allowed entry = allowed.get(i);
      if (!(entry.readOnly && writable) && FilePath.isAtOrBelow(resolved, entry.prefix)) {
        return true;
      }
    }
    return false;
  }
}
