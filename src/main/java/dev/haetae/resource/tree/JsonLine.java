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
  private static final long BLANKS = 0x2020202020202020L;

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
    if (letters.length == text.length() && isPlain(letters)) {
      add('"');
      add(letters);
      add('"');
    } else {
      StringBuilder out = new StringBuilder(text.length() + 16);
      JsonWriter.appendString(out, text);
      add(out.toString().getBytes(UTF_8));
    }
  }

  private static boolean isPlain(byte[] letters) {
    int whole = letters.length & -Long.BYTES;
    for (int i = 0; i < whole; i += Long.BYTES) {
      if (Letters.specialToWrite(Letters.eight(letters, i)) != 0) {
        return false;
      }
    }
    // Behind the last letter there are zeros, which would be special: blanks are not.
    int left = letters.length - whole;
    long last = Letters.eight(letters, whole) | (BLANKS << (Byte.SIZE * left));
    return Letters.specialToWrite(last) == 0;
  }

  private void add(char letter) {
    reserve(1);
    bytes[end++] = (byte) letter;
  }

  private void add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
  }

  private void reserve(int count) {
    if (count > bytes.length - end) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + count));
    }
  }
}
