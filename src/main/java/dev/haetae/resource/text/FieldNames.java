package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.haetae.resource.tree.Letters;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.ShippedText;
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

  /**
   * A known name of a field: its string, what an object's key of it is known by, and its letters,
   * eight at a time, to be told from other names of one hash.
   */
  static class Name {
    private final String text;
    private final long bit;
    private final long hash;
    private final int length;
    // The first eight letters of more; the next ones in an array, which most names do not need.
    private final long first;
    private final long[] next;

    /** The name of this text, which is ASCII. */
    Name(String text) {
      byte[] letters = text.getBytes(ISO_8859_1);
      this.text = text;
      this.bit = ObjectValue.bit(text);
      this.length = letters.length;
      int whole = letters.length / Long.BYTES;
      long mixed = 0;
      for (int i = 0; i < whole; i++) {
        mixed = FieldNames.hash(mixed, Letters.eight(letters, i * Long.BYTES));
      }
      this.hash = FieldNames.hash(mixed, Letters.eight(letters, whole * Long.BYTES));
      this.first = Letters.eight(letters, 0);
      this.next = new long[Math.max(0, whole - 1)];
      for (int i = 0; i < next.length; i++) {
        next[i] = Letters.eight(letters, (i + 1) * Long.BYTES);
      }
    }

    /** The string. */
    final String text() {
      return text;
    }

    /** {@link ObjectValue#bit} of the string. */
    final long bit() {
      return bit;
    }

    /** The hash of all letters: eight at a time, and what is left, be it nothing. */
    final long hash() {
      return hash;
    }

    /**
     * Returns whether it is the name from {@code from} to {@code to}.
     *
     * @param hashed the hash of that
     */
    final boolean is(byte[] body, int from, int to, long hashed) {
      // The last letters, of which there are less than eight, are the only ones that give this hash
      // after the others; and so are the first eight, where there are no others.
      return hash == hashed
          && length == to - from
          && (length <= Long.BYTES || (first == Letters.eight(body, from) && goesOn(body, from)));
    }

    private boolean goesOn(byte[] body, int from) {
      for (int i = 0; i < next.length; i++) {
        if (next[i] != Letters.eight(body, from + (i + 1) * Long.BYTES)) {
          return false;
        }
      }
      return true;
    }
  }

  private static Map<String, String> read() {
    Map<String, String> names = HashMap.newHashMap(1 << (BITS - 2));
    String lines = ShippedText.of("dev/haetae/resource/text/field-names.txt");
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty()) {
        // The string that a constant of the same letters is.
        String name = line.intern();
        names.put(name, name);
      }
    }
    return Collections.unmodifiableMap(names);
  }

  private static @Nullable Name[] table(Collection<String> names) {
    @Nullable Name[] table = new Name[(1 << BITS) + MOST_PROBES];
    for (String text : names) {
      Name name = new Name(text);
      int at = slot(name.hash(), BITS);
      int last = at + MOST_PROBES;
      while (table[at] != null) {
        at++;
      }
      if (at >= last) {
        throw new IllegalStateException("the table of names is too small for " + text);
      }
      table[at] = name;
    }
    return table;
  }

  /** The hash of a name, of which {@code before} is that of the letters so far, 0 for none. */
  static long hash(long before, long eightLetters) {
    long mixed = (before ^ eightLetters) * MIX;
    return mixed ^ (mixed >>> 32);
  }

  /** The place of a name of this hash in a table of {@code 1 << bits} places. */
  static int slot(long hash, int bits) {
    return (int) (hash >>> (Long.SIZE - bits));
  }

  /**
   * The known name from {@code from} to {@code to}; null when it is none.
   *
   * @param hash of all of its letters, eight at a time
   */
  static @Nullable Name find(byte[] body, int from, int to, long hash) {
    int first = slot(hash, BITS);
    for (int i = first; i < first + MOST_PROBES; i++) {
      Name known = TABLE[i];
      if (known == null || known.is(body, from, to, hash)) {
        return known;
      }
    }
    return null;
  }

  /** The known name of these letters; {@code text} itself when it is none. */
  static String of(String text) {
    return BY_TEXT.getOrDefault(text, text);
  }
}
