package dev.haetae.resource.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Letters of JSON, looked at eight at a time: in a long whose lowest byte is the first. */
public final class Letters {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long SIGN_BITS = 0x8080808080808080L;

  private Letters() {}

  /** Eight letters; a zero, which is no letter, behind the last one. */
  public static long eight(byte[] bytes, int from) {
    if (from + Long.BYTES <= bytes.length) {
      return (long) EIGHT_BYTES.get(bytes, from);
    }
    long letters = 0;
    for (int i = bytes.length - 1; i >= from; i--) {
      letters = letters << 8 | (bytes[i] & 0xFF);
    }
    return letters;
  }

  /**
   * The sign bit of each byte that is a quote, a backslash, below a blank or above ASCII; bytes
   * behind the first such may have it too.
   */
  public static long special(long letters) {
    return (is(letters, '"') | is(letters, '\\') | ((letters - ' ' * EACH) & ~letters) | letters)
        & SIGN_BITS;
  }

  /**
   * The sign bit of each byte that is a quote, which ends a string; bytes behind it may have it
   * too.
   */
  public static long ending(long letters) {
    return is(letters, '"') & SIGN_BITS;
  }

  /**
   * The sign bit of each byte that is {@link #special} or the letter that deletes, or a question
   * mark, which stands for what UTF-8 cannot hold; bytes behind the first such may have it too.
   */
  static long specialToWrite(long letters) {
    return special(letters) | ((is(letters, '?') | is(letters, '\u007f')) & SIGN_BITS);
  }

  // The sign bit of each byte that is this letter; other bits, and bytes behind it, may be set too.
  private static long is(long letters, char letter) {
    long none = letters ^ (letter * EACH);
    return (none - EACH) & ~none;
  }
}
