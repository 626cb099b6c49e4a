package dev.haetae.server;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.tls.ServingCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Reviews that the server sends to itself before it calls itself ready: the first handshake and the
 * first streams load and compile a good second of code that no user should wait for.
 */
final class WarmUp {
  private static final int HTTP_1_REVIEWS = 8;
  private static final int HTTP_2_ROUNDS = 8;
  private static final int HTTP_2_STREAMS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port;
  private final ServingCertificate serving;
  private final @Nullable ServingCertificate client;

  /**
   * A warm-up.
   *
   * @param serving the only certificate that is believed to be the server's
   * @param client what is shown to a server that demands a certificate
   */
  WarmUp(int port, ServingCertificate serving, @Nullable ServingCertificate client) {
    this.port = port;
    this.serving = serving;
    this.client = client;
  }

  /**
   * Sends {@code bodies} to both endpoints over HTTP/1.1 and HTTP/2.
   *
   * @throws IOException when the server does not answer itself
   */
  void run(List<byte[]> bodies) throws IOException, InterruptedException {
    SSLContext context = context();
    try (HttpClient http1 = client(context, HttpClient.Version.HTTP_1_1)) {
      for (int i = 0; i < HTTP_1_REVIEWS; i++) {
        check(http1.send(request(bodies, i), HttpResponse.BodyHandlers.discarding()));
      }
    }
    try (HttpClient http2 = client(context, HttpClient.Version.HTTP_2)) {
      // The first one opens the connection which the others then share.
      check(http2.send(request(bodies, 0), HttpResponse.BodyHandlers.discarding()));
      for (int round = 0; round < HTTP_2_ROUNDS; round++) {
        List<CompletableFuture<HttpResponse<Void>>> streams = new ArrayList<>();
        for (int i = 0; i < HTTP_2_STREAMS; i++) {
          streams.add(http2.sendAsync(request(bodies, i), HttpResponse.BodyHandlers.discarding()));
        }
        for (CompletableFuture<HttpResponse<Void>> stream : streams) {
          check(stream.join());
        }
      }
    } catch (CompletionException e) {
      throw new IOException("the server does not answer itself over HTTP/2", e);
    }
  }

  /**
   * Goes on with {@code rehearsal} over one connection of HTTP/2, for as long as that takes; gives
   * it up when the server does not answer.
   */
  void goOn(Rehearsal rehearsal) throws InterruptedException {
    try (HttpClient http2 = client(context(), HttpClient.Version.HTTP_2)) {
      rehearsal.run((endpoint, body) ->
          check(
              http2.send(request(endpoint.path(), body), HttpResponse.BodyHandlers.discarding())));
    } catch (IOException e) {
      // Others' reviews will tell.
    }
  }

  private static void check(HttpResponse<Void> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("the server answers its own review with " + response.statusCode());
    }
  }

  private HttpRequest request(List<byte[]> bodies, int number) {
    String path = number % 2 == 0 ? EndpointPaths.VALIDATE : EndpointPaths.MUTATE;
    return request(path, bodies.get(number / 2 % bodies.size()));
  }

  private HttpRequest request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static HttpClient client(SSLContext context, HttpClient.Version version) {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(context)
        .connectTimeout(PATIENCE)
        .build();
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          client == null ? null : client.keyManagers(),
          new TrustManager[] {new Pinned(serving.leaf())},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot speak TLS", e);
    }
  }

  // A mounted certificate need not name localhost, nor come with its authority: it is known itself.
  private static final class Pinned extends X509ExtendedTrustManager {
    private final X509Certificate certificate;

    Pinned(X509Certificate certificate) {
      this.certificate = certificate;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0 || !chain[0].equals(certificate)) {
        throw new CertificateException("another server's certificate");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("for servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
