package dev.haetae.realcluster;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The control plane's own authority and the certificates that it signs, as PEM files. */
final class PublicKeys {
  private static final X500Name AUTHORITY = new X500Name("CN=control-plane");
  private static final Duration LIFE = Duration.ofDays(2);

  private final Path directory;
  private final KeyPair authorityKey;

  PublicKeys(Path directory) throws Exception {
    this.directory = directory;
    this.authorityKey = newKey();
    JcaX509v3CertificateBuilder builder = builder(AUTHORITY, authorityKey);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    write("ca.crt", sign(builder));
    write("service-accounts.key", newKey().getPrivate());
    issue("server", "CN=kube-apiserver");
  }

  Path authority() {
    return directory.resolve("ca.crt");
  }

  /** The key that signs the tokens of service accounts. */
  Path serviceAccountKey() {
    return directory.resolve("service-accounts.key");
  }

  Path certificate(String name) {
    return directory.resolve(name + ".crt");
  }

  Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** Makes {@code name.crt} and {@code name.key}, good for the loopback address. */
  void issue(String name, String subject) throws Exception {
    KeyPair pair = newKey();
    JcaX509v3CertificateBuilder builder = builder(new X500Name(subject), pair);
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, "kubernetes.default.svc")
            }));
    write(name + ".crt", sign(builder));
    write(name + ".key", pair.getPrivate());
  }

  private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair pair) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        AUTHORITY,
        BigInteger.valueOf(System.nanoTime()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(LIFE)),
        subject,
        pair.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withRSA").build(authorityKey.getPrivate())));
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    // RSA: the client reads keys on elliptic curves only as OpenSSL writes them.
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private void write(String file, Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    Files.writeString(directory.resolve(file), text.toString());
  }
}
