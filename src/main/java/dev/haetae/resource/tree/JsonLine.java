package dev.haetae.resource.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A line of compact JSON in UTF-8, written into the bytes that are sent: the short way of {@link
 * JsonWriter}, which still writes every string that is not plain ASCII.
 */
final class JsonLine {
  // Most answers are shorter.
  private static final int LINE = 1024;

  private byte[] bytes = new byte[LINE];
  private int end;

  private JsonLine() {}

  /** The line of {@code value}. */
  static byte[] of(Value value) {
    JsonLine line = new JsonLine();
    line.write(value);
    line.add('\n');
    return Arrays.copyOf(line.bytes, line.end);
  }

  private void write(Value value) {
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          add(i == 0 ? '{' : ',');
          writeString(object.key(i));
          add(':');
          write(object.value(i));
        }
        close(object.size(), '{', '}');
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          add(i == 0 ? '[' : ',');
          write(array.get(i));
        }
        close(array.size(), '[', ']');
      }
      case StringValue string -> writeString(string.text());
      case NumberValue number -> add(number.literal().getBytes(ISO_8859_1));
      case BooleanValue flag -> add(flag.toString().getBytes(ISO_8859_1));
      case NullValue _ -> add("null".getBytes(ISO_8859_1));
    }
  }

  private void close(int size, char opening, char closing) {
    if (size == 0) {
      add(opening);
    }
    add(closing);
  }

  private void writeString(String text) {
    byte[] letters = text.getBytes(UTF_8);
    int before = end;
    if (letters.length != text.length() || !writeAscii(letters, text)) {
      end = before;
      StringBuilder out = new StringBuilder(text.length() + 16);
      JsonWriter.appendString(out, text);
      add(out.toString().getBytes(UTF_8));
    }
  }

  // Whether it could be written: it has as many letters as bytes, and a question mark may stand for
  // what UTF-8 cannot hold.
  private boolean writeAscii(byte[] letters, String text) {
    reserve(letters.length + 2);
    bytes[end++] = '"';
    int run = 0;
    for (int at = special(letters, 0); at < letters.length; at = special(letters, at + 1)) {
      byte letter = letters[at];
      boolean escaped = letter == '"' || letter == '\\';
      if (!escaped && (letter != '?' || text.charAt(at) != '?')) {
        return false;
      }
      if (escaped) {
        // For the backslash; for the rest and its quote there is room.
        reserve(letters.length - run + 2);
        copy(letters, run, at);
        bytes[end++] = '\\';
        run = at;
      }
    }
    copy(letters, run, letters.length);
    bytes[end++] = '"';
    return true;
  }

  // Where the first letter from there on is that does not go without a look; the end if none is.
  private static int special(byte[] letters, int from) {
    for (int i = from; i < letters.length; i += Long.BYTES) {
      long special = Letters.specialToWrite(Letters.eight(letters, i));
      if (special != 0) {
        // Behind the end there are zeros.
        return Math.min(letters.length, i + (Long.numberOfTrailingZeros(special) >>> 3));
      }
    }
    return letters.length;
  }

  private void copy(byte[] letters, int from, int to) {
    System.arraycopy(letters, from, bytes, end, to - from);
    end += to - from;
  }

  private void add(char letter) {
    reserve(1);
    bytes[end++] = (byte) letter;
  }

  private void add(byte[] more) {
    reserve(more.length);
    copy(more, 0, more.length);
  }

  private void reserve(int count) {
    if (count > bytes.length - end) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + count));
    }
  }
}
