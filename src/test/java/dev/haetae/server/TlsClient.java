package dev.haetae.server;

import dev.haetae.tls.ServingCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client that believes one authority and checks names, as the API server does. */
final class TlsClient {
  static final List<HttpClient.Version> VERSIONS =
      List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2);

  private final int port;
  private final SSLContext context;

  TlsClient(int port, Path authority, @Nullable ServingCertificate own) throws Exception {
    this.port = port;
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    KeyManager[] keys = null;
    if (own != null) {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own.toKeyStore(), new char[0]);
      keys = factory.getKeyManagers();
    }
    context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
  }

  HttpClient http(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
  }

  HttpRequest post(String path, byte[] body) {
    return to(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  /** A review on a connection of its own. */
  HttpResponse<String> post(HttpClient.Version version, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = http(version)) {
      return client.send(
          post(path, body.getBytes(StandardCharsets.UTF_8)), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** A connection on which anything can be written. */
  SSLSocket socket() throws IOException {
    return socket("http/1.1");
  }

  /** A connection of a protocol by its ALPN name. */
  SSLSocket socket(String protocol) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    // Generous: it ends a test that hangs, and is never waited for otherwise.
    socket.setSoTimeout(60_000);
    socket.startHandshake();
    return socket;
  }

  /** The certificate that a new connection is shown. */
  X509Certificate shown() throws IOException {
    try (SSLSocket socket = socket()) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** What the server says to these bytes before it closes the connection. */
  String raw(byte[] bytes) throws IOException {
    try (SSLSocket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
