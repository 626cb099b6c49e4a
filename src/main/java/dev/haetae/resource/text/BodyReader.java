package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as an API server writes it: the short way of {@link JsonReader} for the bodies of
 * reviews, in half the time.
 *
 * <p>It gives up, without a reason, on everything that is wrong, beyond the limits or merely
 * uncommon (a key written twice or with an escape in it, a number with a fraction), and {@link
 * JsonReader} reads the text once more from its beginning. So there is one place that refuses a
 * text and says why; here is only to be shown that what is read, is read as there.
 *
 * <p>Letters are looked at eight at a time, in a long whose lowest byte is the first: {@link
 * #special}. Whether the bytes are UTF-8 is looked at when the first is met that is not ASCII.
 */
final class BodyReader {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long SIGN_BITS = 0x8080808080808080L;

  private static final int MOST_DIGITS = 17;
  private static final int LONGEST_KEY = 1000;

  // In place of a byte, behind the last one.
  private static final int NOTHING = -1;

  private final byte[] body;
  private final int end;
  private final Limits limits;
  private final OpenValues open = new OpenValues(false);
  private int at;
  private int read;
  private boolean isUtf8;
  private boolean laterSeen;
  private int laterStart;
  private int laterEnd;

  private BodyReader(byte[] body, int from, int to, Limits limits) {
    this.body = body;
    this.at = from;
    this.end = to;
    this.limits = limits;
  }

  /**
   * The selected parts of the one JSON value from {@code from} to {@code to}; null when it is
   * nothing for here.
   */
  static @Nullable JsonReading read(
      byte[] body, int from, int to, Limits limits, JsonSelection selection) {
    BodyReader reader = new BodyReader(body, from, to, limits);
    Value value = reader.value(0, selection);
    return value == null || reader.next() != NOTHING || reader.at != to
        ? null
        : new JsonReading(value, body, reader.laterStart, reader.laterEnd, limits);
  }

  // The next byte that is no blank; it stays where it is.
  private int next() {
    while (at < end) {
      byte found = body[at];
      if (found != ' ' && found != '\n' && found != '\t' && found != '\r') {
        return found & 0xFF;
      }
      at++;
    }
    return NOTHING;
  }

  private boolean counts(int depth) {
    return depth <= limits.depth() && ++read <= limits.values();
  }

  // The recursion is as deep as the limit allows, no deeper.
  private @Nullable Value value(int depth, JsonSelection selection) {
    if (!counts(depth)) {
      return null;
    }
    int first = next();
    return switch (first) {
      case '{' -> object(depth, selection);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> isWord("true") ? BooleanValue.TRUE : null;
      case 'f' -> isWord("false") ? BooleanValue.FALSE : null;
      case 'n' -> isWord("null") ? NullValue.NULL : null;
      default -> number(first);
    };
  }

  private @Nullable Value object(int depth, JsonSelection selection) {
    at++;
    int base = open.size();
    long mask = 0;
    Map<String, Integer> index = null;
    if (next() == '}') {
      at++;
      return open.object(base, mask);
    }
    while (true) {
      String key = next() == '"' ? key() : null;
      if (key == null || next() != ':') {
        return null;
      }
      at++;
      JsonSelection selected = selection.of(key);
      if (selected == JsonSelection.NONE || selected == JsonSelection.LATER) {
        if (!skips(depth + 1, selected)) {
          return null;
        }
      } else {
        if (index == null && open.size() - base > OpenValues.LINEAR) {
          index = open.index(base);
        }
        long bit = ObjectValue.bit(key);
        boolean isNew =
            (mask & bit) == 0
                || (index == null ? open.find(base, key) < 0 : !index.containsKey(key));
        Value value = isNew ? value(depth + 1, selected) : null;
        if (value == null) {
          return null;
        }
        mask |= bit;
        if (index != null) {
          index.put(key, open.size());
        }
        open.push(key, value, Position.NONE);
      }
      int after = next();
      at++;
      if (after == '}') {
        return open.object(base, mask);
      }
      if (after != ',') {
        return null;
      }
    }
  }

  private @Nullable Value array(int depth) {
    at++;
    int base = open.size();
    if (next() == ']') {
      at++;
      return open.array(base);
    }
    while (true) {
      Value value = value(depth + 1, JsonSelection.ALL);
      if (value == null) {
        return null;
      }
      open.push(null, value, Position.NONE);
      int after = next();
      at++;
      if (after == ']') {
        return open.array(base);
      }
      if (after != ',') {
        return null;
      }
    }
  }

  private boolean isWord(String word) {
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (body[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  // Whole numbers; what follows the digits is for the caller to refuse.
  private @Nullable Value number(int first) {
    int start = first == '-' ? at + 1 : at;
    long number = 0;
    int i = start;
    for (; i < end && i - start <= MOST_DIGITS && body[i] >= '0' && body[i] <= '9'; i++) {
      number = number * 10 + (body[i] - '0');
    }
    if (i == start || i - at > MOST_DIGITS || (body[start] == '0' && i - start > 1)) {
      return null;
    }
    at = i;
    return NumberValue.of(first == '-' ? -number : number);
  }

  // At the opening quote; goes behind the closing one.
  private @Nullable String key() {
    int start = at + 1;
    long hash = 0;
    for (int i = start; ; i += Long.BYTES) {
      long letters = letters(i);
      long special = special(letters);
      if (special == 0) {
        hash = FieldNames.hash(hash, letters);
        continue;
      }
      int before = Long.numberOfTrailingZeros(special) >>> 3;
      int close = i + before;
      if (close >= end || body[close] != '"' || close - start > LONGEST_KEY) {
        return null;
      }
      at = close + 1;
      hash = FieldNames.hash(hash, letters & ((1L << (8 * before)) - 1));
      return FieldNames.of(body, start, close, hash);
    }
  }

  private @Nullable Value string() {
    int start = at + 1;
    int close = plainEnd(start);
    if (close >= end) {
      return null;
    }
    if (body[close] == '"') {
      at = close + 1;
      return new StringValue(new String(body, start, close - start, ISO_8859_1));
    }
    return body[close] == '\\' || isPastAscii(body[close]) ? uncommonString(start) : null;
  }

  // Whether it is part of a letter beyond ASCII, in bytes that are UTF-8.
  private boolean isPastAscii(byte found) {
    if (found >= 0) {
      return false;
    }
    isUtf8 = isUtf8 || Utf8.is(body);
    return isUtf8;
  }

  // Where the first byte is that is no plain letter.
  private int plainEnd(int start) {
    for (int i = start; ; i += Long.BYTES) {
      long special = special(letters(i));
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
  }

  private long letters(int from) {
    if (from + Long.BYTES <= body.length) {
      return (long) EIGHT_BYTES.get(body, from);
    }
    // A zero is no letter, so every loop ends behind the body.
    long letters = 0;
    for (int i = body.length - 1; i >= from; i--) {
      letters = letters << 8 | (body[i] & 0xFF);
    }
    return letters;
  }

  /**
   * The sign bit of each byte that is a quote, a backslash, below a blank or above ASCII; bytes
   * behind the first such may have it too.
   */
  private static long special(long letters) {
    long quote = letters ^ ('"' * EACH);
    long backslash = letters ^ ('\\' * EACH);
    return (((quote - EACH) & ~quote)
            | ((backslash - EACH) & ~backslash)
            | ((letters - ' ' * EACH) & ~letters)
            | letters)
        & SIGN_BITS;
  }

  private @Nullable Value uncommonString(int start) {
    StringBuilder text = new StringBuilder();
    int run = start;
    for (int i = start; i < end; i++) {
      byte found = body[i];
      if (found == '"') {
        text.append(new String(body, run, i - run, UTF_8));
        at = i + 1;
        return new StringValue(text.toString());
      }
      if (found < ' ' && !isPastAscii(found)) {
        return null;
      }
      if (found == '\\') {
        text.append(new String(body, run, i - run, UTF_8));
        int letter = escaped(i + 1);
        if (letter < 0) {
          return null;
        }
        text.append((char) letter);
        i += body[i + 1] == 'u' ? 5 : 1;
        run = i + 1;
      }
    }
    return null;
  }

  // The letter that the escape at `from`, behind its backslash, stands for; -1 when for none.
  private int escaped(int from) {
    if (from >= end) {
      return -1;
    }
    return switch (body[from]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal(from + 1);
      default -> -1;
    };
  }

  private int hexadecimal(int from) {
    if (end - from < 4) {
      return -1;
    }
    int letter = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = body[i] < 0 ? -1 : Character.digit((char) body[i], 16);
      if (digit < 0) {
        return -1;
      }
      letter = letter << 4 | digit;
    }
    return letter;
  }

  private boolean skips(int depth, JsonSelection selected) {
    boolean isNull = next() == 'n';
    int start = at;
    if (!skips(depth)) {
      return false;
    }
    if (selected == JsonSelection.LATER) {
      if (laterSeen) {
        return false;
      }
      laterSeen = true;
      if (!isNull) {
        laterStart = start;
        laterEnd = at;
      }
    }
    return true;
  }

  private boolean skips(int depth) {
    if (!counts(depth)) {
      return false;
    }
    int first = next();
    return switch (first) {
      case '{' -> skipsMembers(depth, '}');
      case '[' -> skipsMembers(depth, ']');
      case '"' -> skipsString();
      case 't' -> isWord("true");
      case 'f' -> isWord("false");
      case 'n' -> isWord("null");
      default -> number(first) != null;
    };
  }

  private boolean skipsMembers(int depth, char close) {
    at++;
    if (next() == close) {
      at++;
      return true;
    }
    while (true) {
      if (close == '}') {
        int quote = next();
        int start = at;
        if (quote != '"' || !skipsString() || at - start > LONGEST_KEY || next() != ':') {
          return false;
        }
        at++;
      }
      if (!skips(depth + 1)) {
        return false;
      }
      int after = next();
      at++;
      if (after == close) {
        return true;
      }
      if (after != ',') {
        return false;
      }
    }
  }

  private boolean skipsString() {
    int i = at + 1;
    while (true) {
      i = plainEnd(i);
      if (i >= end) {
        return false;
      }
      byte found = body[i];
      if (found == '"') {
        at = i + 1;
        return true;
      }
      if (found == '\\') {
        if (escaped(i + 1) < 0) {
          return false;
        }
        i += body[i + 1] == 'u' ? 6 : 2;
      } else if (isPastAscii(found)) {
        i++;
      } else {
        return false;
      }
    }
  }
}
