package dev.haetae.resource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strings of field names by their bytes: so that the names in every body are not made anew, and
 * are the very strings that rules ask for.
 *
 * <p>One table for the whole process, which only fills up: there are some thousand names in the
 * API, and whoever sends others costs no more than a string for each. Safe for any number of
 * threads: an entry is immutable, and one that is lost to a race is made again.
 */
final class FieldNames {
  private static final int BITS = 13;
  private static final int PROBES = 8;
  private static final int LONGEST = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final @Nullable Name[] TABLE = new Name[(1 << BITS) + PROBES];

  private FieldNames() {}

  private static final class Name {
    private final long hash;
    private final int length;
    private final byte[] letters;
    private final String text;

    Name(long hash, String text) {
      this.hash = hash;
      this.length = text.length();
      this.letters = text.getBytes(ISO_8859_1);
      this.text = text;
    }

    // The hash of up to eight letters is of no others.
    boolean is(byte[] body, int from, int to, long hashed) {
      return hash == hashed
          && length == to - from
          && (length <= Long.BYTES || Arrays.equals(letters, 0, length, body, from, to));
    }
  }

  /** The hash of a name, of which {@code before} is that of the letters so far, 0 for none. */
  static long hash(long before, long eightLetters) {
    long mixed = (before ^ eightLetters) * MIX;
    return mixed ^ (mixed >>> 32);
  }

  /**
   * The name from {@code from} to {@code to}.
   *
   * @param body in which it is ASCII
   * @param hash of all of its letters, eight at a time
   */
  static String of(byte[] body, int from, int to, long hash) {
    int first = (int) ((hash * MIX) >>> (Long.SIZE - BITS));
    for (int i = first; i < first + PROBES; i++) {
      Name known = TABLE[i];
      if (known == null) {
        String text = new String(body, from, to - from, ISO_8859_1);
        if (to - from <= LONGEST) {
          text = text.intern();
          TABLE[i] = new Name(hash, text);
        }
        return text;
      }
      if (known.is(body, from, to, hash)) {
        return known.text;
      }
    }
    return new String(body, from, to - from, ISO_8859_1);
  }
}
