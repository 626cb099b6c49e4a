package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;

/**
 * The page's style sheet and script.
 *
 * @param style CSS
 * @param script JavaScript, without which the page is whole too
 */
public record PageAssets(String style, String script) {
  /** Reads them from the class path. */
  public static PageAssets load() {
    return new PageAssets(resource("haetae.css"), resource("haetae.js"));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageAssets.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The policy of a page that holds both: these two by their hashes, and nothing else. */
  String policy() {
    return "default-src 'none'; style-src "
        + hash(style)
        + "; script-src "
        + hash(script)
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
  }
}
