package dev.haetae.resource;

import java.util.ArrayDeque;
import java.util.Deque;

/** Absolute paths of file systems, compared on whole segments. */
public final class FilePath {
  private FilePath() {}

  /**
   * The path as the kernel would walk it: {@code .}, {@code ..} and doubled slashes resolved, no
   * slash at the end. Symbolic links aside: those only the file system knows.
   */
  public static String resolve(String path) {
    if (isResolved(path)) {
      return path;
    }
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

  private static boolean isResolved(String path) {
    return path.startsWith("/")
        && (path.length() == 1 || !path.endsWith("/"))
        && !path.contains("//")
        && !path.contains("/.");
  }

  /** Returns whether a resolved path is {@code prefix}, resolved too, or lies below it. */
  public static boolean isAtOrBelow(String path, String prefix) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.equals("/")
            || path.charAt(prefix.length()) == '/');
  }
}
