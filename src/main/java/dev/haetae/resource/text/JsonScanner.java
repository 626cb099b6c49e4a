package dev.haetae.resource.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream of JSON, and the ways past what is written there: a value is looked at for
 * its quotes and brackets alone, and each byte once.
 */
final class JsonScanner {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 15];
  private int position;
  private int limit;
  private long read;

  private byte[] text = new byte[1 << 8];
  private int length;

  JsonScanner(InputStream in) {
    this.in = in;
  }

  /** The number of bytes that have come so far. */
  long bytes() {
    return read;
  }

  /**
   * The next byte that is no blank; it stays where it is.
   *
   * @throws EOFException when there is none
   */
  int next() throws IOException {
    int found = nextOrEnd();
    if (found < 0) {
      throw new EOFException();
    }
    return found;
  }

  /** The next byte that is no blank, which stays where it is; -1 when there is none. */
  int nextOrEnd() throws IOException {
    while (position < limit || fill()) {
      byte found = buffer[position];
      if (found != ' ' && found != '\n' && found != '\t' && found != '\r') {
        return found & 0xFF;
      }
      position++;
    }
    return -1;
  }

  /** Goes past the byte that {@link #next} has told. */
  void advance() {
    position++;
  }

  /** Goes past the next byte that is no blank where it is {@code wanted}; else stays there. */
  boolean skips(char wanted) throws IOException {
    boolean isThere = next() == wanted;
    position += isThere ? 1 : 0;
    return isThere;
  }

  /**
   * Goes past the comma or the bracket behind an element or a member.
   *
   * @return whether it was {@code close}
   */
  boolean isLast(char close) throws IOException, UnreadableException {
    int after = next();
    position++;
    if (after != ',' && after != close) {
      throw noJson();
    }
    return after == close;
  }

  /**
   * Reads a key, and goes past the colon behind it.
   *
   * @param most how many bytes of it are kept
   * @return whether that was all of it
   */
  boolean readKey(int most) throws IOException, UnreadableException {
    if (next() != '"') {
      throw noJson();
    }
    boolean isWhole = readString(most);
    if (!skips(':')) {
      throw noJson();
    }
    return isWhole;
  }

  /**
   * Reads a string as it is written: its escapes stay.
   *
   * @param most how many bytes of it are kept
   * @return whether that was all of it
   */
  boolean readString(int most) throws IOException {
    position++;
    length = 0;
    boolean isWhole = true;
    boolean escaped = false;
    while (true) {
      require();
      byte letter = buffer[position++];
      if (letter == '"' && !escaped) {
        return isWhole;
      }
      escaped = letter == '\\' && !escaped;
      if (length == most) {
        isWhole = false;
      } else {
        if (length == text.length) {
          text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = letter;
      }
    }
  }

  /** The bytes of the key or string that was read last, of which {@link #length} count. */
  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** Returns whether the key or string that was read last is {@code word}. */
  boolean is(String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes past one value, to its end and no further.
   *
   * @param to keeps the value; null when nobody does
   */
  void pass(@Nullable KeptBytes to) throws IOException, UnreadableException {
    int first = next();
    if (first == '"') {
      int from = position++;
      passString(to, from);
    } else if (first == '{' || first == '[') {
      passNested(to);
    } else {
      passWord(to);
    }
  }

  // From behind the opening quote; `from` is where what is to be kept begins.
  private void passString(@Nullable KeptBytes to, int from) throws IOException {
    int begin = from;
    boolean escaped = false;
    while (true) {
      int i = position;
      while (i < limit) {
        byte letter = buffer[i++];
        if (escaped) {
          escaped = false;
        } else if (letter == '\\') {
          escaped = true;
        } else if (letter == '"') {
          position = i;
          keep(to, begin);
          return;
        }
      }
      position = i;
      keep(to, begin);
      require();
      begin = position;
    }
  }

  private void passNested(@Nullable KeptBytes to) throws IOException {
    long depth = 0;
    int begin = position;
    while (true) {
      while (position < limit) {
        byte letter = buffer[position++];
        if (letter == '"') {
          passString(to, begin);
          begin = position;
        } else if (letter == '{' || letter == '[') {
          depth++;
        } else if ((letter == '}' || letter == ']') && --depth == 0) {
          keep(to, begin);
          return;
        }
      }
      keep(to, begin);
      require();
      begin = position;
    }
  }

  // A number, or true, false, null: who reads what is kept finds out whether it is one.
  private void passWord(@Nullable KeptBytes to) throws IOException, UnreadableException {
    int begin = position;
    int letters = 0;
    while (true) {
      while (position < limit && isOfWord(buffer[position])) {
        position++;
        letters++;
      }
      keep(to, begin);
      if (position < limit) {
        if (letters == 0) {
          throw noJson();
        }
        return;
      }
      require();
      begin = position;
    }
  }

  private static boolean isOfWord(byte letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '-'
        || letter == '+'
        || letter == '.'
        || letter == 'E';
  }

  private void keep(@Nullable KeptBytes to, int from) {
    if (to != null) {
      to.append(buffer, from, position);
    }
  }

  private void require() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException();
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    read += limit;
    return limit > 0;
  }

  private static UnreadableException noJson() {
    return new UnreadableException("this is no valid JSON", 0, 0);
  }
}
