package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code haetae check} makes of files and folders of every condition. */
class CheckCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: shipper
      spec:
        containers: [{name: shipper, image: "registry.example/shipper:1"}]
        volumes:
          - name: logs
            hostPath: {path: /var/log}
      """;
  private static final String CLEAN = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n";

  @TempDir private Path folder;
  private String name = "";

  @BeforeEach
  void nameTheFolder() {
    name = folder.toString();
  }

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private Trial check(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "check";
    all[1] = "--rule";
    all[2] = "no-host-path";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Trial.of(all);
  }

  @Test
  void readsLinesThatEndInCarriageReturns() throws IOException {
    Trial trial = check(write("a.yaml", POD.replace("\n", "\r\n")).toString());
    assertThat(trial.out())
        .startsWith(name + "/a.yaml:9:7: deny [no-host-path]")
        .contains("  9 |       hostPath: {path: /var/log}\n    |       ^\n")
        .doesNotContain("\r");
    assertThat(trial.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void readsByteOrderMarks() throws IOException {
    Trial trial = check(write("a.yaml", '\ufeff' + POD).toString());
    assertThat(trial.out()).startsWith(name + "/a.yaml:9:7: deny [no-host-path]");
    Trial first = check(write("b.yaml", "\ufeff{broken").toString());
    assertThat(first.out()).contains("  1 | {broken\n").doesNotContain("\ufeff");
  }

  @Test
  void saysWhereAFileIsNoUtf8() throws IOException {
    Files.write(folder.resolve("a.yaml"), "kind: Pod\nname: h\u00e9\n".getBytes(UTF_8));
    byte[] bytes = Files.readAllBytes(folder.resolve("a.yaml"));
    bytes[bytes.length - 2] = (byte) 0xff;
    Path file = Files.write(folder.resolve("a.yaml"), bytes);
    Trial trial = check(file.toString());
    assertThat(trial.out()).startsWith(name + "/a.yaml:2:8: error the file is not UTF-8\n");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void judgesWhatItCanReadBesideWhatItCannot() throws IOException {
    write("a.yaml", "{broken");
    write("b.yaml", POD);
    write("c.json", "{\"kind\": \"Pod\",}");
    Trial trial = check(name);
    assertThat(trial.out())
        .contains(name + "/a.yaml:1:")
        .contains(name + "/b.yaml:9:7: deny")
        .contains(name + "/c.json:1:16: error")
        .endsWith("3 files, 1 object: 1 denial, 0 warnings, 2 errors\n");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void aKustomizationThatCannotBeReadIsAnError() throws IOException {
    write("kustomization.yaml", "resources: [b.yaml\n");
    write("b.yaml", POD);
    Trial trial = check(name);
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.out())
        .contains("/kustomization.yaml:2:1: error this is no valid YAML", "/b.yaml:9:7: deny");
  }

  @Test
  void readsAFolderNamedLikeAFile() throws IOException {
    write("x.yaml/a.yaml", POD);
    assertThat(check(name + "/x.yaml").out()).startsWith(name + "/x.yaml/a.yaml:9:7: deny");
    assertThat(check(name).out()).startsWith(name + "/x.yaml/a.yaml:9:7: deny");
  }

  @Test
  void readsAMountedConfigMapOnce() throws IOException {
    write("..2026_06_15/a.yaml", POD);
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_06_15"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
    Trial trial = check(name);
    assertThat(trial.out())
        .startsWith(name + "/a.yaml:9:7: deny")
        .endsWith("1 file, 1 object: 1 denial, 0 warnings\n");
  }

  @Test
  void endsWhereLinksGoInCircles() throws IOException {
    write("a.yaml", CLEAN);
    Files.createSymbolicLink(folder.resolve("again"), Path.of("."));
    Trial trial = check(name);
    assertThat(trial.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void tellsOfALinkThatLeadsNowhere() throws IOException {
    write("a.yaml", CLEAN);
    Files.createSymbolicLink(folder.resolve("b.yaml"), Path.of("nowhere.yaml"));
    Trial trial = check(name);
    assertThat(trial.out()).startsWith(name + "/b.yaml: error there is no such file or folder\n");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void refusesAnEmptyFolderAnEmptyFileAndEmptyInput() throws IOException {
    assertThat(check(name).out()).startsWith(name + ": error the folder holds no manifest");
    assertThat(check(name).code()).isEqualTo(ExitCode.UNREADABLE);
    Trial file = check(write("a.yaml", "# nothing yet\n---\n").toString());
    assertThat(file.out()).startsWith(name + "/a.yaml: error the file holds no Kubernetes object");
    assertThat(file.code()).isEqualTo(ExitCode.UNREADABLE);
    Trial in = Trial.reading("", "check", "-");
    assertThat(in.out()).startsWith("-: error standard input holds no Kubernetes object");
    assertThat(in.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void holdsAFileThatIsNamedToBeingAManifest() throws IOException {
    Trial trial = check(write("values.yaml", "image: {tag: latest}\n").toString());
    assertThat(trial.out())
        .startsWith(
            name
                + "/values.yaml:1:1: error a Kubernetes object needs kind, a string; there is"
                + " none");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void writesReportsToFiles() throws IOException {
    String file = write("a.yaml", POD).toString();
    Path report = folder.resolve("report.json");
    Trial trial = check("-o", "text", "-o", "json=" + report, file);
    assertThat(trial.out()).startsWith(file + ":9:7: deny");
    assertThat(Files.readString(report)).isEqualTo(check("-o", "json", file).out());
    Trial silent = check("-o", "json=" + report, file);
    assertThat(silent.out()).isEmpty();
    assertThat(silent.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void writesNoColoursToFiles() throws IOException {
    Path report = folder.resolve("report.txt");
    String file = write("a.yaml", POD).toString();
    Trial.of(
        new byte[0],
        Map.of("TERM", "xterm"),
        true,
        "check",
        "--rule",
        "no-host-path",
        "-o",
        "text=" + report,
        file);
    assertThat(Files.readString(report)).isEqualTo(check(file).out());
  }

  @Test
  void endsInAnErrorWhenAReportCannotBeWritten() throws IOException {
    Trial trial = check("-o", "json=" + name + "/no/where.json", write("a.yaml", CLEAN).toString());
    assertThat(trial.err())
        .isEqualTo(
            "haetae: the report could not be written to "
                + name
                + "/no/where.json: there is no such file or folder\n");
    assertThat(trial.code()).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void showsNoControlCharacterOfAManifest() throws IOException {
    String file =
        write(
                "a.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: "a\\e[31mb\\u202e"}
                spec:
                  containers: [{name: a, image: "b"}]
                  volumes: [{name: "\\x9b\\a", hostPath: {path: "/\\e]0;owned\\a"}}] # \u202e\u009b
                """)
            .toString();
    for (String format : new String[] {"text", "json"}) {
      Trial trial = Trial.of("check", "-o", format, file);
      String all = trial.out() + trial.err();
      assertThat(all.codePoints())
          .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e));
    }
  }

  @Test
  void colourCanBeTurnedOff() throws IOException {
    String file = write("a.yaml", POD).toString();
    String plain = check(file).out();
    String[] arguments = {"check", "--rule", "no-host-path", file};
    assertThat(Trial.of(new byte[0], Map.of("TERM", "xterm"), true, arguments).out())
        .contains("\u001b[31;1mdeny\u001b[0m")
        .satisfies(out -> assertThat(out.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain));
    assertThat(Trial.of(new byte[0], Map.of("TERM", "dumb"), true, arguments).out())
        .isEqualTo(plain);
    assertThat(Trial.of(new byte[0], Map.of(), true, arguments).out()).isEqualTo(plain);
    // An empty NO_COLOR asks for nothing.
    assertThat(
            Trial.of(new byte[0], Map.of("TERM", "xterm", "NO_COLOR", ""), true, arguments).out())
        .isNotEqualTo(plain);
  }

  @Test
  void anUndecidedObjectIsNotDenied() throws IOException {
    String file =
        write(
                "a.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: trainer}
                spec:
                  containers: [{name: trainer, image: "registry.example/trainer:3"}]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                """)
            .toString();
    Trial trial = Trial.of("check", "--rule", "pvc-bound-rwx-nfs", "-o", "json", file);
    assertThat(trial.json("summary").get("undecided")).hasToString("1");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void writesTheKeysOfTheContract() throws IOException {
    String file = write("a.yaml", POD).toString();
    Trial trial = check("-o", "json", file);
    assertThat(keys(trial.json()))
        .containsExactly("findings", "undecided", "waived", "errors", "summary");
    assertThat(keys(trial.json("findings", 0)))
        .containsExactly(
            "policy",
            "rule",
            "reason",
            "action",
            "object",
            "path",
            "message",
            "remediation",
            "location");
    assertThat(keys(trial.json("findings", 0, "object")))
        .containsExactly("apiVersion", "kind", "namespace", "name");
    assertThat(keys(trial.json("findings", 0, "location")))
        .containsExactly("file", "document", "line", "column");
    assertThat(keys(trial.json("summary")))
        .containsExactly(
            "files", "objects", "deny", "warn", "audit", "undecided", "waived", "errors");
  }

  private static List<String> keys(ObjectValue object) {
    return IntStream.range(0, object.size()).mapToObj(object::key).toList();
  }

  @Test
  void ownsUpToAFaultOfItsOwn() throws IOException {
    String waived = POD.replace("  name: shipper\nspec", "  name: a\n  annotations: {a: b}\nspec");
    String file = write("a.yaml", waived).toString();
    Trial quiet = Trial.failing(Map.of(), "check", file);
    assertThat(quiet.err())
        .isEqualTo(
            """
            haetae: an internal error, which is our fault; please report it
            with HAETAE_DEBUG=1 it says where
            """);
    assertThat(quiet.code()).isEqualTo(ExitCode.INTERNAL);
    Trial told = Trial.failing(Map.of("HAETAE_DEBUG", "1"), "check", file);
    assertThat(told.err()).contains("java.lang.IllegalStateException: no time").contains("\tat ");
  }
}
