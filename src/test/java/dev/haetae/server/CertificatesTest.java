package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import dev.haetae.tls.CertificateAuthority;
import dev.haetae.tls.CertificateStore;
import dev.haetae.tls.ServingCertificate;
import dev.haetae.tls.SubjectNames;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server shows and demands, by handshakes. */
final class CertificatesTest {
  @TempDir private Path directory;

  private RunningServer start(@Nullable Path clientAuthority) throws Exception {
    return Server.start(
        ServerOptions.of(directory).withPorts(0, 0).withClientAuthority(clientAuthority),
        () -> FieldForbidden.evaluator(Action.DENY),
        () -> InventorySnapshot.OPEN,
        InstantSource.system());
  }

  private TlsClient client(RunningServer server, @Nullable ServingCertificate own)
      throws Exception {
    return new TlsClient(server.port(), directory.resolve("ca.crt"), own);
  }

  private static String metrics(RunningServer server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + server.managementPort() + "/prometheus"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void aNewCertificateIsServedWithoutARestart() throws Exception {
    try (RunningServer server = start(null)) {
      TlsClient client = client(server, null);
      BigInteger first = client.shown().getSerialNumber();
      try (HttpClient connected = client.http(HttpClient.Version.HTTP_2)) {
        assertThat(review(connected, client)).isEqualTo(200);

        Files.delete(directory.resolve("tls.crt"));
        Files.delete(directory.resolve("tls.key"));
        ServingCertificate made =
            new CertificateStore(directory, SubjectNames.SHIPPED, InstantSource.system()).open();
        server.checkCertificates();

        assertThat(client.shown().getSerialNumber())
            .isEqualTo(made.leaf().getSerialNumber())
            .isNotEqualTo(first);
        assertThat(review(connected, client)).as("the old connection goes on").isEqualTo(200);
      }
      assertThat(metrics(server)).contains("haetae_certificate_reloads_total 1.0");
    }
  }

  private static int review(HttpClient http, TlsClient client) throws Exception {
    return http.send(
            client.post("/validate", Reviews.GOOD.getBytes(StandardCharsets.UTF_8)),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void aBrokenCertificateLeavesTheLastGoodOne() throws Exception {
    try (RunningServer server = start(null)) {
      TlsClient client = client(server, null);
      X509Certificate first = client.shown();
      Files.writeString(directory.resolve("tls.crt"), "broken");
      server.checkCertificates();

      assertThat(client.shown()).isEqualTo(first);
      assertThat(client.post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD).statusCode())
          .isEqualTo(200);
      assertThat(metrics(server)).contains("haetae_certificate_reload_failures_total 1.0");
    }
  }

  @Test
  void aCertificateThatEndsSoonIsRenewedWhileServing() throws Exception {
    Instant now = Instant.now();
    AtomicReference<Instant> clock = new AtomicReference<>(now.minus(Duration.ofDays(340)));
    ServerOptions options = ServerOptions.of(directory).withPorts(0, 0);
    try (RunningServer server =
        Server.start(
            options,
            () -> FieldForbidden.evaluator(Action.DENY),
            () -> InventorySnapshot.OPEN,
            clock::get)) {
      TlsClient client = client(server, null);
      X509Certificate first = client.shown();
      server.checkCertificates();
      assertThat(client.shown()).isEqualTo(first);

      clock.set(now);
      server.checkCertificates();

      assertThat(client.shown().getNotAfter().toInstant()).isAfter(first.getNotAfter().toInstant());
    }
  }

  @Test
  void aSwappedSecretIsServed() throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(Instant.now());
    ServingCertificate before = authority.issue(SubjectNames.SHIPPED, Instant.now());
    ServingCertificate after = authority.issue(SubjectNames.SHIPPED, Instant.now());
    secret("..1", before, authority);
    secret("..2", after, authority);
    Path data = Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
    for (String name : List.of("ca.crt", "tls.crt", "tls.key")) {
      Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
    }
    try (RunningServer server = start(null)) {
      TlsClient client = client(server, null);
      assertThat(client.shown()).isEqualTo(before.leaf());

      Path swapped = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2"));
      Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
      server.checkCertificates();

      assertThat(client.shown()).isEqualTo(after.leaf());
    }
  }

  private void secret(String name, ServingCertificate certificate, CertificateAuthority authority)
      throws Exception {
    Path folder = Files.createDirectory(directory.resolve(name));
    write(folder.resolve("ca.crt"), "CERTIFICATE", authority.certificate().getEncoded());
    write(folder.resolve("tls.crt"), "CERTIFICATE", certificate.leaf().getEncoded());
    write(folder.resolve("tls.key"), "PRIVATE KEY", certificate.key().getEncoded());
  }

  private static void write(Path file, String type, byte[] encoded) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + type
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END "
            + type
            + "-----\n");
  }

  @Test
  void onlyClientsOfTheAuthorityAreLetIn() throws Exception {
    CertificateAuthority trusted = CertificateAuthority.create(Instant.now());
    CertificateAuthority other = CertificateAuthority.create(Instant.now());
    Path file = directory.resolve("clients.crt");
    write(file, "CERTIFICATE", trusted.certificate().getEncoded());

    try (RunningServer server = start(file)) {
      ServingCertificate own = trusted.issueForClient("kube-apiserver", Instant.now());
      for (HttpClient.Version version : TlsClient.VERSIONS) {
        assertThat(client(server, own).post(version, "/validate", Reviews.GOOD).statusCode())
            .isEqualTo(200);
        assertRefused(version, client(server, null));
        assertRefused(
            version, client(server, other.issueForClient("kube-apiserver", Instant.now())));
        assertRefused(version, client(server, trusted.issue(SubjectNames.SHIPPED, Instant.now())));
      }
      assertThat(server.curlCommand()).contains(" --cert CLIENT.crt --key CLIENT.key ");
    }
  }

  private static void assertRefused(HttpClient.Version version, TlsClient client) {
    assertThatThrownBy(() -> client.post(version, "/validate", Reviews.GOOD))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aNewAuthorityOfClientsIsTakenWithoutARestart() throws Exception {
    CertificateAuthority before = CertificateAuthority.create(Instant.now());
    CertificateAuthority after = CertificateAuthority.create(Instant.now());
    Path file = directory.resolve("clients.crt");
    write(file, "CERTIFICATE", before.certificate().getEncoded());
    ServingCertificate own = after.issueForClient("kube-apiserver", Instant.now());

    try (RunningServer server = start(file)) {
      assertRefused(HttpClient.Version.HTTP_2, client(server, own));

      write(file, "CERTIFICATE", after.certificate().getEncoded());
      server.checkCertificates();

      assertThat(
              client(server, own)
                  .post(HttpClient.Version.HTTP_2, "/validate", Reviews.GOOD)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void anAuthorityThatIsNoneIsASentence() throws Exception {
    Path file = Files.writeString(directory.resolve("clients.crt"), "x");

    assertThatThrownBy(() -> start(file))
        .isInstanceOf(CannotServeException.class)
        .hasMessageStartingWith(file + ": holds no PEM certificate");
  }
}
