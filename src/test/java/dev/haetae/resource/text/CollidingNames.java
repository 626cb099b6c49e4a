package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Names of eight letters that have one hash in Jackson's table of names ({@code
 * ByteQuadsCanonicalizer.calcHash(int, int)}), whatever the seed: it comes in after the two halves
 * have been made one number.
 */
public final class CollidingNames {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int MULTIPLIER = 33;
  private static final int WANTED = 0x12345678;

  private CollidingNames() {}

  /** So many different names. */
  public static List<String> of(int count) {
    int inverse = 1;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - MULTIPLIER * inverse;
    }
    Random random = new Random(1);
    List<String> names = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    while (names.size() < count) {
      int first = 0;
      for (int i = 0; i < 4; i++) {
        first = first << 8 | LETTERS.charAt(random.nextInt(LETTERS.length()));
      }
      int hash = first;
      hash += hash >>> 15;
      hash ^= hash >>> 9;
      int second = (WANTED - hash) * inverse;
      if (areLetters(second) && seen.add(first)) {
        names.add(text(first) + text(second));
      }
    }
    return names;
  }

  private static boolean areLetters(int four) {
    return text(four).chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
  }

  private static String text(int four) {
    return new String(
        new byte[] {(byte) (four >> 24), (byte) (four >> 16), (byte) (four >> 8), (byte) four},
        ISO_8859_1);
  }
}
