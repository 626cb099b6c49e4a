package dev.haetae.cluster.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.haetae.cluster.client.Failures;
import dev.haetae.tls.CertificateAuthority;
import dev.haetae.tls.ServingCertificate;
import dev.haetae.tls.SubjectNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** What a call of a webhook finds, in real handshakes. */
final class ServedCertificateTest {
  // The JDK's own clock judges certificates.
  private final Instant now = InstantSource.system().instant();
  private final CertificateAuthority authority = CertificateAuthority.create(now);
  private final SubjectNames local = SubjectNames.ofHosts(List.of("localhost"));

  private static URI url(ServerSocket server) {
    return URI.create("https://localhost:" + server.getLocalPort() + "/validate");
  }

  private static SSLServerSocket serving(ServingCertificate certificate) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate.toKeyStore(), new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getByName("localhost"));
  }

  private static Thread accept(SSLServerSocket server) {
    return Thread.ofVirtual()
        .start(() -> {
          try (SSLSocket accepted = (SSLSocket) server.accept()) {
            accepted.startHandshake();
          } catch (IOException e) {
            // The other side says why.
          }
        });
  }

  private static ServedCertificate.Call call(
      ServingCertificate certificate, CertificateAuthority trusted) throws Exception {
    try (SSLServerSocket server = serving(certificate)) {
      Thread accepting = accept(server);
      ServedCertificate.Call call =
          ServedCertificate.call(url(server), List.of(trusted.certificate()));
      accepting.join();
      return call;
    }
  }

  @Test
  void aTrustedCertificateIsShown() throws Exception {
    ServingCertificate certificate = authority.issue(local, now);
    assertThat(call(certificate, authority))
        .isEqualTo(new ServedCertificate.Call(certificate.leaf(), "", true));
  }

  @Test
  void saysThatTheAuthorityIsAnother() throws Exception {
    CertificateAuthority other = CertificateAuthority.create(now);
    assertThat(call(authority.issue(local, now), other))
        .isEqualTo(
            new ServedCertificate.Call(
                null, "its certificate is of no authority that is trusted", true));
  }

  /** Every certificate of ours is good for localhost, so the name is made up on the way. */
  @Test
  void aCertificateForAnotherNameHasASentence() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLServerSocket server = serving(authority.issue(local, now));
        Socket plain = new Socket(server.getInetAddress(), server.getLocalPort())) {
      Thread accepting = accept(server);
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, "web.team.svc", server.getLocalPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        SSLException refused = catchThrowableOfType(SSLException.class, socket::startHandshake);
        assertThat(Failures.reason(refused)).isEqualTo("its certificate is not for this name");
      }
      accepting.join();
    }
  }

  @Test
  void saysThatACertificateHasExpired() throws Exception {
    Instant before = now.minus(Duration.ofDays(10));
    CertificateAuthority older = CertificateAuthority.create(before, Duration.ofDays(100));
    assertThat(call(older.issue(local, before, Duration.ofDays(1)), older))
        .isEqualTo(new ServedCertificate.Call(null, "its certificate has expired", true));
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    URI gone;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      gone = url(server);
    }
    assertThat(ServedCertificate.call(gone, List.of(authority.certificate())))
        .isEqualTo(new ServedCertificate.Call(null, "nothing accepts connections there", false));
  }
}
