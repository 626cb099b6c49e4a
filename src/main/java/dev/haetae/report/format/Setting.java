package dev.haetae.report.format;

import dev.haetae.report.text.TextStyle;
import java.nio.file.Path;
import java.util.Map;

/**
 * What formats need to know besides the report.
 *
 * @param version of Haetae
 * @param environment environment variables, of which some say where a pipeline has checked out
 * @param style of text for people
 */
public record Setting(String version, Map<String, String> environment, TextStyle style) {
  /** The folder from which programs look for files. */
  SourceRoot root() {
    return SourceRoot.of(Path.of(""), environment);
  }
}
