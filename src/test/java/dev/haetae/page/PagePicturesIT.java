package dev.haetae.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.cli.CommandLineInterface;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.html.Browser;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures of the page in the documentation are of the example cluster. Browsers draw the same
 * page a little differently, so that their bytes are not compared.
 */
@Tag(GoldenFile.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePicturesIT {
  private static final Path PICTURES = Path.of("docs", "pictures");
  private static final int WIDTH = 1120;

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

  private static URI page(String language) {
    Path file = folder.resolve(language + ".html");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false);
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));
    CommandLineInterface.run(
        new String[] {
          "audit", "-i", "docs/pictures/lab.yaml", "--lang", language, "-o", "html=" + file
        },
        terminal,
        clock,
        (_, _, _, _) -> null,
        "1.2.3");
    return file.toUri();
  }

  @ParameterizedTest
  @CsvSource({
    "page-overview, en, overview, light, 560",
    "page-gpu, en, gpu, light, 1160",
    "page-storage, en, storage, light, 880",
    "page-pending, en, pending, dark, 580",
    "page-overview-ko, ko, overview, light, 560"
  })
  void areOfTheExampleCluster(
      String name, String language, String screen, String colours, int height) throws IOException {
    browser.media("", colours);
    browser.size(WIDTH, height);
    browser.open(URI.create(page(language) + "#/" + screen));
    assertThat(browser.texts("h1")).containsExactly("Haetae · lab.yaml");
    Path file = PICTURES.resolve(name + ".png");
    byte[] picture = browser.picture();
    if (GoldenFile.isWriting()) {
      Files.write(file, small(picture));
    }
    assertThat(file).as(GoldenFile.HOW).exists();
    assertThat(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file))).getWidth())
        .isEqualTo(WIDTH);
  }

  // In its 256 most frequent colours: a page has few, and shades of letters between them.
  private static byte[] small(byte[] picture) throws IOException {
    BufferedImage whole = ImageIO.read(new ByteArrayInputStream(picture));
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < whole.getHeight(); y++) {
      for (int x = 0; x < whole.getWidth(); x++) {
        counts.merge(whole.getRGB(x, y) | 0xff000000, 1, Integer::sum);
      }
    }
    int[] palette =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(256)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    IndexColorModel colours =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage small =
        new BufferedImage(
            whole.getWidth(), whole.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
    for (int y = 0; y < whole.getHeight(); y++) {
      for (int x = 0; x < whole.getWidth(); x++) {
        small.setRGB(x, y, whole.getRGB(x, y));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "png", out);
    return out.toByteArray();
  }
}
