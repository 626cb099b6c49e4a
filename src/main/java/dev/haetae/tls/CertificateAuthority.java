package dev.haetae.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority: ECDSA on P-256, allowed to sign leaves only (path length 0).
 *
 * @param certificate signed by itself
 * @param key the private key that signs
 */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) {
  static final int AUTHORITY_YEARS = 10;

  static final Duration LEAF_LIFE = Duration.ofDays(365);

  /** The time for which a new certificate is good already, for machines whose clocks lag behind. */
  static final Duration CLOCK_LAG = Duration.ofHours(1);

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final X500Principal NAME = new X500Principal("CN=Haetae webhook CA");
  private static final X500Principal LEAF_NAME = new X500Principal("CN=haetae");

  /** A new authority with a new key, good from {@code now} on, for 10 years. */
  public static CertificateAuthority create(Instant now) {
    return create(now, Duration.ofDays(365L * AUTHORITY_YEARS));
  }

  /** A new authority with a new key, good from {@code now} on, for {@code life}. */
  public static CertificateAuthority create(Instant now, Duration life) {
    try {
      KeyPair pair = newKeyPair();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              newSerialNumber(),
              Date.from(now.minus(CLOCK_LAG)),
              Date.from(now.plus(life)),
              NAME,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new CertificateAuthority(sign(builder, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("this Java cannot make ECDSA certificates", e);
    }
  }

  /** A new leaf with a new key for {@code names}, good from {@code now} on for a year at most. */
  public ServingCertificate issue(SubjectNames names, Instant now) {
    return issue(names, now, LEAF_LIFE);
  }

  /**
   * A new leaf with a new key for {@code names}, good from {@code now} on for {@code life}, but not
   * longer than the authority.
   */
  public ServingCertificate issue(SubjectNames names, Instant now, Duration life) {
    return issue(LEAF_NAME, KeyPurposeId.id_kp_serverAuth, alternativeNames(names), now, life);
  }

  /** A new leaf with a new key by which a client shows that it is {@code commonName}. */
  public ServingCertificate issueForClient(String commonName, Instant now) {
    return issue(
        new X500Principal("CN=" + commonName), KeyPurposeId.id_kp_clientAuth, null, now, LEAF_LIFE);
  }

  /** The last instant at which its leaves are good. */
  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  private ServingCertificate issue(
      X500Principal subject,
      KeyPurposeId purpose,
      @Nullable GeneralNames alternativeNames,
      Instant now,
      Duration life) {
    try {
      KeyPair pair = newKeyPair();
      Instant end = now.plus(life);
      Instant authorityEnd = certificate.getNotAfter().toInstant();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              certificate.getSubjectX500Principal(),
              newSerialNumber(),
              Date.from(now.minus(CLOCK_LAG)),
              Date.from(end.isBefore(authorityEnd) ? end : authorityEnd),
              subject,
              pair.getPublic());
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      if (alternativeNames != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames);
      }
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(pair.getPublic()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
      return new ServingCertificate(List.of(sign(builder, key), certificate), pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("this Java cannot make ECDSA certificates", e);
    }
  }

  private static GeneralNames alternativeNames(SubjectNames names) {
    List<GeneralName> all = new ArrayList<>();
    for (String name : names.dnsNames()) {
      all.add(new GeneralName(GeneralName.dNSName, name));
    }
    for (String address : names.addresses()) {
      all.add(new GeneralName(GeneralName.iPAddress, address));
    }
    return new GeneralNames(all.toArray(new GeneralName[0]));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  // RFC 5280 4.1.2.2: positive and at most 20 octets.
  private static BigInteger newSerialNumber() {
    return new BigInteger(127, new SecureRandom()).setBit(126);
  }
}
