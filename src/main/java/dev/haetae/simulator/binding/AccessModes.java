package dev.haetae.simulator.binding;

import java.util.List;

/** Sets of access modes as bits, so that comparing them allocates nothing. */
final class AccessModes {
  /** The number of different sets; every set is below this. */
  static final int SETS = 1 << 5;

  private AccessModes() {}

  /** The set of these modes; order and repetition do not count. */
  static int of(List<String> modes) {
    int set = 0;
    for (int i = 0; i < modes.size(); i++) {
      set |= bit(modes.get(i));
    }
    return set;
  }

  // Modes the API does not know share a bit: it refuses them anyway.
  private static int bit(String mode) {
    return switch (mode) {
      case "ReadWriteOnce" -> 1;
      case "ReadOnlyMany" -> 2;
      case "ReadWriteMany" -> 4;
      case "ReadWriteOncePod" -> 8;
      default -> 16;
    };
  }

  /** Returns whether {@code offered} has every mode of {@code wanted}. */
  static boolean contains(int offered, int wanted) {
    return (offered & wanted) == wanted;
  }

  /** The modes that {@code offered} lacks of {@code wanted}, in the order of writing. */
  static List<String> missing(List<String> offered, List<String> wanted) {
    return wanted.stream().filter(mode -> !offered.contains(mode)).distinct().toList();
  }
}
