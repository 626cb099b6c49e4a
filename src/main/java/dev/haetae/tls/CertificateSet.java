package dev.haetae.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one Secret: the authorities that clients are to trust, the one of them that
 * signs, the one that will sign next, and the certificate that every replica serves.
 *
 * <p>The Secret's keys: {@code ca.crt} (all trusted authorities, the signing one first), {@code
 * ca.key}, {@code ca-next.key} (while authorities are exchanged), {@code tls.crt}, {@code tls.key}.
 * Which of the trusted certificates a key belongs to is found by trying.
 *
 * @param trusted the bundle
 * @param signing null when there is none, or its key is lost
 * @param next null when no exchange is going on
 * @param serving signed by one of {@code trusted}; null when there is none
 * @param problems what in the Secret could not be used, in sentences; empty when it was whole, or
 *     empty
 */
public record CertificateSet(
    List<X509Certificate> trusted,
    @Nullable CertificateAuthority signing,
    @Nullable CertificateAuthority next,
    @Nullable ServingCertificate serving,
    List<String> problems) {
  /** Nothing yet. */
  public static final CertificateSet EMPTY =
      new CertificateSet(List.of(), null, null, null, List.of());

  /** The Secret's keys that are ours; others are left alone. */
  public static final Set<String> KEYS =
      Set.of("ca.crt", "ca.key", "ca-next.key", "tls.crt", "tls.key");

  /** A set that keeps its own copies. */
  public CertificateSet {
    trusted = List.copyOf(trusted);
    problems = List.copyOf(problems);
  }

  /** The certificates of a Secret; what cannot be used is left out and told. */
  public static CertificateSet read(Map<String, byte[]> secret) {
    List<String> problems = new ArrayList<>();
    List<X509Certificate> trusted = certificates(secret, "ca.crt", problems);
    CertificateAuthority signing = authority(secret, "ca.key", trusted, problems);
    CertificateAuthority next = authority(secret, "ca-next.key", trusted, problems);
    ServingCertificate serving = serving(secret, trusted, problems);
    return new CertificateSet(trusted, signing, next, serving, problems);
  }

  /** The Secret's content, by key; {@code ca-next.key} only when there is a next authority. */
  public Map<String, String> write() {
    Map<String, String> secret = new LinkedHashMap<>();
    secret.put("ca.crt", bundle());
    if (signing != null) {
      secret.put("ca.key", Pem.write(signing.key()));
    }
    if (next != null) {
      secret.put("ca-next.key", Pem.write(next.key()));
    }
    if (serving != null) {
      secret.put("tls.crt", Pem.write(serving.chain()));
      secret.put("tls.key", Pem.write(serving.key()));
    }
    return secret;
  }

  /** The trusted authorities in PEM: what a {@code caBundle} holds, before base64. */
  public String bundle() {
    return Pem.write(trusted);
  }

  /** The certificates of a {@code caBundle}; none when it holds none that can be read. */
  public static List<X509Certificate> readBundle(byte[] bundle) {
    return certificates(Map.of("caBundle", bundle), "caBundle", new ArrayList<>());
  }

  /** Returns whether one of {@code authorities} has signed {@code certificate}. */
  public static boolean isSignedByAny(
      X509Certificate certificate, List<X509Certificate> authorities) {
    return authorities.stream().anyMatch(authority -> isSignedBy(certificate, authority));
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean has(Map<String, byte[]> secret, String key) {
    byte[] value = secret.get(key);
    return value != null && value.length > 0;
  }

  private static byte[] value(Map<String, byte[]> secret, String key) {
    byte[] value = secret.get(key);
    return value == null ? "".getBytes(StandardCharsets.US_ASCII) : value;
  }

  private static List<X509Certificate> certificates(
      Map<String, byte[]> secret, String key, List<String> problems) {
    if (!has(secret, key)) {
      return List.of();
    }
    try {
      return Pem.readCertificates(key, value(secret, key));
    } catch (UnusableCertificateException e) {
      problems.add(e.sentence());
      return List.of();
    }
  }

  private static @Nullable PrivateKey key(
      Map<String, byte[]> secret, String key, List<String> problems) {
    try {
      return Pem.readKey(key, value(secret, key));
    } catch (UnusableCertificateException e) {
      problems.add(e.sentence());
      return null;
    }
  }

  private static @Nullable CertificateAuthority authority(
      Map<String, byte[]> secret,
      String name,
      List<X509Certificate> trusted,
      List<String> problems) {
    if (!has(secret, name)) {
      return null;
    }
    PrivateKey key = key(secret, name, problems);
    if (key == null) {
      return null;
    }
    for (X509Certificate certificate : trusted) {
      if (certificate.getBasicConstraints() >= 0
          && Pem.belongTogether(certificate.getPublicKey(), key)) {
        return new CertificateAuthority(certificate, key);
      }
    }
    problems.add(name + ": is the key of no authority in ca.crt.");
    return null;
  }

  private static @Nullable ServingCertificate serving(
      Map<String, byte[]> secret, List<X509Certificate> trusted, List<String> problems) {
    if (!has(secret, "tls.crt") && !has(secret, "tls.key")) {
      return null;
    }
    List<X509Certificate> chain = certificates(secret, "tls.crt", problems);
    PrivateKey key = key(secret, "tls.key", problems);
    if (chain.isEmpty() || key == null) {
      if (!has(secret, "tls.crt")) {
        problems.add("tls.crt: is missing beside tls.key.");
      }
      return null;
    }
    X509Certificate leaf = chain.getFirst();
    if (!Pem.belongTogether(leaf.getPublicKey(), key)) {
      problems.add("tls.key: is not the key of the first certificate in tls.crt.");
      return null;
    }
    if (!isSignedByAny(leaf, trusted)) {
      problems.add("tls.crt: was signed by no authority in ca.crt.");
      return null;
    }
    return new ServingCertificate(chain, key);
  }
}
