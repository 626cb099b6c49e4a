package dev.haetae;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric that is written of is measured, and every metric that is measured is written of. */
class MetricNamesTest {
  private static final Pattern METER =
      Pattern.compile("(?:Counter|Gauge|Timer)\\.builder\\(\\s*\"(haetae[a-z.]+)\"");
  // Micrometer writes dots as underscores, and adds the unit and what kind of meter it is.
  private static final Pattern METRIC =
      Pattern.compile("(haetae_[a-z_]+?)(?:_seconds|_total|_bucket)*\\b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "README.ko.md",
        "CHANGELOG.md",
        "docs",
        "charts/haetae/README.md",
        "charts/haetae/templates/prometheusrule.yaml",
        "charts/haetae/files/dashboard.json"
      })
  void isMeasured(String place) throws IOException {
    Set<String> unknown = named(Path.of(place));
    unknown.removeAll(measured());
    assertThat(unknown).as("metrics in %s that nobody measures", place).isEmpty();
  }

  @Test
  void isListedForOperators() throws IOException {
    assertThat(named(Path.of("docs", "operations.md")))
        .containsExactlyInAnyOrderElementsOf(measured());
  }

  private static Set<String> named(Path place) throws IOException {
    return found(METRIC, place).stream()
        .map(name -> name.replace('_', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> measured() throws IOException {
    return found(METER, Path.of("src", "main", "java"));
  }

  // Pictures name none.
  private static boolean isText(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(".png");
  }

  private static Set<String> found(Pattern pattern, Path place) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(MetricNamesTest::isText).toList()) {
        pattern
            .matcher(Files.readString(file, UTF_8))
            .results()
            .forEach(match -> found.add(match.group(1)));
      }
    }
    return found;
  }
}
