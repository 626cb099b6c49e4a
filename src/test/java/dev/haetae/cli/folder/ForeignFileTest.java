package dev.haetae.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFileTest {
  private static final int MANY = 200_000;

  @Test
  void filesAreToldByTheirNamesAndKeys() {
    assertThat(ForeignFile.of("a/docker-compose.prod.yaml", "")).isEqualTo(ForeignFile.COMPOSE);
    assertThat(ForeignFile.of("stack.yaml", "services: # all\n  web:\n    image: a\n"))
        .isEqualTo(ForeignFile.COMPOSE);
    assertThat(ForeignFile.of("stack.yaml", "services:\n  web: {}\n")).isEqualTo(ForeignFile.OTHER);
    assertThat(ForeignFile.of("build.yaml", "on: push\njobs: {}\n"))
        .isEqualTo(ForeignFile.WORKFLOW);
    assertThat(ForeignFile.of("p.yaml", "# one\n---\n# two\n- op: remove\n  path: /a\n"))
        .isEqualTo(ForeignFile.PATCH);
    assertThat(ForeignFile.of("p.json", " [ { \"op\": \"remove\"}]")).isEqualTo(ForeignFile.PATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"# line\n", "---\n", "services:\n", "\n", " \n", "- \n", "#\n\n"})
  void manyLinesAreLookedAtOnce(String line) {
    assertThat(ForeignFile.of("a.yaml", line.repeat(MANY))).isEqualTo(ForeignFile.OTHER);
    assertThat(ForeignFile.of("a.yaml", "services:\n" + line.repeat(MANY) + "x: 1\n"))
        .isEqualTo(ForeignFile.OTHER);
  }
}
