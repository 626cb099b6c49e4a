package dev.haetae.report.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineReaderTest {
  private static final String HEAD = "apiVersion: haetae.dev/v1alpha1\nkind: Baseline\nfindings:\n";
  private static final KnownFinding KNOWN =
      new KnownFinding(
          "5d41402abc4b2a76",
          "no-host-path",
          "HostPathVolume",
          "apps/v1 DaemonSet monitoring/node-exporter",
          "spec.template.spec.volumes[name=proc].hostPath",
          LocalDate.of(2026, 11, 26),
          LocalDate.of(2027, 2, 24));

  private static List<String> problems(String text) {
    List<Problem> problems = new ArrayList<>();
    BaselineReader.read(text.getBytes(UTF_8), "b.yaml", problems);
    return problems.stream()
        .map(problem -> problem.line() + ":" + problem.column() + " " + problem.message())
        .toList();
  }

  private static Baseline read(String text) {
    List<Problem> problems = new ArrayList<>();
    Baseline baseline = BaselineReader.read(text.getBytes(UTF_8), "b.yaml", problems);
    assertThat(problems).isEmpty();
    return baseline;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEAD
            + """
              - {id: 5d41402abc4b2a76, rule: no-host-path, reason: HostPathVolume, object: apps/v1 DaemonSet monitoring/node-exporter, path: "spec.template.spec.volumes[name=proc].hostPath", since: 2026-11-26, until: 2027-02-24}
            """,
        HEAD
            + """
            # by hand
            - until: "2027-02-24"
              since: '2026-11-26'   # the first day
              path: spec.template.spec.volumes[name=proc].hostPath
              object: >-
                apps/v1 DaemonSet
                monitoring/node-exporter
              reason: HostPathVolume
              rule: no-host-path
              id: 5d41402abc4b2a76
            """,
        """
        {"kind": "Baseline", "apiVersion": "haetae.dev/v1alpha1", "findings": [{
          "id": "5d41402abc4b2a76", "rule": "no-host-path", "reason": "HostPathVolume",
          "object": "apps/v1 DaemonSet monitoring/node-exporter",
          "path": "spec.template.spec.volumes[name=proc].hostPath",
          "since": "2026-11-26", "until": "2027-02-24"}]}
        """
      })
  void readsEveryStyle(String text) {
    assertThat(read(text).findings()).containsExactly(KNOWN);
    assertThat(read(text.replace("\n", "\r\n")).findings()).containsExactly(KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings:", "findings: []", ""})
  void readsOneThatKnowsNothing(String findings) {
    assertThat(
            read("apiVersion: haetae.dev/v1alpha1\nkind: Baseline\n" + findings + "\n").findings())
        .isEmpty();
  }

  @Test
  void saysWhereEachLineIsWrong() {
    assertThat(
            problems(
                HEAD
                    + """
                    - {id: 5d41402abc4b2a76, rule: a, since: 2026-11-26}
                    - {id: 5d41402abc4b2a76, rule: a, since: 2026-11-26}
                    - {id: 5D41402ABC4B2A76, rule: a, since: 2026-11-26}
                    - {id: 5d41402abc4b2a77, since: 2026-11-31}
                    - {id: 5d41402abc4b2a78, rule: a}
                    - {id: 5d41402abc4b2a79, rule: a, since: 2026-11-26, until: 2026-11-25}
                    - {id: 5d41402abc4b2a70, rule: a, since: 2026-11-26, til: 2026-11-25}
                    - {rule: a, since: 2026-11-26}
                    - known
                    """))
        .containsExactly(
            "12:3 findings[8] must be an object, not a string",
            "5:4 findings[1].id is that of findings[0] too: take one of them out",
            "6:4 findings[2].id must be 16 hexadecimal digits in lower case, in quotes where all"
                + " are numbers",
            "7:3 findings[3].rule is missing: it says when the finding can be gone",
            "7:26 findings[3].since must be a day such as 2026-11-26, not \"2026-11-31\"",
            "8:3 findings[4].since is missing: write the day on which it became known, 2026-11-26",
            "9:54 findings[5].until is a day before since, 2026-11-26",
            "11:3 findings[7].id is missing: a finding is known by it",
            "10:54 findings[6].til is unknown; known are id, object, path, reason, rule, since,"
                + " until");
  }

  @Test
  void saysThatItIsNoBaselineOfThisVersion() {
    assertThat(problems(HEAD.replace("v1alpha1", "v2")))
        .containsExactly(
            "1:1 apiVersion must be haetae.dev/v1alpha1, not \"haetae.dev/v2\": another version of"
                + " haetae has written it");
    assertThat(problems("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"))
        .containsExactly("2:1 kind must be Baseline, not \"Pod\"");
    assertThat(problems(HEAD + "---\n" + HEAD))
        .containsExactly("0:0 must hold one Baseline of haetae.dev/v1alpha1, not 2 objects");
    assertThat(problems("# nothing\n"))
        .containsExactly("0:0 must hold one Baseline of haetae.dev/v1alpha1, and holds none");
  }

  @Test
  void saysWhereItIsNoYaml() {
    assertThat(problems(HEAD + "<<<<<<< ours\n- {id: 5d41402abc4b2a76\n"))
        .singleElement()
        .asString()
        .startsWith("5:1 a key");
    assertThat(problems(HEAD + "- {id: 5d41402abc4b2a76, rule: a, rule: b, since: 2026-11-26}\n"))
        .singleElement()
        .asString()
        .isEqualTo("4:35 findings[0].rule is written twice");
    assertThat(problems(HEAD + "- {id: 1234567890123456, rule: a, since: 2026-11-26}\n"))
        .contains("4:4 findings[0].id must be a string, not a number");
  }
}
