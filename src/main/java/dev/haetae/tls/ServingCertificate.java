package dev.haetae.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that a TLS server shows its clients, with those above it and its key.
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

  /** The certificate that carries the server's names. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The last instant at which the leaf is good. */
  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
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
