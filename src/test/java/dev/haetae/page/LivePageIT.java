package dev.haetae.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.html.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code haetae page} in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePageIT {
  @TempDir private static Path folder;

  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void opensByItsAddressAndByItsCookieAfterwards() throws IOException {
    try (PageProcess page = PageProcess.start(folder, "-i", "docs/pictures/lab.yaml")) {
      String home = "http://127.0.0.1:" + page.port() + "/";
      browser.requests();
      browser.open(page.address());
      assertThat(browser.texts("h1")).containsExactly("Haetae · lab.yaml");
      assertThat(browser.address()).startsWith(home).doesNotContain("token");
      assertThat(browser.run("return document.cookie")).isEqualTo("");
      browser.open(URI.create(home + "#/gpu"));
      assertThat(browser.texts("main > section > h2")).containsExactly("GPUs");
      assertThat(browser.texts("table.gpus svg")).isNotEmpty();
      browser.assertQuiet(home);
    }
  }

  @Test
  void opensByAFileToo() throws IOException {
    try (PageProcess page = PageProcess.start(folder, "-i", "docs/pictures/lab.yaml")) {
      Path file = folder.resolve("opening.html");
      Files.writeString(
          file, "<meta http-equiv=\"refresh\" content=\"0;url=" + page.address() + "\">");
      browser.open(file.toUri());
      browser.await(
          "const done = arguments[0]; const look = () => document.querySelector('h1') ? done(true)"
              + " : setTimeout(look, 20); look();");
      assertThat(browser.texts("h1")).containsExactly("Haetae · lab.yaml");
    }
  }

  @Test
  void changesItsLanguageAndKeepsItsState() throws IOException {
    try (PageProcess page =
        PageProcess.start(folder, "-i", "docs/pictures/lab.yaml", "--lang", "ko")) {
      browser.open(page.address());
      assertThat(browser.texts("main > section > h2")).containsExactly("개요");
      browser.open(URI.create("http://127.0.0.1:" + page.port() + "/#/findings?rule=no-host-path"));
      List<String> owners = browser.texts(".owner > summary .name");
      browser.find("a[lang=en]").click();
      assertThat(browser.texts("main > section > h2")).containsExactly("Findings");
      assertThat(browser.texts(".owner > summary .name")).isEqualTo(owners);
      assertThat(browser.address()).endsWith("?lang=en#/findings?rule=no-host-path");
    }
  }
}
