package dev.haetae.rule.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedPathsTest {
  private final List<Problem> problems = new ArrayList<>();

  private AllowedPaths allowed(String entries) {
    String text = "apiVersion: v1\nkind: Parameters\nallowedPaths: [" + entries + "]\n";
    Resource resource =
        ManifestReader.read(text.getBytes(UTF_8), "policy.yaml", "", Limits.FILES)
            .resources()
            .getFirst();
    Parameters parameters = Parameters.of(resource, problems);
    parameters.has("apiVersion");
    parameters.has("kind");
    AllowedPaths paths = new AllowedPaths(parameters);
    parameters.finish();
    return paths;
  }

  @ParameterizedTest
  @CsvSource({
    "/data,            true",
    "/data/,           true",
    "//data,           true",
    "/data/a/b,        true",
    "/data/./a,        true",
    "/data/a/../b,     true",
    "/srv/../data,     true",
    "/../data,         true",
    "/database,        false",
    "/dat,             false",
    "/data/..,         false",
    "/data/../etc,     false",
    "/data/a/../../b,  false",
    "/,                false",
    "data,             false",
    "'',               false",
    "/data..,          false",
    "/data/..a,        true",
  })
  void countsWholeSegmentsOnceResolved(String path, boolean included) {
    assertThat(allowed("{pathPrefix: /data/}").include(path, true)).isEqualTo(included);
  }

  @Test
  void theRootHoldsEverything() {
    assertThat(allowed("{pathPrefix: /}").include("/etc/../var", true)).isTrue();
    assertThat(allowed("{pathPrefix: /}").include("/", true)).isTrue();
  }

  @Test
  void allowsNothingUnlessTold() {
    assertThat(allowed("").include("/data", false)).isFalse();
  }

  @Test
  void mayBeForReadingOnly() {
    AllowedPaths paths = allowed("{pathPrefix: /var, readOnly: true}, {pathPrefix: /var/tmp}");

    assertThat(paths.include("/var/log", false)).isTrue();
    assertThat(paths.include("/var/log", true)).isFalse();
    assertThat(paths.include("/var/tmp/x", true)).isTrue();
  }

  @Test
  void reportsEveryWrongEntry() {
    allowed("{pathPrefix: data}, {readOnly: true}, {pathPrefix: /a, readonly: true}");

    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "allowedPaths[0].pathPrefix must be an absolute path such as /var/log",
            "allowedPaths[1].pathPrefix must be an absolute path such as /var/log",
            "allowedPaths[2].readonly is unknown; known are pathPrefix, readOnly");
  }
}
