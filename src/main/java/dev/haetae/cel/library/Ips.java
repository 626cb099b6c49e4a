package dev.haetae.cel.library;

import dev.haetae.cel.library.kind.GoText;
import dev.haetae.cel.library.kind.IpAddress;
import dev.haetae.cel.library.kind.IpText;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.value.CelFailure;

/** The library of IP addresses: {@code ip('10.0.0.1').isLoopback()}. */
final class Ips {
  private static final Kind<IpAddress> IP = IpAddress.KIND;

  private Ips() {}

  static CelLibrary library() {
    return new Functions()
        .global("ip", "string_to_ip", IP, Kind.STRING, Ips::parse)
        .global("isIP", "is_ip", Kind.BOOL, Kind.STRING, text -> isIp(text))
        .global(
            "ip.isCanonical",
            "ip_is_canonical",
            Kind.BOOL,
            Kind.STRING,
            text -> parse(text).toString().equals(text))
        .global("string", "ip_to_string", Kind.STRING, IP, IpAddress::toString)
        .member("family", "ip_family", Kind.INT, IP, IpAddress::family)
        .member("isUnspecified", "ip_is_unspecified", Kind.BOOL, IP, IpAddress::isUnspecified)
        .member("isLoopback", "ip_is_loopback", Kind.BOOL, IP, IpAddress::isLoopback)
        .member(
            "isLinkLocalMulticast",
            "ip_is_link_local_multicast",
            Kind.BOOL,
            IP,
            IpAddress::isLinkLocalMulticast)
        .member(
            "isLinkLocalUnicast",
            "ip_is_link_local_unicast",
            Kind.BOOL,
            IP,
            IpAddress::isLinkLocalUnicast)
        .member(
            "isGlobalUnicast", "ip_is_global_unicast", Kind.BOOL, IP, IpAddress::isGlobalUnicast)
        .library();
  }

  private static boolean isIp(String text) {
    IpAddress address = IpText.plain(text);
    return address != null && !address.isMapped();
  }

  /** The address that a text writes. */
  static IpAddress parse(String text) {
    return switch (IpText.read(text)) {
      case IpText.Unread(String why) ->
          throw new CelFailure(
              "IP Address "
                  + GoText.quote(text)
                  + " parse error during conversion from string: "
                  + why);
      case IpText.Read(IpAddress _, String zone) when !zone.isEmpty() ->
          throw new CelFailure(
              "IP address " + GoText.quote(text) + " with zone value is not allowed");
      case IpText.Read(IpAddress address, String _) when address.isMapped() ->
          throw new CelFailure(
              "IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed");
      case IpText.Read(IpAddress address, String _) -> address;
    };
  }
}
