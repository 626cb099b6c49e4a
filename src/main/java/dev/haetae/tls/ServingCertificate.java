package dev.haetae.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate that a TLS server or client shows the other side, with those above it and its key.
 *
 * @param chain the leaf first, then those that signed it, as far as they are known; not empty
 * @param key the leaf's private key
 */
public record ServingCertificate(List<X509Certificate> chain, PrivateKey key) {
  /** The name of the only entry of {@link #toKeyStore()}. */
  public static final String ALIAS = "serving";

  /** A certificate with its key. */
  public ServingCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain is empty");
    }
  }

  /**
   * Reads a certificate and its key, by which a TLS client says who it is.
   *
   * @param certificate in PEM, then those above it
   * @param key its key, in PEM: PKCS #8, PKCS #1 or SEC 1, unencrypted
   * @throws UnusableCertificateException when either cannot be read
   */
  public static ServingCertificate ofClient(byte[] certificate, byte[] key)
      throws UnusableCertificateException {
    return new ServingCertificate(
        Pem.readCertificates("client-certificate", certificate), Pem.readKey("client-key", key));
  }

  /** The certificate that carries the server's names. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The last instant at which the leaf is good. */
  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** Returns the key managers that show it. */
  public KeyManager[] keyManagers() {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(toKeyStore(), new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot show certificates", e);
    }
  }

  /** A key store in memory with one entry, {@value #ALIAS}, under the empty password. */
  public KeyStore toKeyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, new char[0], chain.toArray(new Certificate[0]));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot hold PKCS#12 key stores", e);
    }
  }
}
