package dev.haetae.simulator.validation.field;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of IP addresses and of ranges of them.
 *
 * <p>Mirrors {@code apimachinery/pkg/util/validation/ip.go} with {@code StrictIPCIDRValidation},
 * and Go's {@code net.ParseIP}. No name is ever looked up.
 */
public final class AddressSyntax {
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private AddressSyntax() {}

  /** What is wrong with an address, in the API server's words; nothing when all is well. */
  public static List<String> address(String text) {
    byte[] address = parse(text, true);
    if (address == null) {
      return List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
    if (parse(text, false) == null) {
      return List.of("must not have leading 0s");
    }
    return text.indexOf(':') >= 0 && address.length == 4
        ? List.of("must not be an IPv4-mapped IPv6 address")
        : List.of();
  }

  /** What is wrong with a range, in the API server's words; nothing when all is well. */
  public static List<String> range(String text) {
    int slash = text.indexOf('/');
    byte[] address = slash < 0 ? null : parse(text.substring(0, slash), true);
    boolean six = slash > 0 && text.lastIndexOf(':', slash) >= 0;
    int bits = slash < 0 ? -1 : bits(text.substring(slash + 1), six ? 128 : 32);
    if (address == null || bits < 0) {
      return List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }
    if (parse(text.substring(0, slash), false) == null
        || (text.charAt(slash + 1) == '0' && text.length() > slash + 2)) {
      return List.of("must not have leading 0s in IP or prefix length");
    }
    if (six && address.length == 4) {
      return List.of("must not have an IPv4-mapped IPv6 address");
    }
    return hasBitsBeyond(address, bits)
        ? List.of("must not have bits set beyond the prefix length")
        : List.of();
  }

  private static int bits(String text, int most) {
    if (text.isEmpty() || text.length() > 5) {
      return -1;
    }
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!NameSyntax.isDigit(text.charAt(i))) {
        return -1;
      }
      bits = bits * 10 + text.charAt(i) - '0';
    }
    return bits > most ? -1 : bits;
  }

  /** Returns whether a range is a part of another, not all of it; true when one is no range. */
  public static boolean isPartOf(String text, String other) {
    int slash = text.indexOf('/');
    int otherSlash = other.indexOf('/');
    byte[] inner = slash < 0 ? null : parse(text.substring(0, slash), true);
    byte[] outer = otherSlash < 0 ? null : parse(other.substring(0, otherSlash), true);
    if (inner == null || outer == null) {
      return true;
    }
    int size = bits(text.substring(slash + 1), inner.length * 8);
    int otherSize = bits(other.substring(otherSlash + 1), outer.length * 8);
    if (size < 0 || otherSize < 0) {
      return true;
    }
    if (inner.length != outer.length || otherSize >= size) {
      return false;
    }
    for (int i = 0; i < otherSize; i++) {
      if (((inner[i / 8] ^ outer[i / 8]) >> (7 - i % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasBitsBeyond(byte[] address, int bits) {
    for (int bit = bits; bit < address.length * 8; bit++) {
      if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the text is an IPv6 address. */
  public static boolean isSix(String text) {
    byte[] address = parse(text, true);
    return address != null && address.length == 16;
  }

  /** What is wrong with an address that others are to reach; nothing when all is well. */
  public static List<String> reachable(String text) {
    byte[] address = parse(text, true);
    if (address == null) {
      return List.of("must be a valid IP address");
    }
    if (isAll(address, 0)) {
      return List.of("may not be unspecified (" + text + ")");
    }
    boolean four = address.length == 4;
    if (four ? address[0] == 127 : isAll(address, 1)) {
      return List.of("may not be in the loopback range (127.0.0.0/8, ::1/128)");
    }
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    if (four ? first == 169 && second == 254 : first == 0xfe && (second & 0xc0) == 0x80) {
      return List.of("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    boolean multicast =
        four
            ? first == 224 && second == 0 && address[2] == 0
            : first == 0xff && (second & 0x0f) == 0x02;
    return multicast
        ? List.of("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
        : List.of();
  }

  private static boolean isAll(byte[] address, int last) {
    for (int i = 0; i < address.length - 1; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[address.length - 1] == last;
  }

  /**
   * Returns the 4 or 16 bytes of an address, those of a mapped one its 4; null when it is none.
   *
   * @param sloppy whether leading zeros are passed over, as {@code ParseIPSloppy} does
   */
  public static byte @Nullable [] parse(String text, boolean sloppy) {
    if (text.length() > 45) {
      return sloppy && text.indexOf(':') < 0 ? four(text, 0, true) : null;
    }
    if (text.indexOf(':') < 0) {
      return four(text, 0, sloppy);
    }
    byte[] six = six(text, sloppy);
    return six != null && Arrays.equals(six, 0, 12, MAPPED, 0, 12)
        ? Arrays.copyOfRange(six, 12, 16)
        : six;
  }

  private static byte @Nullable [] four(String text, int from, boolean sloppy) {
    byte[] address = new byte[4];
    int at = from;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int begin = at;
      while (at < text.length() && NameSyntax.isDigit(text.charAt(at))) {
        value = Math.min(256, value * 10 + text.charAt(at) - '0');
        at++;
      }
      if (at == begin || value > 255 || (!sloppy && at - begin > 1 && text.charAt(begin) == '0')) {
        return null;
      }
      address[part] = (byte) value;
      boolean dot = at < text.length() && text.charAt(at) == '.';
      if (dot == (part == 3)) {
        return null;
      }
      at += dot ? 1 : 0;
    }
    return at == text.length() ? address : null;
  }

  private static byte @Nullable [] six(String text, boolean sloppy) {
    byte[] address = new byte[16];
    int gap = -1;
    int at = 0;
    int filled = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      if (filled == 16) {
        return null;
      }
      int end = at;
      int value = 0;
      while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0 && end - at < 5) {
        value = value * 16 + Character.digit(text.charAt(end), 16);
        end++;
      }
      if (end == at || end - at > 4) {
        return null;
      }
      if (end < text.length() && text.charAt(end) == '.') {
        byte[] tail = four(text, at, sloppy);
        if (tail == null || filled > 12 || (gap < 0 && filled != 12)) {
          return null;
        }
        System.arraycopy(tail, 0, address, filled, 4);
        filled += 4;
        at = text.length();
        break;
      }
      address[filled++] = (byte) (value >> 8);
      address[filled++] = (byte) value;
      at = end;
      if (at == text.length()) {
        break;
      }
      if (text.charAt(at) != ':' || at + 1 == text.length()) {
        return null;
      }
      at++;
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = filled;
        at++;
      }
    }
    if (filled < 16) {
      if (gap < 0) {
        return null;
      }
      System.arraycopy(address, gap, address, 16 - (filled - gap), filled - gap);
      Arrays.fill(address, gap, 16 - (filled - gap), (byte) 0);
      return address;
    }
    return gap < 0 ? address : null;
  }
}
