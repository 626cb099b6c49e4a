package dev.haetae.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final List<String> FILES = List.of("ca.crt", "ca.key", "tls.crt", "tls.key");

  @TempDir private Path directory;

  private CertificateStore store(Instant now) {
    return new CertificateStore(directory, SubjectNames.SHIPPED, InstantSource.fixed(now));
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> names = new HashSet<>();
      files.map(Path::getFileName).map(Path::toString).forEach(names::add);
      return names;
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : FILES) {
      if (Files.exists(directory.resolve(name))) {
        contents.put(name, Files.readString(directory.resolve(name)));
      }
    }
    return contents;
  }

  @Test
  void anEmptyDirectoryGetsAnAuthorityAndACertificate() throws Exception {
    ServingCertificate made = store(NOW).open();

    assertThat(names(directory))
        .containsExactlyInAnyOrder("ca.crt", "ca.key", "tls.crt", "tls.key", ".lock");
    X509Certificate leaf = made.leaf();
    X509Certificate authority = made.chain().get(1);
    assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(alternativeNames(leaf))
        .containsExactly(
            "localhost",
            "haetae.haetae.svc",
            "haetae.haetae.svc.cluster.local",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1");
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(authority.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(authority.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
    leaf.verify(authority.getPublicKey());
  }

  private static List<String> alternativeNames(X509Certificate leaf) throws Exception {
    List<String> names = new ArrayList<>();
    Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
    for (List<?> alternative : alternatives) {
      names.add(String.valueOf(alternative.get(1)));
    }
    return names;
  }

  @Test
  void keysAreTheirOwnersAlone() throws Exception {
    store(NOW).open();

    for (String key : List.of("ca.key", "tls.key")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(key))))
          .as(key)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDirectoryIsMadeWithItsParents() throws Exception {
    directory = directory.resolve("a/b");

    store(NOW).open();

    assertThat(names(directory)).containsAll(FILES);
  }

  @Test
  void theNextStartUsesTheSame() throws Exception {
    store(NOW).open();
    Map<String, String> first = contents();

    ServingCertificate again = store(NOW.plus(Duration.ofDays(300))).open();

    assertThat(contents()).isEqualTo(first);
    assertThat(again.chain()).hasSize(2);
  }

  @Test
  void clientsThatTrustTheAuthorityShakeHands() throws Exception {
    ServingCertificate made = store(Instant.now()).open();
    X509Certificate authority = made.chain().get(1);

    for (String name : List.of("localhost", "127.0.0.1")) {
      assertThat(Handshake.serial(made, authority, name))
          .as(name)
          .isEqualTo(made.leaf().getSerialNumber());
    }
  }

  @Test
  void clientsThatTrustAnotherAuthorityDoNot() throws Exception {
    ServingCertificate made = store(Instant.now()).open();
    X509Certificate other = CertificateAuthority.create(Instant.now()).certificate();

    assertThatThrownBy(() -> Handshake.serial(made, other, "localhost"))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aLeafThatEndsSoonIsRenewedUnderTheSameAuthority() throws Exception {
    ServingCertificate first = store(NOW).open();
    String authority = contents().get("ca.crt");
    CertificateStore early = store(NOW.plus(Duration.ofDays(334)));
    CertificateStore late = store(NOW.plus(Duration.ofDays(336)));

    assertThat(early.renewalIsDue(first)).isFalse();
    assertThat(early.open().leaf()).isEqualTo(first.leaf());
    assertThat(late.renewalIsDue(first)).isTrue();
    ServingCertificate renewed = late.open();

    assertThat(renewed.leaf().getSerialNumber()).isNotEqualTo(first.leaf().getSerialNumber());
    assertThat(contents()).containsEntry("ca.crt", authority);
    renewed.leaf().verify(first.chain().get(1).getPublicKey());
    assertThat(late.renewalIsDue(renewed)).isFalse();
  }

  @Test
  void anExpiredLeafOfOursIsRenewedToo() throws Exception {
    store(NOW).open();

    Instant later = NOW.plus(Duration.ofDays(1000));
    assertThat(store(later).open().notAfter()).isEqualTo(later.plus(Duration.ofDays(365)));
  }

  @Test
  void aLeafOutlivesItsAuthorityNever() {
    CertificateAuthority authority = CertificateAuthority.create(NOW);

    ServingCertificate late =
        authority.issue(SubjectNames.SHIPPED, NOW.plus(Duration.ofDays(3500)));

    assertThat(late.leaf().getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void aMissingNameIsAddedUnderTheSameAuthority() throws Exception {
    store(NOW).open();
    String authority = contents().get("ca.crt");
    SubjectNames others = new SubjectNames(List.of("webhook.guard.svc"));

    ServingCertificate made =
        new CertificateStore(directory, others, InstantSource.fixed(NOW)).open();

    assertThat(alternativeNames(made.leaf())).contains("webhook.guard.svc");
    assertThat(contents()).containsEntry("ca.crt", authority);
  }

  @Test
  void removedServingFilesAreMadeAnewUnderTheSameAuthority() throws Exception {
    store(NOW).open();
    String authority = contents().get("ca.crt");
    Files.delete(directory.resolve("tls.crt"));
    Files.delete(directory.resolve("tls.key"));

    store(NOW).open();

    assertThat(contents()).containsEntry("ca.crt", authority).containsKeys("tls.crt", "tls.key");
  }

  @Test
  void givenFilesAreUsedAndNothingIsWritten() throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));

    ServingCertificate used = store(NOW).open();

    assertThat(used.chain()).hasSize(2);
    assertThat(names(directory)).containsExactlyInAnyOrder("tls.crt", "tls.key");
    assertThat(store(NOW.plus(Duration.ofDays(364))).renewalIsDue(used)).isFalse();
  }

  private void give(ServingCertificate certificate) throws IOException {
    StringBuilder chain = new StringBuilder("# from somewhere else\n");
    for (X509Certificate one : certificate.chain()) {
      chain.append(Pem.write(one));
    }
    Files.writeString(directory.resolve("tls.crt"), chain);
    Files.writeString(directory.resolve("tls.key"), Pem.write(certificate.key()));
  }

  /**
   * As {@code openssl ecparam -genkey} and cert-manager write it: SEC 1, the curve first or not.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
      })
  void ecKeysInTheFormOfOpenSslAreRead(String parameters) throws Exception {
    ECPrivateKey key = (ECPrivateKey) CertificateAuthority.create(NOW).key();
    byte[] encoded =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
            .getEncoded();

    PrivateKey read = readKey(parameters + pem("EC PRIVATE KEY", encoded));

    assertThat(((ECPrivateKey) read).getS()).isEqualTo(key.getS());
  }

  @Test
  void rsaKeysInTheFormOfOpenSslAreRead() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] encoded =
        PrivateKeyInfo.getInstance(key.getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();

    assertThat(readKey(pem("RSA PRIVATE KEY", encoded))).isEqualTo(key);
  }

  private PrivateKey readKey(String text) throws UnusableCertificateException {
    return Pem.readKey("tls.key", text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String pem(String type, byte[] encoded) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /** A kill at each point of a first start: what had been written, and what only in part. */
  @ParameterizedTest
  @CsvSource({
    "'', .ca.crt.new",
    ".ca.crt.new, .ca.key.new",
    ".ca.crt.new ca.key, ''",
    "ca.crt ca.key, .tls.key.new",
    "ca.crt ca.key tls.key, .tls.crt.new"
  })
  void aFirstStartThatWasCutInTheMiddleIsMadeGood(String written, String begun) throws Exception {
    store(NOW).open();
    Map<String, String> whole = contents();
    for (String name : List.of("ca.key", "ca.crt", "tls.key", "tls.crt")) {
      Files.delete(directory.resolve(name));
    }
    for (String name : written.isEmpty() ? new String[0] : written.split(" ")) {
      Files.writeString(
          directory.resolve(name), whole.get(name.equals(".ca.crt.new") ? "ca.crt" : name));
    }
    if (!begun.isEmpty()) {
      Files.writeString(directory.resolve(begun), "-----BEGIN PRIV");
    }

    ServingCertificate made = store(NOW).open();

    made.leaf().verify(made.chain().get(1).getPublicKey());
    assertThat(contents().get("ca.crt")).isEqualTo(Pem.write(made.chain().get(1)));
    if (written.contains("ca.key")) {
      assertThat(contents())
          .containsEntry("ca.key", whole.get("ca.key"))
          .containsEntry("ca.crt", whole.get("ca.crt"));
    }
    assertThat(names(directory))
        .containsExactlyInAnyOrder("ca.crt", "ca.key", "tls.crt", "tls.key", ".lock");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theKeyOfAnAuthorityIsNeverWrittenOver(boolean other) throws Exception {
    store(NOW).open();
    String key = contents().get("ca.key");
    for (String name : List.of("ca.crt", "tls.key", "tls.crt")) {
      Files.delete(directory.resolve(name));
    }
    if (other) {
      Files.writeString(
          directory.resolve(".ca.crt.new"),
          Pem.write(CertificateAuthority.create(NOW).certificate()));
    }

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca.crt: is missing beside ");
    assertThat(contents()).containsEntry("ca.key", key);
  }

  @Test
  void aCertificateOfSomebodyElseBesideOurAuthorityIsNotWrittenOver() throws Exception {
    store(NOW).open();
    String foreign =
        Pem.write(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW).chain());
    Files.writeString(directory.resolve("tls.crt"), foreign);
    Files.delete(directory.resolve("tls.key"));

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("was not signed by");
    assertThat(contents()).containsEntry("tls.crt", foreign);
  }

  /** A kill between the two files of a renewal: the new key beside the old certificate. */
  @Test
  void aRenewalThatWasCutInTheMiddleIsDoneAnew() throws Exception {
    ServingCertificate first = store(NOW).open();
    Instant later = NOW.plus(Duration.ofDays(340));
    String oldCertificate = contents().get("tls.crt");
    store(later).open();
    Files.writeString(directory.resolve("tls.crt"), oldCertificate);

    ServingCertificate found = store(NOW).open();

    assertThat(found.leaf()).isNotEqualTo(first.leaf());
    found.leaf().verify(first.chain().get(1).getPublicKey());
    assertThat(Pem.belongTogether(found.leaf().getPublicKey(), found.key())).isTrue();
  }

  @Test
  void anAuthoritysKeyBesideGivenFilesIsLeftAsItIs() throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));
    Files.writeString(directory.resolve("ca.key"), "a key of somebody else");

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca.crt: is missing beside ");
    assertThat(contents()).containsEntry("ca.key", "a key of somebody else");
  }

  @Test
  void manyAtOnceEndWithOneSet() throws Exception {
    int count = 8;
    CountDownLatch start = new CountDownLatch(1);
    Set<BigInteger> serials = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<ServingCertificate>> opened = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        opened.add(
            threads.submit(() -> {
              start.await();
              return store(NOW).open();
            }));
      }
      start.countDown();
      for (Future<ServingCertificate> one : opened) {
        serials.add(one.get().leaf().getSerialNumber());
      }
    }
    assertThat(serials).hasSize(1);
  }

  @Test
  void halfAPairIsAnError() throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));
    Files.delete(directory.resolve("tls.key"));

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessage(
            directory.resolve("tls.key")
                + ": is missing beside "
                + directory.resolve("tls.crt")
                + ". Put it back, or remove "
                + directory.resolve("tls.crt")
                + " to have both made anew.");
  }

  @Test
  void anAuthorityWithoutItsKeyIsAnError() throws Exception {
    store(NOW).open();
    Files.delete(directory.resolve("ca.key"));
    Files.delete(directory.resolve("tls.crt"));
    Files.delete(directory.resolve("tls.key"));

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca.key: is missing beside");
  }

  @Test
  void aKeyOfAnotherCertificateIsAnError() throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(NOW);
    give(authority.issue(SubjectNames.SHIPPED, NOW));
    Files.writeString(
        directory.resolve("tls.key"), Pem.write(authority.issue(SubjectNames.SHIPPED, NOW).key()));

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessage(
            directory.resolve("tls.key")
                + ": is not the key of the first certificate in "
                + directory.resolve("tls.crt")
                + ". Put the certificate and the key of one issue there.");
  }

  @Test
  void aGivenCertificateThatHasExpiredIsAnError() throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));

    assertThatThrownBy(() -> store(NOW.plus(Duration.ofDays(366))).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessage(
            directory.resolve("tls.crt")
                + ": expired on 2027-11-21T10:00:00Z. Put a new certificate and its key there, or"
                + " remove tls.crt and tls.key to have them made anew.");
  }

  @Test
  void aGivenCertificateOfTheFutureIsAnError() throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));

    assertThatThrownBy(() -> store(NOW.minus(Duration.ofDays(1))).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageEndingWith("and it is 2026-11-20T10:00:00Z. Check the clock.");
  }

  @Test
  void anExpiredAuthorityIsAnError() throws Exception {
    store(NOW).open();

    assertThatThrownBy(() -> store(NOW.plus(Duration.ofDays(4000))).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca.crt: expired on");
  }

  @Test
  void aLeafOfAnotherAuthorityIsAnError() throws Exception {
    store(NOW).open();
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("tls.crt: was not signed by ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMIIB"
      })
  void aCertificateThatIsNoneIsAnError(String text) throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));
    Files.writeString(directory.resolve("tls.crt"), text);

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageStartingWith(directory.resolve("tls.crt") + ": ")
        .hasMessageContaining("Put ")
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIIB",
        "-----BEGIN EC PRIVATE KEY-----\n????\n-----END EC PRIVATE KEY-----\n"
      })
  void aKeyThatIsNoneIsAnError(String text) throws Exception {
    give(CertificateAuthority.create(NOW).issue(SubjectNames.SHIPPED, NOW));
    Files.writeString(directory.resolve("tls.key"), text);

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageStartingWith(directory.resolve("tls.key") + ": ")
        .hasMessageContaining("Put ")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void aFileInTheDirectorysPlaceIsAnError() throws Exception {
    directory = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> store(NOW).open())
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessage(
            directory
                + ": certificates cannot be made there: a file of this name is in the way. Give the"
                + " server's user room and the right to write there, or put tls.crt and tls.key"
                + " there.");
  }

  @Test
  void namesThatAreNoneAreAllTold() {
    assertThatThrownBy(() -> new SubjectNames(List.of("a_b", "good.svc", "", "-x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no DNS name: \"a_b\", \"\", \"-x\"; write names such as");
  }
}
