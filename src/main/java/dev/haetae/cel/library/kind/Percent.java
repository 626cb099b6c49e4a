package dev.haetae.cel.library.kind;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The escapes in URLs: which bytes stand for themselves hangs on the part of the URL.
 *
 * <p>Mirrors Go's package {@code net/url}.
 */
public enum Percent {
  PATH("$&+,-./:;=@_~"),
  HOST("!\"$&'()*+,-.:;<=>[]_~"),
  ZONE("!\"$&'()*+,-.:;<=>[]_~"),
  USER("$&+,-.;=_~"),
  QUERY("-._~"),
  FRAGMENT("!$&()*+,-./:;=?@_~");

  private final String plain;

  Percent(String plain) {
    this.plain = plain;
  }

  private boolean isPlain(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || plain.indexOf(c) >= 0;
  }

  /** What is wrong with the escapes of a part; null when nothing is. */
  public static @Nullable String fault(String text, Percent part) {
    boolean host = part == HOST || part == ZONE;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (isNoEscape(text, i, part)) {
          String shown = text.substring(i, Math.min(i + 3, text.length()));
          return "invalid URL escape " + GoText.quote(shown);
        }
        i += 2;
      } else if (host && c < 0x80 && !part.isPlain(c)) {
        return "invalid character " + GoText.quote(String.valueOf(c)) + " in host name";
      }
    }
    return null;
  }

  private static boolean isNoEscape(String text, int at, Percent part) {
    if (at + 2 >= text.length() || hex(text, at + 1) < 0 || hex(text, at + 2) < 0) {
      return true;
    }
    if (text.startsWith("%25", at)) {
      return false;
    }
    int value = hex(text, at + 1) << 4 | hex(text, at + 2);
    return (part == HOST && value < 0x80) || (part == ZONE && value != ' ' && !HOST.isPlain(value));
  }

  private static int hex(String text, int at) {
    char c = text.charAt(at);
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /** The part without its escapes, which are in order. */
  public static String decode(String text, Percent part) {
    if (text.indexOf('%') < 0 && (part != QUERY || text.indexOf('+') < 0)) {
      return text;
    }
    return new String(decoded(text, part), StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String text, Percent part) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      byte b = in[i];
      if (b == '%') {
        b = (byte) (Character.digit(in[i + 1], 16) << 4 | Character.digit(in[i + 2], 16));
        i += 2;
      } else if (b == '+' && part == QUERY) {
        b = ' ';
      }
      in[length++] = b;
    }
    return java.util.Arrays.copyOf(in, length);
  }

  /** The text with all bytes escaped that do not stand for themselves. */
  public static String encode(String text, Percent part) {
    return encode(text.getBytes(StandardCharsets.UTF_8), part);
  }

  private static String encode(byte[] bytes, Percent part) {
    StringBuilder out = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int c = b & 0xff;
      if (c < 0x80 && part.isPlain(c)) {
        out.append((char) c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >>> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }

  /** A written path or fragment: as it is where it may be written so, else escaped anew. */
  public static String again(String written, Percent part) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c >= 0x80 || (!part.isPlain(c) && "!'()*[]%".indexOf(c) < 0)) {
        return encode(decoded(written, part), part);
      }
    }
    return written;
  }
}
