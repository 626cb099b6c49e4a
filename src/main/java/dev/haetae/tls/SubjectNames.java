package dev.haetae.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names a serving certificate is good for: {@code localhost}, {@code 127.0.0.1} and {@code ::1}
 * always, and those under which the API server calls the webhook.
 *
 * @param dnsNames lower case, without repetition, {@code localhost} first
 * @param addresses IP addresses as Java writes them, without repetition, this machine's first
 */
public record SubjectNames(List<String> dnsNames, List<String> addresses) {
  private static final List<String> OWN_ADDRESSES = List.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  // Whatever else has these letters is no DNS name either.
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** The names of the Service {@code haetae} in the namespace {@code haetae}. */
  public static final SubjectNames SHIPPED =
      new SubjectNames(List.of("haetae.haetae.svc", "haetae.haetae.svc.cluster.local"));

  /**
   * Names for a certificate.
   *
   * @throws IllegalArgumentException when some are no DNS names; the message names them all
   */
  public SubjectNames {
    Set<String> own = new LinkedHashSet<>(OWN_ADDRESSES);
    own.addAll(addresses);
    addresses = List.copyOf(own);
    Set<String> names = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    names.add("localhost");
    for (String name : dnsNames) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (name.length() > 253 || !DNS_NAME.matcher(lower).matches()) {
        wrong.add('"' + name + '"');
      } else {
        names.add(lower);
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "no DNS name: "
              + String.join(", ", wrong)
              + "; write names such as haetae.haetae.svc, of letters, digits, hyphens and dots");
    }
    dnsNames = List.copyOf(names);
  }

  /**
   * DNS names alone.
   *
   * @throws IllegalArgumentException when some are none; the message names them all
   */
  public SubjectNames(List<String> dnsNames) {
    this(dnsNames, List.of());
  }

  /**
   * Hosts as URLs name them: DNS names, and IP addresses, those of IPv6 in brackets or without.
   *
   * @throws IllegalArgumentException when some are neither; the message names them all
   */
  public static SubjectNames ofHosts(List<String> hosts) {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (String host : hosts) {
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      if (ADDRESS.matcher(bare).matches()) {
        try {
          addresses.add(InetAddress.ofLiteral(bare).getHostAddress());
        } catch (IllegalArgumentException e) {
          names.add(host);
        }
      } else {
        names.add(host);
      }
    }
    return new SubjectNames(names, addresses);
  }

  /** Returns whether a certificate is good for all these names. */
  boolean areIn(X509Certificate certificate) {
    Set<String> found = new HashSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(1) instanceof String name) {
            found.add(name);
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read are names that are missing.
      return false;
    }
    return found.containsAll(dnsNames) && found.containsAll(addresses);
  }
}
