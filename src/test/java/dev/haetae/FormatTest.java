package dev.haetae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every Java source reads as google-java-format writes it. {@code -Pwrite} rewrites those that do
 * not; docs/decisions/0001-format-check-as-a-test.md says why this is a test.
 */
final class FormatTest {
  private static final Path SOURCES = Path.of("src");

  @Test
  @Tag(GoldenFile.TAG)
  void sourcesAreFormatted() throws IOException {
    List<String> sources = sources();
    assertThat(sources).contains("src/test/java/dev/haetae/FormatTest.java");

    if (GoldenFile.isWriting()) {
      assertThat(format("--replace", sources)).isEmpty();
    }
    assertThat(format("--dry-run", sources))
        .as("files that 'mvn -Pwrite test -Dtest=FormatTest' rewrites")
        .isEmpty();
  }

  /** Runs the formatter and returns its output: one path or complaint a line. */
  private static List<String> format(String mode, List<String> sources) {
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output);
    Stream<String> arguments = Stream.concat(Stream.of(mode), sources.stream());
    formatter.run(printer, printer, arguments.toArray(String[]::new));
    printer.flush();
    return output.toString().lines().sorted().toList();
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> paths = Files.walk(SOURCES)) {
      return paths
          .map(path -> path.toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".java"))
          .sorted()
          .toList();
    }
  }
}
