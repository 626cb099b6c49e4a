package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a folder, as Jenkins serves what a build has kept: with no script at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JenkinsFolderIT {
  private static final String HEADER =
      "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

  @TempDir private static Path folder;

  private Browser browser;
  private HttpServer jenkins;
  private volatile Map<String, String> files = Map.of();

  @BeforeAll
  void start() throws IOException {
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    jenkins = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jenkins.createContext(
        "/job/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            String text = files.get(name);
            exchange.getResponseHeaders().set("Content-Security-Policy", HEADER);
            exchange
                .getResponseHeaders()
                .set(
                    "Content-Type",
                    name.endsWith("css")
                        ? "text/css"
                        : name.endsWith("js") ? "text/javascript" : "text/html;charset=utf-8");
            byte[] body = text == null ? new byte[0] : text.getBytes(UTF_8);
            exchange.sendResponseHeaders(
                text == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    jenkins.start();
  }

  @AfterAll
  void end() {
    if (jenkins != null) {
      jenkins.stop(0);
    }
    if (browser != null) {
      browser.close();
    }
  }

  private void open(Page page) {
    files = new HtmlReport().folder(page, Language.EN);
    browser.complaints();
    browser.open(
        URI.create("http://127.0.0.1:" + jenkins.getAddress().getPort() + "/job/audit/index.html"));
  }

  @Test
  void hasItsStyleAndEveryRow() {
    open(MadeUpCluster.withFindings(2000, 1));
    assertThat(browser.texts("main > section > h2")).hasSize(Screen.values().length);
    assertThat(browser.texts(".filter")).isEmpty();
    assertThat(browser.run("return document.querySelectorAll('.owner').length")).isEqualTo(2000L);
    assertThat(browser.run("return getComputedStyle(document.querySelector('nav')).display"))
        .isEqualTo("flex");
    // The one complaint is the one that Jenkins means to have.
    List<String> complaints = browser.complaints();
    assertThat(complaints).allMatch(text -> text.contains("Blocked script execution"));
  }

  @Test
  void itsLinksLeadSomewhere() {
    open(MadeUpCluster.page());
    browser.find("nav a[href='#/storage']").click();
    assertThat(browser.address()).endsWith("index.html#/storage");
    assertThat(browser.run("return document.querySelectorAll(':target').length")).isEqualTo(1L);
    browser.find(".owner summary").click();
    browser.find(".owner[open] a.link").click();
    assertThat(browser.run("return document.querySelector(':target').tagName")).isEqualTo("LI");
  }

  @Test
  void isAPageOfAFolderToo() throws IOException {
    Path there = Files.createDirectory(folder.resolve("audit"));
    for (Map.Entry<String, String> file :
        new HtmlReport().folder(MadeUpCluster.page(), Language.KO).entrySet()) {
      Files.writeString(there.resolve(file.getKey()), file.getValue());
    }
    browser.complaints();
    browser.requests();
    browser.open(URI.create(there.resolve("index.html").toUri() + "#/gpu"));
    assertThat(browser.texts("main > section > h2")).containsExactly("GPU");
    browser.assertQuiet("file:" + folder.toUri().getRawSchemeSpecificPart());
  }
}
