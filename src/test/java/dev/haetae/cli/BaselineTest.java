package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.report.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A baseline as a user has one: written, kept in a repository, come to its end, written anew. */
class BaselineTest {
  private static final Instant FIRST = Instant.parse("2026-06-15T12:00:00Z");
  private static final Instant LAST_DAY = Instant.parse("2026-09-13T23:59:59Z");
  private static final Instant DAY_AFTER = Instant.parse("2026-09-14T00:00:00Z");
  private static final String OLD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: old}
      spec:
        containers: [{name: main, image: "registry.lab/app:latest"}]
        volumes:
          - {name: proc, hostPath: {path: /proc}}
          - {name: logs, hostPath: {path: /var/log}}
      """;
  // The same, in another order and on other lines.
  private static final String MOVED =
      """
      # It has been here for years.
      apiVersion: v1
      kind: Pod
      metadata: {name: old}
      spec:
        volumes:
          - {name: logs, hostPath: {path: /var/log}}
          - {name: more, emptyDir: {}}
          - {name: proc, hostPath: {path: /proc}}
        containers: [{name: main, image: "registry.lab/app:latest"}]
      """;

  @TempDir Path folder;
  private Path manifests = Path.of("");
  private Path baseline = Path.of("");

  @BeforeEach
  void writeTheOldManifest() throws IOException {
    manifests = Files.createDirectory(folder.resolve("manifests"));
    baseline = folder.resolve("known.yaml");
    Files.writeString(manifests.resolve("old.yaml"), OLD);
  }

  private Trial check(Instant now, String... options) {
    String[] call = {"check", manifests.toString(), "--baseline", baseline.toString()};
    return Trial.at(now, Stream.concat(Stream.of(call), Stream.of(options)).toArray(String[]::new));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(baseline);
  }

  @Test
  void lettingOldFindingsBeAndNewOnesFail() throws IOException {
    assertThat(check(FIRST, "--write-baseline").code()).isEqualTo(ExitCode.OK);
    assertThat(lines()).hasSize(6).allMatch(line -> !line.contains("until"));

    Trial again = check(LAST_DAY);
    assertThat(again.code()).isEqualTo(ExitCode.OK);
    assertThat(again.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings, 3 baselined\n");
    assertThat(again.err()).isEmpty();

    Files.writeString(manifests.resolve("new.yaml"), OLD.replace("old", "new"));
    Trial more = check(LAST_DAY);
    assertThat(more.code()).isEqualTo(ExitCode.DENIED);
    assertThat(more.out())
        .contains("new.yaml:7:20: deny [no-host-path] Pod default/new:")
        .doesNotContain("Pod default/old")
        .endsWith("2 files, 2 objects: 2 denials, 1 warning, 3 baselined\n");
  }

  @Test
  void knowingThemAgainWhereverTheyHaveMoved() throws IOException {
    check(FIRST, "--write-baseline");
    Files.delete(manifests.resolve("old.yaml"));
    Files.writeString(manifests.resolve("moved.yaml"), MOVED);
    assertThat(check(FIRST).out()).endsWith(" 0 denials, 0 warnings, 3 baselined\n");
  }

  @Test
  void holdingUntilTheLastDay() throws IOException {
    check(FIRST, "--write-baseline", "--expires", "90d");
    assertThat(lines())
        .filteredOn(line -> line.contains("since: 2026-06-15, until: 2026-09-13}"))
        .hasSize(3);
    assertThat(check(LAST_DAY).code()).isEqualTo(ExitCode.OK);

    Trial ended = check(DAY_AFTER);
    assertThat(ended.code()).isEqualTo(ExitCode.DENIED);
    assertThat(ended.out())
        .contains("(baselined until 2026-09-13)\n")
        .endsWith("2 denials, 1 warning\n");
    for (Format format : Format.ofReports()) {
      assertThat(check(DAY_AFTER, "-o", format.word()).out())
          .as(format.word())
          .contains("baselined until 2026-09-13");
    }
  }

  @Test
  void tellingWhatIsGone() throws IOException {
    check(FIRST, "--write-baseline");
    Files.writeString(
        manifests.resolve("old.yaml"), OLD.replace("hostPath: {path: /var/log}", "emptyDir: {}"));
    Trial mended = check(FIRST);
    assertThat(mended.code()).isEqualTo(ExitCode.OK);
    assertThat(mended.err())
        .isEqualTo(
            "note: 1 finding of the baseline "
                + baseline
                + " is gone: --write-baseline takes it out\n");

    assertThat(check(FIRST, "--write-baseline").err())
        .isEqualTo("note: the baseline " + baseline + " holds 2 findings: 0 new, 1 gone\n");
    assertThat(check(FIRST).err()).isEmpty();
    assertThat(lines()).hasSize(5);
  }

  @Test
  void keepingSinceWhenWrittenAnew() throws IOException {
    check(FIRST, "--write-baseline", "--expires=12w");
    List<String> before = lines();
    Files.writeString(manifests.resolve("new.yaml"), OLD.replace("old", "new"));
    check(LAST_DAY, "--write-baseline", "--expires=1w");
    // The old ones had ended a week before.
    assertThat(lines())
        .filteredOn(line -> line.contains("Pod default/old"))
        .hasSize(3)
        .allMatch(line -> line.endsWith("since: 2026-06-15, until: 2026-09-20}"));
    assertThat(lines())
        .filteredOn(line -> line.contains("Pod default/new"))
        .hasSize(3)
        .allMatch(line -> line.endsWith("since: 2026-09-13, until: 2026-09-20}"));
    assertThat(before).hasSize(6);
  }

  @Test
  void keepingAnEndThatIsStillToCome() throws IOException {
    check(FIRST, "--write-baseline", "--expires=90d");
    List<String> before = lines();
    check(LAST_DAY, "--write-baseline", "--expires=90d");
    check(LAST_DAY, "--write-baseline");
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void leavingAFileAloneThatSaysTheSame() throws IOException {
    check(FIRST, "--write-baseline");
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(baseline, old);
    check(LAST_DAY, "--write-baseline");
    assertThat(Files.getLastModifiedTime(baseline)).isEqualTo(old);
  }

  @Test
  void keepingWhatWasNotLookedAt() throws IOException {
    check(FIRST, "--write-baseline");
    List<String> before = lines();

    Trial oneRule = check(FIRST, "--write-baseline", "--rule", "image-from-registry");
    assertThat(oneRule.err()).endsWith("holds 3 findings: 0 new, 0 gone\n");
    assertThat(lines()).isEqualTo(before);

    Files.writeString(manifests.resolve("old.yaml"), "kind: [\n");
    Trial unread = check(FIRST, "--write-baseline");
    assertThat(unread.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(unread.err()).doesNotContain("gone:");
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void ofARuleThatIsNoMoreIsGone() throws IOException {
    check(FIRST, "--write-baseline");
    Files.writeString(
        baseline, Files.readString(baseline).replace("rule: no-host-path", "rule: no-such-rule"));
    assertThat(check(FIRST).code()).isEqualTo(ExitCode.OK);
    Files.delete(manifests.resolve("old.yaml"));
    Files.writeString(
        manifests.resolve("other.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    assertThat(check(FIRST).err()).startsWith("note: 3 findings of the baseline");
  }

  @Test
  void mayLieAmongTheManifests() throws IOException {
    baseline = manifests.resolve("known.yaml");
    assertThat(check(FIRST, "--write-baseline").code()).isEqualTo(ExitCode.OK);
    assertThat(check(FIRST).out())
        .endsWith("1 file, 1 object: 0 denials, 0 warnings, 3 baselined\n");
    Trial named =
        Trial.at(
            FIRST,
            "check",
            manifests.resolve("old.yaml").toString(),
            baseline.toString(),
            "--baseline=" + baseline);
    assertThat(named.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void isToldInJson() {
    check(FIRST, "--write-baseline");
    Trial json = check(FIRST, "-o", "json");
    assertThat(json.json().get("findings")).hasToString("[]");
    assertThat(json.json("summary").get("baselined")).hasToString("3");
    assertThat(json.json("baselined", 0).get("rule")).hasToString("image-from-registry");
    assertThat(check(FIRST, "-v").out())
        .contains("old.yaml:7:20: baselined [no-host-path] Pod default/old: ");
  }

  @Test
  void thatCannotBeReadIsAnErrorAndNothingElseIsTold() throws IOException {
    Trial missing = check(FIRST);
    assertThat(missing.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(missing.out())
        .startsWith(baseline + ": error there is no such baseline: --write-baseline writes one\n");

    Files.writeString(
        baseline,
        """
        apiVersion: haetae.dev/v1alpha1
        kind: Baseline
        findings:
          - {id: 5d41402abc4b2a76, rule: no-host-path, since: yesterday}
        """);
    for (String option : List.of("-v", "--write-baseline")) {
      Trial broken = check(FIRST, option);
      assertThat(broken.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(broken.out())
          .startsWith(
              baseline
                  + ":4:48: error findings[0].since must be a day such as 2026-11-26, not"
                  + " \"yesterday\"\n  4 |   - {id: 5d41402abc4b2a76,")
          .endsWith("0 files, 0 objects: 0 denials, 0 warnings, 1 error\n");
    }
    assertThat(Files.readString(baseline)).contains("yesterday");
  }

  @Test
  void thatCannotBeWrittenIsToldAndTheFindingsFail() {
    baseline = folder.resolve("no-such-folder").resolve("known.yaml");
    Trial trial = check(FIRST, "--write-baseline");
    assertThat(trial.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(trial.err())
        .startsWith(
            "haetae: the baseline could not be written to "
                + baseline
                + ": there is no such file or folder\n");
    assertThat(trial.out()).contains("2 denials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "d", "0d", "-1d", "1.5w", "99999d", "3m", "90 d", ""})
  void endsAfterDaysOrWeeks(String expires) {
    Trial trial = check(FIRST, "--write-baseline", "--expires=" + expires);
    assertThat(trial.code()).isEqualTo(ExitCode.USAGE);
    assertThat(trial.err())
        .startsWith(
            "haetae: --expires takes days or weeks, such as 90d or 12w, not \"" + expires + "\"\n");
  }

  @Test
  void needsAPlaceAndAPurpose() {
    assertThat(Trial.of("check", "a.yaml", "--write-baseline").err())
        .startsWith("haetae: --write-baseline needs a place: add --baseline FILE\n");
    assertThat(check(FIRST, "--expires", "90d").err())
        .startsWith("haetae: --expires says how long --write-baseline holds: add that\n");
  }

  @Test
  void mayLieAmongTheManifestsWithoutANote() {
    baseline = manifests.resolve("known.yaml");
    check(FIRST, "--write-baseline");
    Trial again = check(LAST_DAY);
    assertThat(again.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings, 3 baselined\n");
    assertThat(again.err()).isEmpty();
    assertThat(Trial.of("check", manifests.toString(), "-q").err()).isEmpty();
  }
}
