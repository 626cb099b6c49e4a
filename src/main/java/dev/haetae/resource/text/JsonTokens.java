package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.Letters;

/**
 * The words, numbers and strings of a JSON text in bytes; those that are wrong or merely uncommon
 * are not read, without a reason.
 *
 * <p>Who reads something says where it begins and is told where it ends, or {@link #NOTHING}: so
 * the place stays in a register. Letters are looked at eight at a time, {@link Letters}. Whether
 * the bytes are UTF-8 is looked at when the first is met that is not ASCII.
 */
abstract sealed class JsonTokens permits BodyReader {
  /** In place of where something ends: it is not read. */
  static final int NOTHING = -1;

  private static final int MOST_DIGITS = 17;
  private static final int LONGEST_KEY = 1000;

  private final byte[] body;
  private final int end;
  private boolean isUtf8;

  /** The number or the string that was read last. */
  long number;

  String text = "";

  JsonTokens(byte[] body, int to) {
    this.body = body;
    this.end = to;
  }

  /** The bytes, to be read only. */
  final byte[] body() {
    return body;
  }

  /** The byte at {@code at}; -1 behind the end. */
  final int byteAt(int at) {
    return at < end ? body[at] & 0xFF : NOTHING;
  }

  /** Where the next byte is that is no blank, or the end. */
  final int next(int at) {
    int i = at;
    while (i < end && isBlank(body[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte found) {
    return found <= ' ' && (found == ' ' || found == '\n' || found == '\t' || found == '\r');
  }

  /** Goes past {@code word} if it stands there. */
  final int word(int at, String word) {
    if (end - at < word.length()) {
      return NOTHING;
    }
    for (int i = 0; i < word.length(); i++) {
      if (body[at + i] != word.charAt(i)) {
        return NOTHING;
      }
    }
    return at + word.length();
  }

  /** Reads a whole number; what follows its digits is for the caller to refuse. */
  final int number(int at) {
    boolean isNegative = byteAt(at) == '-';
    int start = isNegative ? at + 1 : at;
    long digits = 0;
    int i = start;
    for (; i < end && i - start <= MOST_DIGITS && body[i] >= '0' && body[i] <= '9'; i++) {
      digits = digits * 10 + (body[i] - '0');
    }
    if (i == start || i - at > MOST_DIGITS || (body[start] == '0' && i - start > 1)) {
      return NOTHING;
    }
    number = isNegative ? -digits : digits;
    return i;
  }

  /** Goes past a key, which may have escapes, and the colon behind it. */
  final int passedKey(int at) {
    if (byteAt(at) != '"') {
      return NOTHING;
    }
    int close = passedString(at);
    return close < 0 || close - at > LONGEST_KEY ? NOTHING : colon(close);
  }

  /** Goes past a colon, and the blanks around it. */
  final int colon(int at) {
    // As a rule there are no blanks.
    if (at + 1 < end && body[at] == ':' && body[at + 1] > ' ') {
      return at + 1;
    }
    int i = next(at);
    return byteAt(i) == ':' ? next(i + 1) : NOTHING;
  }

  /** Returns whether a key is neither too long nor has uncommon letters. */
  final boolean isPlainKey(int start, int close) {
    return close - start <= LONGEST_KEY && plainEnd(start) == close;
  }

  /** Reads the string whose opening quote stands there. */
  final int string(int at) {
    int start = at + 1;
    int close = plainEnd(start);
    if (close >= end) {
      return NOTHING;
    }
    if (body[close] == '"') {
      text = new String(body, start, close - start, ISO_8859_1);
      return close + 1;
    }
    return body[close] == '\\' || isPastAscii(body[close]) ? uncommonString(start) : NOTHING;
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
      long special = Letters.special(Letters.eight(body, i));
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
  }

  private int uncommonString(int start) {
    StringBuilder read = new StringBuilder();
    int run = start;
    for (int i = start; i < end; i++) {
      byte found = body[i];
      if (found == '"') {
        text = read.append(new String(body, run, i - run, UTF_8)).toString();
        return i + 1;
      }
      if (found < ' ' && !isPastAscii(found)) {
        return NOTHING;
      }
      if (found == '\\') {
        read.append(new String(body, run, i - run, UTF_8));
        int letter = escaped(i + 1);
        if (letter < 0) {
          return NOTHING;
        }
        read.append((char) letter);
        i += body[i + 1] == 'u' ? 5 : 1;
        run = i + 1;
      }
    }
    return NOTHING;
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

  /** Goes past the string whose opening quote stands there. */
  final int passedString(int at) {
    int i = at + 1;
    while (true) {
      i = plainEnd(i);
      if (i >= end) {
        return NOTHING;
      }
      byte found = body[i];
      if (found == '"') {
        return i + 1;
      }
      if (found == '\\') {
        if (escaped(i + 1) < 0) {
          return NOTHING;
        }
        i += body[i + 1] == 'u' ? 6 : 2;
      } else if (isPastAscii(found)) {
        i++;
      } else {
        return NOTHING;
      }
    }
  }
}
