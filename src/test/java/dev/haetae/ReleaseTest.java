package dev.haetae;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The version is a release's, and one wherever it is written; docs/release.md says how it changes.
 */
class ReleaseTest {
  private static final String RELEASE = "[0-9]+\\.[0-9]+\\.[0-9]+";

  private static List<String> all(String file, String pattern) throws IOException {
    Matcher matcher =
        Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(Path.of(file), UTF_8));
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String version() throws IOException {
    return all("pom.xml", "^  <version>(.*)</version>$").getFirst();
  }

  @Test
  void isOneForThePomTheChartAndTheHooks() throws IOException {
    assertThat(version()).matches(RELEASE);
    assertThat(all("charts/haetae/Chart.yaml", "^(?:version|appVersion): \"?([^\"\n]*)\"?$"))
        .containsExactly(version(), version());
    assertThat(all(".pre-commit-hooks.yaml", "^  entry: haetae:(\\S+) check$"))
        .containsExactly(version());
  }

  @Test
  void isTheLastOfTheChangelog() throws IOException {
    List<String> titles = all("CHANGELOG.md", "^## (.*)$");
    assertThat(titles.getFirst()).isEqualTo("[Unreleased]");
    assertThat(titles.get(1))
        .matches(Pattern.quote("[" + version() + "]") + " - \\d{4}-\\d{2}-\\d{2}");
    assertThat(titles.subList(1, titles.size()))
        .allMatch(title -> title.matches("\\[" + RELEASE + "] - \\d{4}-\\d{2}-\\d{2}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void isBuiltOnBasesThatStayTheSame() throws IOException {
    List<String> bases = all("Dockerfile", "^ARG [A-Z]+_BASE=(.*)$");
    assertThat(bases).hasSize(2).allMatch(base -> base.matches("[^@]+:[^@]+@sha256:[0-9a-f]{64}"));
    assertThat(all("Dockerfile", "^FROM (\\S+)"))
        .containsExactly("${BUILD_BASE}", "${RUNTIME_BASE}");
  }
}
