package dev.haetae.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names a serving certificate is good for: {@code localhost}, {@code 127.0.0.1} and {@code ::1}
 * always, and the DNS names under which the API server calls the webhook's Service.
 *
 * @param dnsNames lower case, without repetition, {@code localhost} first
 */
public record SubjectNames(List<String> dnsNames) {
  /** The addresses of this machine itself. */
  static final List<String> ADDRESSES = List.of("127.0.0.1", "0:0:0:0:0:0:0:1");

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
}
