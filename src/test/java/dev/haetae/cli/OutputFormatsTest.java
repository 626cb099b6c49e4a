package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How formats are asked for, and where they go. */
final class OutputFormatsTest {
  private static final String DENIED = "policies/no-host-path/cases/deny.HostPathVolume.yaml";
  private static final String HOST_PATH =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec:
        containers: [{name: a, image: b}]
        volumes: [{name: c, hostPath: {path: /}}]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Format.class)
  void endWithTheSameCode(Format format) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: b: c\n");
    Path nothing = Files.writeString(folder.resolve("nothing.yaml"), "");
    Path clean =
        Files.writeString(
            folder.resolve("clean.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
    assertThat(code(format, DENIED)).isEqualTo(1);
    assertThat(code(format, DENIED, broken.toString())).isEqualTo(3);
    assertThat(code(format, nothing.toString())).isEqualTo(3);
    assertThat(code(format, clean.toString())).isZero();
    assertThat(code(format, folder.resolve("none.yaml").toString())).isEqualTo(3);
  }

  private static int code(Format format, String... paths) {
    Trial trial = of(format.word(), paths);
    assertThat(trial.out()).isNotEmpty();
    return trial.code();
  }

  private static Trial of(String output, String... paths) {
    String[] arguments = new String[paths.length + 3];
    arguments[0] = "check";
    arguments[1] = "-o";
    arguments[2] = output;
    System.arraycopy(paths, 0, arguments, 3, paths.length);
    return Trial.of(arguments);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void readStandardInput(Format format) {
    Trial trial = Trial.reading(HOST_PATH.formatted("a"), "check", "-", "-o", format.word());
    assertThat(trial.code()).isEqualTo(1);
    assertThat(trial.out()).contains("no-host-path");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void sayThatAFileCannotBeWritten(Format format) {
    Trial trial = of(format.word() + "=/nowhere/x", DENIED);
    assertThat(trial.code()).isEqualTo(4);
    assertThat(trial.err())
        .contains(
            "haetae: the report could not be written to /nowhere/x: there is no such file or"
                + " folder");
  }

  @Test
  void goToFilesAndOneToStandardOutput() throws IOException {
    Path sarif = folder.resolve("a.sarif");
    Path junit = folder.resolve("a=b.xml");
    Trial trial =
        Trial.of("check", DENIED, "-o", "sarif=" + sarif, "-o", "gitlab", "-o", "junit=" + junit);
    assertThat(trial.code()).isEqualTo(1);
    assertThat(trial.out()).startsWith("[\n").endsWith("]\n");
    assertThat(Files.readString(sarif)).contains("\"version\": \"1.2.3\"");
    assertThat(Files.readString(junit)).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  @Test
  void areToldWhereOneIsMisspelt() {
    Trial trial = of("sarfi", DENIED);
    assertThat(trial.code()).isEqualTo(2);
    assertThat(trial.err())
        .contains(
            "haetae: there is no output format \"sarfi\"; known are text, json, sarif, junit,"
                + " github, gitlab, csv and markdown; did you mean sarif?");
    assertThat(Trial.of("predict", DENIED, "-o", "sarif").err())
        .contains("known are text, json, csv and markdown");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void areDocumented(Format format) throws IOException {
    assertThat(Files.readString(Path.of("docs/command-line.md")))
        .contains("\n| `" + format.word() + "` | " + format.description() + " |\n");
  }

  @Test
  void cannotShareStandardOutput() {
    Trial trial = Trial.of("check", DENIED, "-o", "sarif", "-o", "junit");
    assertThat(trial.code()).isEqualTo(2);
    assertThat(trial.err()).contains("two outputs cannot share standard output");
    assertThat(of("sarif=", DENIED).code()).isEqualTo(2);
  }

  @Test
  void keepWhatIsNoCharacterOutOfFiles() throws IOException {
    Path report = folder.resolve("a.md");
    Trial trial =
        Trial.reading(
            "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\\ud800\"},"
                + " \"spec\": {\"volumes\": [{\"name\": \"c\", \"hostPath\": {\"path\": \"/\"}}]}}",
            "check",
            "-",
            "-o",
            "markdown=" + report,
            "-o",
            "junit=" + folder.resolve("a.xml"));
    assertThat(trial.code()).isEqualTo(1);
    assertThat(Files.readString(report)).contains("Pod default/a?");
  }

  @Test
  void appendTheTableToTheSummaryOfAStep() throws IOException {
    Path summary = Files.writeString(folder.resolve("summary.md"), "# before\n");
    Map<String, String> step =
        Map.of(
            "GITHUB_STEP_SUMMARY", summary.toString(),
            "GITHUB_WORKSPACE", Path.of("").toAbsolutePath().toString());
    Trial trial = Trial.of(new byte[0], step, false, "check", DENIED, "-o", "github");
    assertThat(trial.code()).isEqualTo(1);
    assertThat(trial.out()).startsWith("::error file=" + DENIED + ",line=");
    assertThat(Files.readString(summary)).startsWith("# before\n### haetae: ").contains(DENIED);
    // Another format is no step's.
    Trial.of(new byte[0], step, false, "check", DENIED, "-o", "json");
    assertThat(Files.readString(summary)).containsOnlyOnce("### haetae: ");
  }

  @Test
  void leaveASummaryAloneThatIsFull() throws IOException {
    Path summary = Files.write(folder.resolve("summary.md"), new byte[(1 << 20) - 100]);
    Trial trial =
        Trial.of(
            new byte[0],
            Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
            false,
            "check",
            DENIED,
            "-o",
            "github");
    assertThat(trial.code()).isEqualTo(1);
    assertThat(Files.size(summary)).isEqualTo((1 << 20) - 100);
  }

  @Test
  void sayThatTheSummaryCannotBeWritten() {
    Trial trial =
        Trial.of(
            new byte[0],
            Map.of("GITHUB_STEP_SUMMARY", "/nowhere/x"),
            false,
            "check",
            DENIED,
            "-o",
            "github");
    assertThat(trial.code()).isEqualTo(4);
    assertThat(trial.err()).contains("haetae: the summary could not be written to /nowhere/x: ");
  }

  @Test
  void sayWhatAHostileManifestSays() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("앱,%|`a`.yaml"),
            HOST_PATH.formatted("\"<b>|`x` ::error::]]>&\\e[31m😀\"").replace("\n", "\r\n"),
            UTF_8);
    for (Format format : List.of(Format.SARIF, Format.JUNIT, Format.CSV, Format.MARKDOWN)) {
      Trial trial = of(format.word(), file.toString());
      assertThat(trial.code()).isEqualTo(1);
      assertThat(trial.out()).doesNotContain("\u001b").contains("no-host-path", "😀");
    }
  }

  @Test
  void predictIntoTables() {
    Trial csv = Trial.of("predict", "examples/cluster.yaml", "examples/trainer.yaml", "-o", "csv");
    assertThat(csv.code()).isZero();
    assertThat(csv.out())
        .startsWith("subject,outcome,apiVersion,kind,namespace,name,path,message,change,")
        .contains("\r\npod,");
    Trial markdown =
        Trial.of("predict", "examples/cluster.yaml", "examples/trainer.yaml", "-o", "markdown");
    assertThat(markdown.code()).isZero();
    assertThat(markdown.out())
        .startsWith("### haetae predict: ")
        .contains("\n| object | | outcome | why |\n|---|---|---|---|\n", " | pod | ");
  }

  @Test
  void cannotShareAFile() throws IOException {
    Path report = folder.resolve("report");
    Path link = Files.createSymbolicLink(folder.resolve("link"), report);
    for (String other : List.of(report.toString(), folder + "/./report")) {
      Trial trial = Trial.of("check", DENIED, "-o", "json=" + report, "-o", "sarif=" + other);
      assertThat(trial.code()).isEqualTo(2);
      assertThat(trial.err())
          .startsWith(
              "haetae: -o sarif=" + other + " names the file of another output: give each its own");
      assertThat(report).doesNotExist();
    }
    Files.writeString(report, "before");
    assertThat(Trial.of("check", DENIED, "-o", "json=" + report, "-o", "sarif=" + link).code())
        .isEqualTo(2);
    assertThat(report).hasContent("before");
    assertThat(Trial.of("check", DENIED, "-o", "json=/dev/null", "-o", "sarif=/dev/null").code())
        .isEqualTo(1);
  }

  @Test
  void doNotOverwriteWhatIsRead() throws IOException {
    Path manifest = Files.writeString(folder.resolve("a.yaml"), HOST_PATH.formatted("a"));
    Path other = Files.writeString(folder.resolve("b.yaml"), HOST_PATH.formatted("b"));
    for (List<String> call :
        List.of(
            List.of("check", other.toString()),
            List.of("check", DENIED, "-i", other.toString()),
            List.of("check", DENIED, "-p", other.toString()),
            List.of("check", DENIED, "--config", other.toString()),
            List.of("check", DENIED, "--baseline", other.toString()),
            List.of("check", DENIED, "--operation", "UPDATE", "--old", other.toString()),
            List.of("predict", manifest.toString(), "-i", other.toString()),
            List.of("audit", "-i", other.toString()))) {
      List<String> arguments = new ArrayList<>(call);
      arguments.addAll(List.of("-o", "json=" + other));
      Trial trial = Trial.of(arguments.toArray(String[]::new));
      assertThat(trial.code()).as("%s", call).isEqualTo(2);
      assertThat(trial.err())
          .startsWith("haetae: -o json=" + other + " would overwrite what is read");
      assertThat(other).hasContent(HOST_PATH.formatted("b"));
    }
  }
}
