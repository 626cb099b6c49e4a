package dev.haetae.resource.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A check that bytes are UTF-8; it looks at eight at a time, since nearly all are ASCII. */
final class Utf8 {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long SIGN_BITS = 0x8080808080808080L;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8() {}

  static void require(byte[] body) throws UnreadableException {
    if (!is(body)) {
      throw new UnreadableException("the body is not UTF-8", 0, 0);
    }
  }

  /** Returns whether the bytes are UTF-8. */
  static boolean is(byte[] body) {
    // Jackson would take zero bytes at the beginning, of UTF-16 and UTF-32, as a hint to decode
    // those; anywhere else it refuses them.
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0) {
        return false;
      }
    }
    if (isAscii(body)) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * The offset of a letter of bytes that are UTF-8, a byte order mark at the beginning not counted.
   *
   * @param from where the text begins
   * @param letters how many UTF-16 units of the text stand before it
   */
  static int offset(byte[] body, int from, long letters) {
    int at = from + (hasMark(body, from) ? MARK.length : 0);
    for (long before = 0; before < letters; before++) {
      int lead = body[at] & 0xFF;
      if (lead < 0x80) {
        at++;
      } else if (lead < 0xE0) {
        at += 2;
      } else if (lead < 0xF0) {
        at += 3;
      } else {
        // Two units.
        at += 4;
        before++;
      }
    }
    return at;
  }

  private static boolean hasMark(byte[] body, int from) {
    return Arrays.mismatch(
            body, from, Math.min(body.length, from + MARK.length), MARK, 0, MARK.length)
        < 0;
  }

  private static boolean isAscii(byte[] body) {
    int at = 0;
    for (; at + Long.BYTES <= body.length; at += Long.BYTES) {
      if (((long) EIGHT_BYTES.get(body, at) & SIGN_BITS) != 0) {
        return false;
      }
    }
    for (; at < body.length; at++) {
      if (body[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
