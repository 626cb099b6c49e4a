package dev.haetae.cel.library.kind;

import org.jspecify.annotations.Nullable;

/** A reader of IP addresses, in the words of Go's package {@code net/netip}. */
public final class IpText {
  private final String text;
  private final String address;
  private final String zone;
  private String fault = "";

  private IpText(String text) {
    this.text = text;
    int percent = text.indexOf('%');
    this.address = percent < 0 ? text : text.substring(0, percent);
    this.zone = percent < 0 ? "" : text.substring(percent + 1);
  }

  /** What came of reading. */
  public sealed interface Result {}

  /** An address, with its zone; empty when it has none. */
  public record Read(IpAddress address, String zone) implements Result {}

  /** None, and why. */
  public record Unread(String why) implements Result {}

  public static Result read(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '.' -> {
          return new IpText(text).four();
        }
        case ':' -> {
          return new IpText(text).sixteen();
        }
        case '%' -> {
          return unread(text, "missing IPv6 address");
        }
        default -> {}
      }
    }
    return unread(text, "unable to parse IP");
  }

  private static Unread unread(String text, String why) {
    return new Unread("ParseAddr(" + GoText.quote(text) + "): " + why);
  }

  private Unread unread() {
    return unread(text, fault);
  }

  private Result four() {
    long bits = octets(text);
    return bits < 0 ? unread() : new Read(IpAddress.ofFour(bits), "");
  }

  private Result sixteen() {
    if (zone.isEmpty() && text.length() > address.length()) {
      return unread(text, "zone must be a non-empty string");
    }
    int[] groups = new int[8];
    return groups(groups)
        ? new Read(IpAddress.ofSixteen(half(groups, 0), half(groups, 4)), zone)
        : unread();
  }

  private static long half(int[] groups, int from) {
    long half = 0;
    for (int i = from; i < from + 4; i++) {
      half = half << 16 | groups[i];
    }
    return half;
  }

  private boolean groups(int[] groups) {
    String rest = address;
    int gap = -1;
    int count = 0;
    if (rest.startsWith("::")) {
      gap = 0;
      rest = rest.substring(2);
    }
    while (count < 8 && !(rest.isEmpty() && gap == count)) {
      int end = hexadecimal(rest);
      if (end < 0) {
        return false;
      }
      if (end < rest.length() && rest.charAt(end) == '.') {
        return embedded(groups, rest, gap, count);
      }
      groups[count++] = Integer.parseInt(rest, 0, end, 16);
      rest = rest.substring(end);
      if (rest.isEmpty()) {
        break;
      }
      if (rest.charAt(0) != ':') {
        return fails("unexpected character, want colon", rest);
      }
      if (rest.length() == 1) {
        return fails("colon must be followed by more characters", rest);
      }
      rest = rest.substring(1);
      if (rest.charAt(0) == ':') {
        if (gap >= 0) {
          return fails("multiple :: in address", rest);
        }
        gap = count;
        rest = rest.substring(1);
      }
    }
    return rest.isEmpty()
        ? fill(groups, gap, count)
        : fails("trailing garbage after address", rest);
  }

  // The end of the group's digits; -1 when it is none.
  private int hexadecimal(String rest) {
    int end = 0;
    while (end < rest.length()
        && Character.digit(rest.charAt(end), 16) >= 0
        && rest.charAt(end) < 0x80) {
      if (end > 3) {
        fails("each group must have 4 or less digits", rest);
        return -1;
      }
      end++;
    }
    if (end == 0) {
      fails("each colon-separated field must have at least one digit", rest);
      return -1;
    }
    return end;
  }

  private boolean embedded(int[] groups, String rest, int gap, int count) {
    if (gap < 0 && count != 6) {
      return fails("embedded IPv4 address must replace the final 2 fields of the address", rest);
    }
    if (count > 6) {
      return fails("too many hex fields to fit an embedded IPv4 at the end of the address", rest);
    }
    long bits = octets(rest);
    if (bits < 0) {
      return false;
    }
    groups[count] = (int) (bits >>> 16);
    groups[count + 1] = (int) bits & 0xffff;
    return fill(groups, gap, count + 2);
  }

  private boolean fill(int[] groups, int gap, int count) {
    if (count == 8) {
      return gap < 0 || fails("the :: must expand to at least one field of zeros", "");
    }
    if (gap < 0) {
      return fails("address string too short", "");
    }
    int moved = count - gap;
    System.arraycopy(groups, gap, groups, 8 - moved, moved);
    java.util.Arrays.fill(groups, gap, 8 - moved, 0);
    return true;
  }

  // The bits of four numbers with dots; -1 when there are none.
  private long octets(String part) {
    long bits = 0;
    int value = 0;
    int digits = 0;
    int fields = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      String wrong = null;
      if (c >= '0' && c <= '9') {
        wrong = digits == 1 && value == 0 ? "IPv4 field has octet with leading zero" : null;
        value = Math.min(value * 10 + c - '0', 1000);
        digits++;
        wrong = wrong == null && value > 255 ? "IPv4 field has value >255" : wrong;
      } else if (c != '.') {
        return lost("unexpected character", part.substring(i));
      } else if (digits == 0 || i == part.length() - 1) {
        return lost("IPv4 field must have at least one digit", part.substring(i));
      } else if (fields == 3) {
        wrong = "IPv4 address too long";
      } else {
        bits = bits << 8 | value;
        fields++;
        value = 0;
        digits = 0;
      }
      if (wrong != null) {
        return lost(wrong, "");
      }
    }
    return fields < 3 ? lost("IPv4 address too short", "") : bits << 8 | value;
  }

  private long lost(String why, String where) {
    fails(why, where);
    return -1;
  }

  private boolean fails(String why, String where) {
    fault = where.isEmpty() ? why : why + " (at " + GoText.quote(where) + ")";
    return false;
  }

  /** The address that a text writes; null when it writes none, or one with a zone. */
  public static @Nullable IpAddress plain(String text) {
    return read(text) instanceof Read(IpAddress address, String zone) && zone.isEmpty()
        ? address
        : null;
  }
}
