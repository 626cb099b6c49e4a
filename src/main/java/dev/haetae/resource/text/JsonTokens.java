package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The words, numbers and strings of a JSON text in bytes, from a place on that moves behind what
 * has been read; those that are wrong or merely uncommon are not read, without a reason.
 *
 * <p>Letters are looked at eight at a time, in a long whose lowest byte is the first: {@link
 * #special}. Whether the bytes are UTF-8 is looked at when the first is met that is not ASCII.
 */
abstract sealed class JsonTokens permits BodyReader {
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
  private int at;
  private boolean isUtf8;
  private boolean broken;

  JsonTokens(byte[] body, int from, int to) {
    this.body = body;
    this.at = from;
    this.end = to;
  }

  /** The place of the next byte. */
  final int at() {
    return at;
  }

  /** Returns whether nothing but blanks follows. */
  final boolean isEnd() {
    return next() == NOTHING && at == end;
  }

  /** The next byte that is no blank, which stays where it is; -1 when there is none. */
  final int next() {
    while (at < end) {
      byte found = body[at];
      if (found != ' ' && found != '\n' && found != '\t' && found != '\r') {
        return found & 0xFF;
      }
      at++;
    }
    return NOTHING;
  }

  /** Goes past the opening bracket, and past {@code close} where that follows at once. */
  final boolean isEmpty(char close) {
    at++;
    boolean isEmpty = next() == close;
    at += isEmpty ? 1 : 0;
    return isEmpty;
  }

  /** Goes past the comma or the bracket behind an element or a member; whether no more follow. */
  final boolean isLast(char close) {
    int after = next();
    at++;
    broken = after != ',' && after != close;
    return after != ',';
  }

  /** Returns whether {@link #isLast} has found neither the comma nor the bracket. */
  final boolean isBroken() {
    return broken;
  }

  /** Goes past {@code word} if it stands here. */
  final boolean isWord(String word) {
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

  /**
   * A whole number; what follows its digits is for the caller to refuse.
   *
   * @param first the byte that stands here
   */
  final @Nullable Value number(int first) {
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

  /** The key that stands here, without escapes; goes past the colon behind it. */
  final @Nullable String key() {
    if (next() != '"') {
      return null;
    }
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
      return skipsColon() ? FieldNames.of(body, start, close, hash) : null;
    }
  }

  /** Goes past a key, which may have escapes, and the colon behind it. */
  final boolean skipsKey() {
    if (next() != '"') {
      return false;
    }
    int start = at;
    return skipsString() && at - start <= LONGEST_KEY && skipsColon();
  }

  private boolean skipsColon() {
    boolean isThere = next() == ':';
    at++;
    return isThere;
  }

  /** The string whose opening quote stands here. */
  final @Nullable Value string() {
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

  /** Goes past the string whose opening quote stands here. */
  final boolean skipsString() {
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
