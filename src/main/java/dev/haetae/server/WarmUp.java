package dev.haetae.server;

import dev.haetae.engine.EndpointPaths;
import dev.haetae.tls.ServingCertificate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
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
  private static final MediaType JSON = MediaType.get("application/json");

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
    OkHttpClient client = client();
    try {
      OkHttpClient http1 = client.newBuilder().protocols(List.of(Protocol.HTTP_1_1)).build();
      for (int i = 0; i < HTTP_1_REVIEWS; i++) {
        send(http1, request(bodies, i));
      }
      // The first one opens the connection which the others then share.
      send(client, request(bodies, 0));
      for (int round = 0; round < HTTP_2_ROUNDS; round++) {
        sendTogether(client, bodies);
      }
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private void sendTogether(OkHttpClient client, List<byte[]> bodies)
      throws IOException, InterruptedException {
    List<FutureTask<Void>> streams = new ArrayList<>();
    for (int i = 0; i < HTTP_2_STREAMS; i++) {
      Request request = request(bodies, i);
      FutureTask<Void> stream =
          new FutureTask<>(() -> {
            send(client, request);
            return null;
          });
      streams.add(stream);
      Thread.ofVirtual().name("warm-up").start(stream);
    }
    for (FutureTask<Void> stream : streams) {
      try {
        var _ = stream.get();
      } catch (ExecutionException e) {
        throw new IOException("the server does not answer itself over HTTP/2", e.getCause());
      }
    }
  }

  /**
   * Goes on with {@code rehearsal} over one connection of HTTP/2, for as long as that takes; gives
   * it up when the server does not answer.
   */
  void goOn(Rehearsal rehearsal) throws InterruptedException {
    OkHttpClient client = client();
    try {
      rehearsal.run((endpoint, body) -> send(client, request(endpoint.path(), body)));
    } catch (IOException e) {
      // Others' reviews will tell.
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private static void send(OkHttpClient client, Request request)
      throws IOException, InterruptedException {
    try (Response response = client.newCall(request).execute()) {
      // What is not read of it would be called off.
      var _ = response.body().bytes();
      if (response.code() != 200) {
        throw new IOException("the server answers its own review with " + response.code());
      }
    } catch (InterruptedIOException e) {
      // By a time-out as well, without an interrupt.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private Request request(List<byte[]> bodies, int number) {
    String path = number % 2 == 0 ? EndpointPaths.VALIDATE : EndpointPaths.MUTATE;
    return request(path, bodies.get(number / 2 % bodies.size()));
  }

  private Request request(String path, byte[] body) {
    return new Request.Builder()
        .url("https://localhost:" + port + path)
        .post(RequestBody.create(body, JSON))
        .build();
  }

  // The one by which API servers are asked is at hand: no second one needs to be loaded.
  private OkHttpClient client() {
    Pinned pinned = new Pinned(serving.leaf());
    return new OkHttpClient.Builder()
        .sslSocketFactory(context(pinned).getSocketFactory(), pinned)
        // The certificate is known itself, by whatever names it goes.
        .hostnameVerifier((_, _) -> true)
        .proxy(Proxy.NO_PROXY)
        .callTimeout(PATIENCE)
        .build();
  }

  private SSLContext context(Pinned pinned) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(client == null ? null : client.keyManagers(), new TrustManager[] {pinned}, null);
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
