package dev.haetae.report.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTextTest {
  private static final LocalDate SINCE = LocalDate.of(2026, 11, 26);

  private static KnownFinding known(String id, String object, @Nullable LocalDate until) {
    return new KnownFinding(
        id,
        "no-host-path",
        "HostPathVolume",
        object,
        "spec.volumes[name=proc].hostPath",
        SINCE,
        until);
  }

  private static Baseline read(String text) {
    List<Problem> problems = new ArrayList<>();
    Baseline baseline = BaselineReader.read(text.getBytes(UTF_8), "b.yaml", problems);
    assertThat(problems).isEmpty();
    return baseline;
  }

  @Test
  void hasALineForEachFindingInOrder() {
    Baseline baseline =
        new Baseline(
            List.of(
                known("5d41402abc4b2a76", "v1 Pod vision/b", LocalDate.of(2027, 2, 24)),
                known("1d41402abc4b2a76", "v1 Pod vision/a", null)));
    assertThat(BaselineText.write(baseline))
        .isEqualTo(
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Baseline
            findings:
              - {id: 1d41402abc4b2a76, rule: no-host-path, reason: HostPathVolume, object: v1 Pod vision/a, path: "spec.volumes[name=proc].hostPath", since: 2026-11-26}
              - {id: 5d41402abc4b2a76, rule: no-host-path, reason: HostPathVolume, object: v1 Pod vision/b, path: "spec.volumes[name=proc].hostPath", since: 2026-11-26, until: 2027-02-24}
            """);
    assertThat(BaselineText.write(Baseline.EMPTY)).endsWith("findings: []\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890123456",
        "0000000000000000",
        "12345678e0000000",
        "1e23456789012345",
        "0b10101010101010",
        "0777777777777777",
        "abcdefabcdefabcd",
        "e234567890123456"
      })
  void readsBackIdsThatLookLikeNumbers(String id) {
    Baseline baseline = new Baseline(List.of(known(id, "v1 Pod vision/a", null)));
    assertThat(read(BaselineText.write(baseline)).findings()).isEqualTo(baseline.findings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1 Pod vision/train-*",
        "v1 Pod default/{{ .Values.name }}",
        "v1 Pod default/안내-기록",
        "v1 Pod default/a: b # c",
        "v1 Pod default/\"quoted\"",
        "v1 Pod default/a,b]",
        "v1 Pod default/a ",
        " Pod default/a",
        ""
      })
  void readsBackOddNames(String object) {
    Baseline baseline = new Baseline(List.of(known("5d41402abc4b2a76", object, SINCE)));
    String text = BaselineText.write(baseline);
    assertThat(text.lines()).hasSize(4);
    assertThat(read(text).findings()).isEqualTo(baseline.findings());
  }
}
