package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.haetae.tls.CertificateAuthority;
import dev.haetae.tls.ServingCertificate;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who we are to an API server, as kubeconfigs say it. */
final class CredentialsTest {
  @TempDir private Path folder;

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  // Of what is shown, what the server believes.
  private volatile String accepted = "";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String authorization =
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          shown.add(authorization);
          asked.add(exchange.getRequestURI().toString());
          byte[] body = "{\"kind\":\"Status\",\"message\":\"x\"}".getBytes(StandardCharsets.UTF_8);
          boolean refused = !accepted.isEmpty() && !accepted.equals(authorization);
          exchange.sendResponseHeaders(refused ? 401 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Path kubeconfig(String name, String text) throws IOException {
    return Files.writeString(
        folder.resolve(name), text.replace("SERVER", url()), StandardCharsets.UTF_8);
  }

  private static Cluster connect(Path... files) throws CannotUseClusterException {
    return Cluster.connect(
        Map.of(
            "KUBECONFIG",
            String.join(File.pathSeparator, List.of(files).stream().map(Path::toString).toList())));
  }

  private Path withUser(String user) throws IOException {
    return kubeconfig(
        "config",
        """
        clusters: [{name: c, cluster: {server: "SERVER"}}]
        users: [{name: u, user: %s}]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: own}}]
        current-context: x
        """
            .formatted(user));
  }

  private void ask(Cluster cluster) throws Exception {
    var _ = cluster.server().object("/version");
  }

  @Test
  void aTokenThatIsRefusedIsReadAgain() throws Exception {
    Path file = withUser("{token: old}");
    accepted = "Bearer new";
    try (Cluster cluster = connect(file)) {
      var _ = withUser("{token: new}");
      ask(cluster);
      assertThat(shown).containsExactly("Bearer old", "Bearer new");
      ask(cluster);
      assertThat(shown).hasSize(3);
    }
  }

  @Test
  void aTokenThatIsWrongIsShownOnce() throws Exception {
    accepted = "Bearer new";
    try (Cluster cluster = connect(withUser("{token: old}"))) {
      assertThatThrownBy(() -> ask(cluster)).isInstanceOf(RequestFailedException.class);
      assertThat(shown).containsExactly("Bearer old");
    }
  }

  @Test
  void theTokenStaysThatOfTheContextOfTheStart() throws Exception {
    String contexts =
        """
        clusters: [{name: c, cluster: {server: "SERVER"}}]
        users: [{name: u, user: {token: %s}}, {name: v, user: {token: other}}]
        contexts: [{name: x, context: {cluster: c, user: %s}}, {name: y, context: {cluster: c, user: v}}]
        current-context: %s
        """;
    Path file = kubeconfig("config", contexts.formatted("old", "u", "x"));
    accepted = "Bearer new";
    try (Cluster cluster = connect(file)) {
      var _ = kubeconfig("config", contexts.formatted("old", "v", "y"));
      assertThatThrownBy(() -> ask(cluster)).isInstanceOf(RequestFailedException.class);
      assertThat(shown).containsExactly("Bearer old");
      var _ = kubeconfig("config", contexts.formatted("new", "u", "y"));
      ask(cluster);
      assertThat(shown).containsExactly("Bearer old", "Bearer old", "Bearer new");
    }
  }

  @Test
  void aTokenThatNoHeaderHoldsIsNotTaken() throws Exception {
    accepted = "Bearer new";
    try (Cluster cluster = connect(withUser("{token: old}"))) {
      var _ = withUser("{token: \"n\u00e9w\"}");
      assertThatThrownBy(() -> ask(cluster)).isInstanceOf(RequestFailedException.class);
    }
    for (String wrong : List.of("n\u00e9w", "a\\nb")) {
      assertThatThrownBy(() -> connect(withUser("{token: \"" + wrong + "\"}")))
          .as(wrong)
          .isInstanceOf(CannotUseClusterException.class);
    }
  }

  @Test
  void aServerThatCannotBeAskedIsSaidSo() throws Exception {
    for (String wrong : List.of("ftp://a.example", "https://a.example:99999", "https://a b")) {
      Path file =
          kubeconfig(
              "config",
              """
              clusters: [{name: c, cluster: {server: "%s"}}]
              users: [{name: u, user: {}}]
              contexts: [{name: x, context: {cluster: c, user: u}}]
              current-context: x
              """
                  .formatted(wrong));
      assertThatThrownBy(() -> connect(file))
          .as(wrong)
          .isInstanceOf(CannotUseClusterException.class);
    }
  }

  @Test
  void aServerWithoutASchemeIsSpokenToOverTls() throws Exception {
    Path file =
        kubeconfig(
            "config",
            """
            clusters: [{name: c, cluster: {server: "a.example:6443"}}]
            users: [{name: u, user: {}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);
    try (Cluster cluster = connect(file)) {
      assertThat(cluster.address()).isEqualTo("https://a.example:6443/");
    }
  }

  @Test
  void aCertificateAndATokenAreBothShown() throws Exception {
    Instant now = Instant.now();
    ServingCertificate own = CertificateAuthority.create(now).issueForClient("me", now);
    Base64.Encoder base64 = Base64.getMimeEncoder();
    StringBuilder pem = new StringBuilder("-----BEGIN CERTIFICATE-----\n");
    pem.append(base64.encodeToString(own.leaf().getEncoded()))
        .append("\n-----END CERTIFICATE-----\n");
    Files.writeString(folder.resolve("tls.crt"), pem);
    Files.writeString(
        folder.resolve("tls.key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + base64.encodeToString(own.key().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    try (Cluster cluster =
        connect(withUser("{client-certificate: tls.crt, client-key: tls.key, token: beside}"))) {
      ask(cluster);
      assertThat(shown).containsExactly("Bearer beside");
    }
  }

  @Test
  void aFileHoldsTheToken() throws Exception {
    Files.writeString(folder.resolve("token"), "filed\n");
    try (Cluster cluster = connect(withUser("{tokenFile: token}"))) {
      ask(cluster);
      assertThat(shown).containsExactly("Bearer filed");
    }
  }

  @Test
  void aNameAndAPasswordDo() throws Exception {
    try (Cluster cluster = connect(withUser("{username: me, password: secret}"))) {
      ask(cluster);
      assertThat(shown).containsExactly("Basic bWU6c2VjcmV0");
    }
  }

  @Test
  void aCommandGivesTheToken() throws Exception {
    Path command =
        Files.writeString(
            folder.resolve("plugin"),
            """
            #!/bin/sh
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
            printf '"status":{"token":"%s-%s"}}' "$1" "$STAGE"
            """);
    assertThat(command.toFile().setExecutable(true)).isTrue();
    String user =
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: [made],"
            + " env: [{name: STAGE, value: here}]}}";
    try (Cluster cluster = connect(withUser(user))) {
      ask(cluster);
      assertThat(shown).containsExactly("Bearer made-here");
    }
    Files.delete(command);
    assertThatThrownBy(() -> connect(withUser(user)))
        .isInstanceOf(CannotUseClusterException.class)
        .hasMessageMatching(
            "the kubeconfig \\[.*config] cannot be read; 'kubectl config view' says more");
  }

  @Test
  void severalFilesAreOne() throws Exception {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/token"), "of-the-folder");
    Path first =
        kubeconfig(
            "first",
            """
            users: [{name: u, user: {tokenFile: token}}]
            contexts: [{name: x, context: {cluster: c, user: v, namespace: own}}]
            current-context: gone
            """);
    Path second =
        kubeconfig(
            "sub/second",
            """
            clusters: [{name: c, cluster: {server: "SERVER"}}]
            users: [{name: u, user: {token: shadowed}}, {name: v, user: {tokenFile: token}}]
            contexts: [{name: x, context: {cluster: c, user: u, namespace: other}}]
            current-context: x
            """);
    try (Cluster cluster = connect(first, second, folder.resolve("absent"))) {
      ask(cluster);
      assertThat(shown).containsExactly("Bearer of-the-folder");
      assertThat(cluster.namespace()).isEqualTo("own");
      assertThat(cluster.address()).isEqualTo(url() + '/');
    }
  }

  @Test
  void aProxyIsGoneThrough() throws Exception {
    Path file =
        kubeconfig(
            "config",
            """
            clusters: [{name: c, cluster: {server: "http://api.example", proxy-url: "SERVER"}}]
            users: [{name: u, user: {}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);
    try (Cluster cluster = connect(file)) {
      ask(cluster);
      assertThat(asked).containsExactly("http://api.example/version");
    }
  }

  @Test
  void whatIsNoKubeconfigIsSaidSo() throws Exception {
    for (String wrong :
        List.of(
            "",
            "a: [",
            "[]",
            "clusters: {}",
            "{contexts: [1], current-context: x}",
            "{clusters: [{name: c, cluster: {server: SERVER}}]}",
            "{clusters: [{name: c, cluster: {server: 1}}], users: [],"
                + " contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}")) {
      Path file = kubeconfig("wrong", wrong);
      assertThatThrownBy(() -> connect(file))
          .as(wrong)
          .isInstanceOf(CannotUseClusterException.class)
          .hasMessageEndingWith("wrong] cannot be read; 'kubectl config view' says more");
    }
  }
}
