package dev.haetae.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/**
 * The authorities whose client certificates a server accepts.
 *
 * @param authorities none for a server that asks for no certificates
 */
public record TrustedClients(List<X509Certificate> authorities) {
  /** No authority at all. */
  public static final TrustedClients NOBODY = new TrustedClients(List.of());

  /** Authorities of clients. */
  public TrustedClients {
    authorities = List.copyOf(authorities);
  }

  /**
   * The authorities of a PEM file.
   *
   * @throws UnusableCertificateException when the file cannot be read, or all it holds has expired
   */
  public static TrustedClients read(Path file, InstantSource clock)
      throws UnusableCertificateException {
    byte[] content = Pem.read(file, "the certificate of the clients' authority");
    List<X509Certificate> certificates = Pem.readCertificates(file.toString(), content);
    // A bundle keeps the old authority beside the new one while they are exchanged.
    boolean anyGood =
        certificates.stream()
            .anyMatch(one -> one.getNotAfter().toInstant().isAfter(clock.instant()));
    if (!anyGood) {
      throw new UnusableCertificateException(
          file
              + ": expired on "
              + certificates.getFirst().getNotAfter().toInstant()
              + ". Put the present certificate of the clients' authority there.");
    }
    return new TrustedClients(certificates);
  }

  /** A key store in memory with these authorities and {@code others} as trusted certificates. */
  public KeyStore toKeyStore(List<X509Certificate> others) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + number++, authority);
      }
      for (X509Certificate other : others) {
        store.setCertificateEntry("other-" + number++, other);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot hold PKCS#12 key stores", e);
    }
  }
}
