package dev.haetae.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedClientsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path directory;

  @Test
  void aBundleWithOneGoodAuthorityIsTaken() throws Exception {
    CertificateAuthority old = CertificateAuthority.create(NOW.minus(Duration.ofDays(4000)));
    CertificateAuthority present = CertificateAuthority.create(NOW);
    Path file = directory.resolve("clients.crt");
    Files.writeString(file, Pem.write(old.certificate()) + Pem.write(present.certificate()));

    TrustedClients trusted = TrustedClients.read(file, CLOCK);

    assertThat(trusted.authorities()).containsExactly(old.certificate(), present.certificate());
    assertThat(trusted.toKeyStore(List.of()).size()).isEqualTo(2);
  }

  @Test
  void anExpiredAuthorityIsAnError() throws Exception {
    Path file = directory.resolve("clients.crt");
    Files.writeString(
        file,
        Pem.write(CertificateAuthority.create(NOW.minus(Duration.ofDays(4000))).certificate()));

    assertThatThrownBy(() -> TrustedClients.read(file, CLOCK))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageStartingWith(file + ": expired on ");
  }

  @Test
  void aMissingFileIsAnError() {
    Path file = directory.resolve("clients.crt");

    assertThatThrownBy(() -> TrustedClients.read(file, CLOCK))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessage(file + ": no such file. Put the certificate of the clients' authority there.");
  }
}
