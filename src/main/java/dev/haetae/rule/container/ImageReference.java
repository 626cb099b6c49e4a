package dev.haetae.rule.container;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, taken apart.
 *
 * <p>Mirrors {@code ParseNormalizedNamed} of {@code distribution/reference}, by which the kubelet
 * reads: what stands before the first slash is a registry only if it has a dot, a colon or a
 * capital or is {@code localhost}; without a registry it is {@code docker.io}.
 *
 * @param registry host and port, in lower case
 * @param path the rest of the name, {@code library/nginx}
 * @param tag empty when none is written
 * @param digest {@code sha256:…}, empty when none is written
 */
record ImageReference(String registry, String path, String tag, String digest) {
  private static final String DOCKER = "docker.io";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TAG = 128;
  private static final int SHORTEST_HASH = 32;

  /** The reference that {@code text} writes; null when it writes none. */
  static @Nullable ImageReference parse(String text) {
    int at = text.indexOf('@');
    String digest = at < 0 ? "" : text.substring(at + 1);
    String name = at < 0 ? text : text.substring(0, at);
    int slash = name.indexOf('/');
    boolean hosted = slash >= 0 && isHost(name, slash);
    int colon = name.indexOf(':', hosted ? slash : 0);
    String tag = colon < 0 ? "" : name.substring(colon + 1);
    String path = name.substring(hosted ? slash + 1 : 0, colon < 0 ? name.length() : colon);
    String registry = hosted ? registry(name.substring(0, slash)) : DOCKER;
    if (registry.length() + path.length() >= LONGEST_NAME
        || !isPath(path)
        || (hosted && !isRegistry(registry))
        || (colon >= 0 && !isTag(tag))
        || (at >= 0 && !isDigest(digest))) {
      return null;
    }
    boolean official = registry.equals(DOCKER) && path.indexOf('/') < 0;
    return new ImageReference(registry, official ? "library/" + path : path, tag, digest);
  }

  /** Returns whether the first {@code end} characters of {@code name} are read as a registry. */
  static boolean isHost(String name, int end) {
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (c == '.' || c == ':' || (c >= 'A' && c <= 'Z')) {
        return true;
      }
    }
    return end == "localhost".length() && name.startsWith("localhost");
  }

  /** A registry as references compare it. */
  static String registry(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("index.docker.io") ? DOCKER : lower;
  }

  /** Returns whether {@code text} is a host, with a port or without. */
  static boolean isRegistry(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    String host = end < 0 ? text : text.substring(0, end);
    String port = text.substring(host.length());
    return (text.startsWith("[") ? isAddress(host) : isDomain(host))
        && (port.isEmpty()
            || (port.length() > 1 && port.charAt(0) == ':' && isOf(port, 1, "0123456789")));
  }

  private static boolean isAddress(String host) {
    return host.length() > 2 && isOf(host.substring(0, host.length() - 1), 1, "0123456789abcdef:");
  }

  private static boolean isDomain(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean edge = i == 0 || i == host.length() - 1 || host.charAt(i - 1) == '.';
      if (!isLowerAlphanumeric(c)
          && (edge || (c != '-' && (c != '.' || host.charAt(i - 1) == '-')))) {
        return false;
      }
    }
    return !host.isEmpty();
  }

  /** Returns whether {@code text} is one or more components of a name, slashes between them. */
  static boolean isPath(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        if (!isComponent(text, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  // Letters and digits; between them one dot, one or two underscores or any number of dashes.
  private static boolean isComponent(String text, int start, int end) {
    int separators = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (isLowerAlphanumeric(c)) {
        separators = 0;
        continue;
      }
      separators++;
      boolean first = separators == 1 && i > start;
      boolean again = separators > 1 && text.charAt(i - 1) == c;
      if (!((first && (c == '.' || c == '_' || c == '-'))
          || (again && (c == '-' || (c == '_' && separators == 2))))) {
        return false;
      }
    }
    return end > start && separators == 0;
  }

  private static boolean isTag(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = isAlphanumeric(c) || c == '_';
      if (!word && (i == 0 || (c != '.' && c != '-'))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_TAG;
  }

  private static boolean isDigest(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() - colon - 1 < SHORTEST_HASH) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && "-_+.".indexOf(c) < 0) {
        return false;
      }
    }
    return isOf(text, colon + 1, "0123456789abcdefABCDEF");
  }

  private static boolean isOf(String text, int start, String allowed) {
    for (int i = start; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isAlphanumeric(char c) {
    return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
  }

  /** Returns whether the registry is the machine that asks. */
  boolean isOfTheNode() {
    return registry.equals("localhost")
        || registry.startsWith("localhost:")
        || registry.startsWith("127.")
        || registry.startsWith("[::1]");
  }

  /** Returns whether it lies at or below {@code prefix}, a registry with or without a path. */
  boolean isBelow(String prefix) {
    int length = registry.length();
    if (prefix.length() <= length) {
      return prefix.equals(registry);
    }
    int below = prefix.length() - length - 1;
    return prefix.startsWith(registry)
        && prefix.charAt(length) == '/'
        && path.startsWith(prefix.substring(length + 1))
        && (path.length() == below || path.charAt(below) == '/');
  }
}
