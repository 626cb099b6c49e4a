package dev.haetae.tls;

import dev.haetae.file.FileFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads and writes certificates and private keys as PEM (RFC 7468), the form of Secrets. */
final class Pem {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String write(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was made cannot be written", e);
    }
  }

  static String write(List<X509Certificate> certificates) {
    StringBuilder out = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      out.append(write(certificate));
    }
    return out.toString();
  }

  static String write(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String type, byte[] bytes) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + LINES.encodeToString(bytes)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /**
   * The bytes of a file.
   *
   * @param wanted what is to be put there when there is none, in words
   * @throws UnusableCertificateException when it cannot be read
   */
  static byte[] read(Path file, String wanted) throws UnusableCertificateException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UnusableCertificateException(file + ": no such file. Put " + wanted + " there.");
    } catch (IOException e) {
      throw new UnusableCertificateException(
          file
              + ": cannot be read: "
              + FileFault.reason(e)
              + ". Give the server's user the right to read it.");
    }
  }

  /**
   * All certificates of a file, in its order; text between them is skipped.
   *
   * @param file what messages call it
   * @throws UnusableCertificateException when there is none, or one cannot be read
   */
  static List<X509Certificate> readCertificates(String file, byte[] content)
      throws UnusableCertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher blocks = CERTIFICATE.matcher(new String(content, StandardCharsets.ISO_8859_1));
    while (blocks.find()) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(1));
        certificates.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded)));
      } catch (CertificateException | IllegalArgumentException e) {
        throw new UnusableCertificateException(
            file
                + ": certificate "
                + (certificates.size() + 1)
                + " of the file cannot be read; it may be cut off. Put a whole PEM certificate"
                + " there.");
      }
    }
    if (certificates.isEmpty()) {
      throw new UnusableCertificateException(
          file
              + ": holds no PEM certificate (-----BEGIN CERTIFICATE-----). Put one there, or remove"
              + " the file.");
    }
    return certificates;
  }

  /**
   * The private key of a file, in PKCS #8, PKCS #1 or SEC 1, unencrypted.
   *
   * @param file what messages call it
   * @throws UnusableCertificateException when there is none, or it cannot be read
   */
  static PrivateKey readKey(String file, byte[] content) throws UnusableCertificateException {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(content, StandardCharsets.ISO_8859_1)))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      // Other blocks may come first: OpenSSL writes EC PARAMETERS before an EC PRIVATE KEY.
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        if (block instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (block instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (block instanceof PEMEncryptedKeyPair || block instanceof PKCS8EncryptedPrivateKeyInfo) {
          throw new UnusableCertificateException(
              file + ": the private key is encrypted. Put the key there without a password.");
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new UnusableCertificateException(
          file + ": the private key cannot be read; it may be cut off. Put a whole PEM key there.");
    }
    throw new UnusableCertificateException(
        file + ": holds no PEM private key (-----BEGIN PRIVATE KEY-----). Put one there.");
  }

  /**
   * Returns whether {@code key} is the private half of {@code publicKey}: what it signs, that
   * verifies.
   */
  static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] challenge = new byte[32];
    new SecureRandom().nextBytes(challenge);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(challenge);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
