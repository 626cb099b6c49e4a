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
    boolean separated = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && c != '.' && c != '_' && c != '-' && c != '/') {
        return false;
      }
      if (separated && !letter) {
        return false;
      }
      separated = c == '/';
    }
    return !path.isEmpty() && Character.isLetterOrDigit(path.charAt(path.length() - 1));
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
