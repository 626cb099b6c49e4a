package dev.haetae.cel.library;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.library.kind.IpAddress;
import dev.haetae.cel.library.kind.IpText;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.Sized;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.SelfValue;
import org.jspecify.annotations.Nullable;

/** The library of IP prefixes: {@code cidr('10.0.0.0/8').containsIP('10.1.2.3')}. */
final class Cidrs {
  private static final Kind<Prefix> CIDR = Kind.opaque("net.CIDR", Prefix.class);
  private static final Kind<IpAddress> IP = IpAddress.KIND;

  private Cidrs() {}

  static CelLibrary library() {
    return new Functions()
        .global("cidr", "string_to_cidr", CIDR, Kind.STRING, Cidrs::parse)
        .global(
            "isCIDR",
            "is_cidr",
            Kind.BOOL,
            Kind.STRING,
            text -> read(text) instanceof Read(Prefix prefix) && !prefix.address.isMapped())
        .global("string", "cidr_to_string", Kind.STRING, CIDR, Prefix::toString)
        .member(
            "containsIP",
            "cidr_contains_ip_string",
            Kind.BOOL,
            CIDR,
            Kind.STRING,
            Prefix::containsText)
        .member("containsIP", "cidr_contains_ip_ip", Kind.BOOL, CIDR, IP, Prefix::contains)
        .member(
            "containsCIDR",
            "cidr_contains_cidr_string",
            Kind.BOOL,
            CIDR,
            Kind.STRING,
            (cidr, text) -> cidr.contains(parse(text)))
        .member("containsCIDR", "cidr_contains_cidr", Kind.BOOL, CIDR, CIDR, Prefix::contains)
        .member("ip", "cidr_ip", IP, CIDR, cidr -> cidr.address)
        .member("prefixLength", "cidr_prefix_length", Kind.INT, CIDR, cidr -> (long) cidr.bits)
        .member("masked", "cidr_masked", CIDR, CIDR, Prefix::masked)
        .library();
  }

  private sealed interface Result {}

  private record Read(Prefix prefix) implements Result {}

  private record Unread(String why) implements Result {}

  private static Prefix parse(String text) {
    String trouble = "network address parse error during conversion from string: ";
    return switch (read(text)) {
      case Unread(String why) -> throw new CelFailure(trouble + trouble + why);
      case Read(Prefix prefix) when prefix.address.isMapped() ->
          throw new CelFailure(
              trouble + "IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed");
      case Read(Prefix prefix) -> prefix;
    };
  }

  private static Unread unread(String text, String why) {
    return new Unread("netip.ParsePrefix(" + GoText.quote(text) + "): " + why);
  }

  private static Result read(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return unread(text, "no '/'");
    }
    return switch (IpText.read(text.substring(0, slash))) {
      case IpText.Unread(String why) -> unread(text, why);
      case IpText.Read(IpAddress _, String zone) when !zone.isEmpty() ->
          unread(text, "IPv6 zones cannot be present in a prefix");
      case IpText.Read(IpAddress address, String _) -> {
        String length = text.substring(slash + 1);
        int bits = bits(length);
        if (bits < 0) {
          yield unread(text, "bad bits after slash: " + GoText.quote(length));
        }
        yield bits > address.bits()
            ? unread(text, "prefix length out of range")
            : new Read(new Prefix(address, bits));
      }
    };
  }

  private static int bits(String length) {
    boolean plain = !length.isEmpty() && (length.length() == 1 || length.charAt(0) != '0');
    if (!plain || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      return (int) Math.min(Long.parseLong(length), Integer.MAX_VALUE);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** A prefix of IP addresses, with the address as it was written. */
  static final class Prefix extends SelfValue implements Sized {
    private final IpAddress address;
    private final int bits;

    Prefix(IpAddress address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    private boolean contains(IpAddress other) {
      return address.isFour() == other.isFour() && address.masked(bits).equals(other.masked(bits));
    }

    // What is no address has no overload: so says the API server.
    private boolean containsText(String text) {
      IpAddress other = IpText.plain(text);
      if (other == null || other.isMapped()) {
        throw new CelFailure("no such overload");
      }
      return contains(other);
    }

    private boolean contains(Prefix other) {
      return bits <= other.bits && contains(other.address);
    }

    private Prefix masked() {
      return new Prefix(address.masked(bits), bits);
    }

    @Override
    public long celSize() {
      return (bits + 7L) / 8;
    }

    @Override
    public OpaqueType celType() {
      return CIDR.opaqueType();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Prefix that && bits == that.bits && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return address.hashCode() * 31 + bits;
    }

    @Override
    public String toString() {
      return address + "/" + bits;
    }
  }
}
