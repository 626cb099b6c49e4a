package dev.haetae.simulator.admission.podsecurity;

import org.jspecify.annotations.Nullable;

/**
 * A level in a version.
 *
 * @param minor the minor version of Kubernetes 1; {@link #LATEST} for the newest
 */
record Standard(Level level, int minor) {
  /** The newest version, whichever that is. */
  static final int LATEST = Integer.MAX_VALUE;

  private static final int MOST_DIGITS = 9;

  /** The level of this name; null when there is none. */
  static @Nullable Level level(String name) {
    for (Level level : Level.values()) {
      if (level.word().equals(name)) {
        return level;
      }
    }
    return null;
  }

  /** The minor version of a label's value, such as {@code v1.31}; null when it is none. */
  static @Nullable Integer minor(String version) {
    if (version.equals("latest")) {
      return LATEST;
    }
    String digits = version.startsWith("v1.") ? version.substring(3) : "";
    boolean number = !digits.isEmpty() && digits.length() <= MOST_DIGITS;
    for (int i = 0; i < digits.length(); i++) {
      number &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    return !number || (digits.length() > 1 && digits.charAt(0) == '0')
        ? null
        : Integer.valueOf(digits);
  }

  Standard withLevel(Level other) {
    return new Standard(other, minor);
  }

  Standard withMinor(int other) {
    return new Standard(level, other);
  }

  /** {@code restricted:v1.31}. */
  @Override
  public String toString() {
    return level.word() + ':' + (minor == LATEST ? "latest" : "v1." + minor);
  }
}
