package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The strings of the API's field names by their bytes: so that the names in every body are not made
 * anew, and are the very strings that rules ask for.
 *
 * <p>The table is made once, of the names in {@code field-names.txt}, and never changes: whoever
 * sends other names, chosen by their hash or not, gets a string for each and leaves nothing behind.
 * A name is compared with no more than {@value #MOST_PROBES} others, whatever it is.
 */
final class FieldNames {
  /** The largest number of known names with which one that is looked up is compared. */
  static final int MOST_PROBES = 8;

  private static final int BITS = 13;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final Map<String, String> BY_TEXT = read();
  private static final @Nullable Name[] TABLE = table(BY_TEXT.keySet());

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

  private static Map<String, String> read() {
    try (InputStream in = FieldNames.class.getResourceAsStream("field-names.txt")) {
      if (in == null) {
        throw new IllegalStateException("field-names.txt is not on the class path");
      }
      Map<String, String> names = HashMap.newHashMap(1 << (BITS - 2));
      for (String line : new String(in.readAllBytes(), ISO_8859_1).split("\n", -1)) {
        if (!line.isEmpty()) {
          // The string that a constant of the same letters is.
          String name = line.intern();
          names.put(name, name);
        }
      }
      return Collections.unmodifiableMap(names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Name[] table(Collection<String> names) {
    @Nullable Name[] table = new Name[(1 << BITS) + MOST_PROBES];
    for (String name : names) {
      long hash = hash(name.getBytes(ISO_8859_1));
      int at = slot(hash);
      int last = at + MOST_PROBES;
      while (table[at] != null) {
        at++;
      }
      if (at >= last) {
        throw new IllegalStateException("the table of names is too small for " + name);
      }
      table[at] = new Name(hash, name);
    }
    return table;
  }

  // As a body is read: eight letters at a time, and what is left, be it nothing.
  private static long hash(byte[] letters) {
    long hash = 0;
    for (int from = 0; from <= letters.length; from += Long.BYTES) {
      long eight = 0;
      for (int i = Math.min(letters.length, from + Long.BYTES) - 1; i >= from; i--) {
        eight = eight << 8 | letters[i];
      }
      hash = hash(hash, eight);
    }
    return hash;
  }

  private static int slot(long hash) {
    return (int) ((hash * MIX) >>> (Long.SIZE - BITS));
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
    int first = slot(hash);
    for (int i = first; i < first + MOST_PROBES; i++) {
      Name known = TABLE[i];
      if (known == null) {
        break;
      }
      if (known.is(body, from, to, hash)) {
        return known.text;
      }
    }
    return new String(body, from, to - from, ISO_8859_1);
  }

  /** The known name of these letters; {@code text} itself when it is none. */
  static String of(String text) {
    return BY_TEXT.getOrDefault(text, text);
  }
}
