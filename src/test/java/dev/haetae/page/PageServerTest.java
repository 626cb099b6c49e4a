package dev.haetae.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.html.Language;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page is for one visitor, on this machine, and can be read only. */
class PageServerTest {
  private final MadeUpSource source = new MadeUpSource();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final List<RuntimeException> faults = Collections.synchronizedList(new ArrayList<>());
  private PageServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = PageServer.start(0, source, Language.EN, now::get, faults::add);
    port = server.port();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String token() {
    return server.address().substring(server.address().indexOf('/', 8));
  }

  private String cookie() throws IOException {
    return "Cookie: " + RawRequest.get(port, token()).cookie();
  }

  @Test
  void whoBringsTheTokenIsLetIn() throws IOException {
    RawRequest welcome = RawRequest.get(port, token());
    assertThat(welcome.status()).isEqualTo(200);
    assertThat(welcome.head()).containsIgnoringCase("; HttpOnly; SameSite=Strict; Path=/");
    RawRequest page = RawRequest.get(port, "/", "Cookie: other=1; " + welcome.cookie());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<title>en</title>");
  }

  @Test
  void theTokenIsGoodForOnce() throws IOException {
    String cookie = cookie();
    RawRequest again = RawRequest.get(port, token());
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.body()).startsWith("this address has been used");
    assertThat(again.head()).doesNotContainIgnoringCase("set-cookie");
    assertThat(RawRequest.get(port, token(), cookie).status()).isEqualTo(403);
    assertThat(RawRequest.get(port, "/", cookie).status()).isEqualTo(200);
  }

  @Test
  void manyWhoBringItAtOnceAreOne() throws InterruptedException {
    List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
    List<Thread> visitors = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      visitors.add(
          Thread.startVirtualThread(() -> {
            try {
              answers.add(RawRequest.get(port, token()).status());
            } catch (IOException e) {
              answers.add(-1);
            }
          }));
    }
    for (Thread visitor : visitors) {
      visitor.join();
    }
    assertThat(answers).hasSize(16).containsOnlyOnce(200).containsOnly(200, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?token=", "/?token=wrong", "/?token=%00", "/?a=b&token=x"})
  void aWrongTokenOpensNothingAndSpoilsNothing(String path) throws IOException {
    assertThat(RawRequest.get(port, path).status()).isEqualTo(403);
    assertThat(RawRequest.get(port, token()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/haetae.css", "/haetae.js", "/findings.json", "/findings.csv", "/nothing"})
  void nothingIsForOthers(String path) throws IOException {
    RawRequest answer = RawRequest.get(port, path);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .isEqualTo(
            "this page is for whoever started it: open the address that 'haetae page' printed\n");
    assertThat(source.asked).isEmpty();
  }

  @Test
  void aWrongCookieIsNone() throws IOException {
    String right = cookie();
    for (String wrong :
        List.of(
            "Cookie: haetae_" + port + "=x",
            right + "x",
            right.substring(0, right.length() - 1),
            "Cookie: haetae_1=" + right.substring(right.indexOf('=') + 1),
            "Cookie: haetae_" + port + "=")) {
      assertThat(RawRequest.get(port, "/", wrong).status()).as(wrong).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "evil.example:127.0.0.1",
        "10.0.0.1",
        "0.0.0.0",
        "127.0.0.1@evil.example",
        "[::2]",
        ""
      })
  void aNameThatIsNotThisMachineIsTurnedAway(String host) throws IOException {
    String cookie = cookie();
    RawRequest answer =
        RawRequest.send(port, "GET / HTTP/1.1", "Host: " + host, "Connection: close", cookie);
    assertThat(answer.status()).isIn(421, 400);
    assertThat(source.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1234", "127.0.0.1:9999", "[::1]", "[::1]:80"})
  void thisMachineHasSeveralNamesAndPortsMayBeForwarded(String host) throws IOException {
    String cookie = cookie();
    assertThat(
            RawRequest.send(port, "GET / HTTP/1.1", "Host: " + host, "Connection: close", cookie)
                .status())
        .isEqualTo(200);
  }

  @Test
  void otherWaysToNameAHostAreTurnedAwayToo() throws IOException {
    String cookie = cookie();
    assertThat(
            RawRequest.send(
                    port,
                    "GET http://evil.example/ HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Connection: close",
                    cookie)
                .status())
        .isEqualTo(421);
    assertThat(
            RawRequest.send(
                    port,
                    "GET / HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Host: evil.example",
                    "Connection: close",
                    cookie)
                .status())
        .isIn(421, 400);
    assertThat(RawRequest.send(port, "GET / HTTP/1.0", cookie).status()).isIn(421, 400);
    assertThat(source.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"})
  void nothingButReading(String method) throws IOException {
    String cookie = cookie();
    RawRequest answer =
        RawRequest.send(
            port,
            method + " / HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close",
            "Content-Length: 0",
            cookie);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.head()).containsIgnoringCase("allow: GET, HEAD");
    assertThat(source.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/passwd",
        "/..%2fetc/passwd",
        "/%2e%2e/",
        "//",
        "/index.html",
        "/haetae.css/",
        "/HAETAE.css",
        "/haetae.css%00",
        "/./",
        "/favicon.ico",
        "/findings.json/../haetae.js"
      })
  void noOtherPathLeadsAnywhere(String path) throws IOException {
    RawRequest answer = RawRequest.get(port, path, cookie());
    assertThat(answer.status()).isIn(404, 400);
    assertThat(source.asked).isEmpty();
  }

  @Test
  void headSaysTheSameWithoutABody() throws IOException {
    String cookie = cookie();
    RawRequest answer =
        RawRequest.send(port, "HEAD / HTTP/1.1", "Host: 127.0.0.1", "Connection: close", cookie);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.head()).containsIgnoringCase("content-length: 32");
  }

  @Test
  void aHeadOfTheTokenDoesNotUseIt() throws IOException {
    assertThat(
            RawRequest.send(
                    port, "HEAD " + token() + " HTTP/1.1", "Host: 127.0.0.1", "Connection: close")
                .status())
        .isEqualTo(403);
    assertThat(RawRequest.get(port, token()).status()).isEqualTo(200);
  }

  @Test
  void everyAnswerHasTheHeaders() throws IOException {
    String cookie = cookie();
    for (RawRequest answer :
        List.of(
            RawRequest.get(port, "/"),
            RawRequest.get(port, "/", cookie),
            RawRequest.get(port, "/nothing", cookie),
            RawRequest.send(port, "POST / HTTP/1.1", "Host: x", "Content-Length: 0"))) {
      assertThat(answer.head())
          .containsIgnoringCase(
              "content-security-policy: default-src 'none'; style-src 'self'; script-src 'self';"
                  + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action"
                  + " 'none'; frame-ancestors 'none'")
          .containsIgnoringCase("x-content-type-options: nosniff")
          .containsIgnoringCase("referrer-policy: no-referrer")
          .containsIgnoringCase("cache-control: no-store");
    }
  }

  @Test
  void thePartsHaveTheirTypes() throws IOException {
    String cookie = cookie();
    assertThat(RawRequest.get(port, "/haetae.css", cookie).head())
        .containsIgnoringCase("text/css; charset=utf-8");
    assertThat(RawRequest.get(port, "/haetae.js", cookie).head())
        .containsIgnoringCase("text/javascript; charset=utf-8");
    assertThat(RawRequest.get(port, "/findings.json", cookie).body()).isEqualTo("{}");
    assertThat(RawRequest.get(port, "/findings.csv", cookie).body()).isEqualTo("rule\n");
    assertThat(RawRequest.get(port, "/?lang=ko", cookie).body()).contains("<title>ko</title>");
    assertThat(RawRequest.get(port, "/?lang=xx", cookie).body()).contains("<title>en</title>");
  }

  @Test
  void whoAsksOftenGetsWhatIsThere() throws IOException {
    String cookie = cookie();
    for (int i = 0; i < 5; i++) {
      RawRequest.get(port, "/", cookie);
    }
    assertThat(source.asked).containsExactly("en");
    now.set(now.get().plus(Duration.ofSeconds(2)));
    RawRequest.get(port, "/", cookie);
    assertThat(source.asked).containsExactly("en", "en");
  }

  @Test
  void aFaultOfOursIsOwnedUpToAndEndsNothing() throws IOException {
    String cookie = cookie();
    source.broken = true;
    RawRequest answer = RawRequest.get(port, "/", cookie);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).startsWith("an internal error");
    assertThat(faults).hasSize(1);
    source.broken = false;
    assertThat(RawRequest.get(port, "/", cookie).status()).isEqualTo(200);
  }

  @Test
  void listensOnTheLoopbackAlone() throws IOException {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InterfaceAddress address : card.getInterfaceAddresses()) {
        InetAddress here = address.getAddress();
        if (here instanceof Inet4Address && !here.isLoopbackAddress()) {
          Assertions.assertThatIOException().isThrownBy(() -> new Socket(here, port).close());
        }
      }
    }
    assertThat(server.address()).startsWith("http://127.0.0.1:" + port + "/?token=");
  }

  @Test
  void endsWhenItIsClosed() throws InterruptedException {
    server.close();
    server.awaitEnd();
    Assertions.assertThatIOException()
        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }
}
