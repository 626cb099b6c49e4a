package dev.haetae.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate and its key, by which a TLS client says who it is. */
public final class ClientIdentity {
  private ClientIdentity() {}

  /**
   * Returns the key managers that show a certificate.
   *
   * @param certificate in PEM, then those above it
   * @param key its key, in PEM: PKCS #8, PKCS #1 or SEC 1, unencrypted
   * @throws UnusableCertificateException when either cannot be read
   */
  public static KeyManager[] keyManagers(byte[] certificate, byte[] key)
      throws UnusableCertificateException {
    ServingCertificate shown =
        new ServingCertificate(
            Pem.readCertificates("client-certificate", certificate),
            Pem.readKey("client-key", key));
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(shown.toKeyStore(), new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot show certificates", e);
    }
  }
}
