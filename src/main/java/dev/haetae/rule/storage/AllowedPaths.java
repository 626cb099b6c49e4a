package dev.haetae.rule.storage;

import dev.haetae.rule.Parameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The paths of a node that pods may mount: {@code allowedPaths: [{pathPrefix, readOnly}]}. */
final class AllowedPaths {
  private final List<Allowed> allowed = new ArrayList<>();

  private record Allowed(String prefix, boolean readOnly) {}

  /** Those of a policy. */
  AllowedPaths(Parameters parameters) {
    for (Parameters entry : parameters.objects("allowedPaths")) {
      String prefix = entry.text("pathPrefix", "");
      boolean readOnly = entry.flag("readOnly", false);
      if (prefix.startsWith("/")) {
        allowed.add(new Allowed(resolve(prefix), readOnly));
      } else {
        entry.problem("pathPrefix", "must be an absolute path such as /var/log");
      }
    }
  }

  /**
   * Whether {@code path} of a node may be mounted: it is one of the prefixes or lies below one, on
   * whole segments, {@code .} and {@code ..} resolved.
   *
   * @param writable whether somebody can write through the mount
   */
  boolean include(String path, boolean writable) {
    if (allowed.isEmpty() || !path.startsWith("/")) {
      return false;
    }
    String resolved = resolve(path);
    for (int i = 0; i < allowed.size(); i++) {
      Allowed entry = allowed.get(i);
      if (!(entry.readOnly && writable) && isAtOrBelow(resolved, entry.prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtOrBelow(String path, String prefix) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.equals("/")
            || path.charAt(prefix.length()) == '/');
  }

  // As the node's kernel would, symbolic links aside: those only the node knows.
  private static String resolve(String path) {
    Deque<String> segments = new ArrayDeque<>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(start, end);
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
      start = end + 1;
    }
    return '/' + String.join("/", segments);
  }
}
