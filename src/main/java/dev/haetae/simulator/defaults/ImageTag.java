package dev.haetae.simulator.defaults;

import java.util.Locale;

/**
 * The tag of an image, as the default of {@code imagePullPolicy} asks for it.
 *
 * <p>Mirrors {@code k8s.io/kubernetes/pkg/util/parsers/parsers.go}.
 */
final class ImageTag {
  private static final int LONGEST = 128;

  private ImageTag() {}

  /** Returns whether the image is always pulled: its tag is latest, or it has neither. */
  static boolean isLatest(String image) {
    String name = image;
    int at = name.indexOf('@');
    boolean digest = at >= 0;
    if (digest) {
      name = name.substring(0, at);
    }
    int slash = name.lastIndexOf('/');
    int colon = name.indexOf(':', slash + 1);
    String tag = colon < 0 ? "" : name.substring(colon + 1);
    String path = colon < 0 ? name : name.substring(0, colon);
    if (!isName(path) || (colon >= 0 && !isTag(tag))) {
      return false;
    }
    return tag.isEmpty() ? !digest : tag.equals("latest");
  }

  // Components of small letters and digits with separators between; the first may be a host.
  private static boolean isName(String name) {
    int slash = name.indexOf('/');
    String host = slash < 0 ? "" : name.substring(0, slash);
    boolean isHost =
        host.indexOf('.') >= 0
            || host.indexOf(':') >= 0
            || host.equals("localhost")
            || !host.toLowerCase(Locale.ROOT).equals(host);
    String path = isHost ? name.substring(slash + 1) : name;
    int at = 0;
    while (at < path.length() && isLetter(path.charAt(at))) {
      int end = at;
      while (end < path.length() && isLetter(path.charAt(end))) {
        end++;
      }
      if (end == path.length()) {
        return true;
      }
      at = end;
      while (at < path.length() && !isLetter(path.charAt(at))) {
        at++;
      }
      if (!isSeparator(path, end, at)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  // A slash, a point, one or two underscores, any number of hyphens.
  private static boolean isSeparator(String path, int from, int to) {
    char c = path.charAt(from);
    for (int i = from; i < to; i++) {
      if (path.charAt(i) != c) {
        return false;
      }
    }
    return switch (c) {
      case '-' -> true;
      case '_' -> to - from <= 2;
      case '.', '/' -> to - from == 1;
      default -> false;
    };
  }

  private static boolean isTag(String tag) {
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean word =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      if (!word && (i == 0 || (c != '.' && c != '-'))) {
        return false;
      }
    }
    return !tag.isEmpty() && tag.length() <= LONGEST;
  }
}
