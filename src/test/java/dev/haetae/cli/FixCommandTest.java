package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s # kept
      spec:
        containers:
        - name: a
          image: registry.lab/a:1
          resources:
            requests: {nvidia.com/gpu: 2} # no limit
      """;

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Trial fix(Object... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "fix";
    all[1] = "--rule";
    all[2] = "gpu-limits";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 3] = arguments[i].toString();
    }
    return Trial.of(all);
  }

  private static String fixed(String name) {
    return POD.formatted(name) + "      limits:\n        nvidia.com/gpu: 2\n";
  }

  @Test
  void printsADiffAndLeavesTheFile() throws IOException {
    Path file = write("a.yaml", POD.formatted("a"));
    Trial trial = fix(file);
    assertThat(trial.code()).isEqualTo(1);
    assertThat(trial.out())
        .endsWith(
            """
            @@ -8,3 +8,5 @@
                 image: registry.lab/a:1
                 resources:
                   requests: {nvidia.com/gpu: 2} # no limit
            +      limits:
            +        nvidia.com/gpu: 2
            """);
    assertThat(trial.err()).isEmpty();
    assertThat(file).hasContent(POD.formatted("a"));
  }

  @Test
  void writesAndThenHasNothingLeftToDo() throws IOException {
    Path file = write("a.yaml", POD.formatted("a"));
    Trial trial = fix("--write", file);
    assertThat(trial.code()).isZero();
    assertThat(trial.out()).isEqualTo("fixed " + file + "\n");
    assertThat(file).hasContent(fixed("a"));
    Trial again = fix("--write", file);
    assertThat(again.code()).isZero();
    assertThat(again.out()).isEmpty();
    assertThat(fix(file).code()).isZero();
  }

  @Test
  void standardInputIsShownAsADiffOnly() {
    String[] arguments = {"fix", "--rule", "gpu-limits"};
    Trial shown = Trial.reading(POD.formatted("a"), arguments);
    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out()).startsWith("--- a/-\n+++ b/-\n").contains("+      limits:");
    Trial written =
        Trial.reading(POD.formatted("a"), "fix", "--rule", "gpu-limits", "--write", "-");
    assertThat(written.code()).isEqualTo(1);
    assertThat(written.out()).isEmpty();
    assertThat(written.err())
        .isEqualTo(
            "note: -: the fixes are not written: standard input is no file; without --write they"
                + " are printed as a diff\n");
  }

  @Test
  void lineEndsMarksAndEncodingsStay() throws IOException {
    String windows = POD.formatted("w").replace("\n", "\r\n");
    Path crlf = write("crlf.yaml", windows);
    Path marked = write("marked.yaml", "\ufeff" + POD.formatted("m"));
    Path wide = folder.resolve("wide.yaml");
    Files.write(wide, ("\ufeff" + POD.formatted("x")).getBytes(UTF_16BE));
    Path unended = write("unended.yaml", POD.formatted("u").stripTrailing());
    Path json =
        write(
            "a.json",
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"j"},"spec":{"containers":[{"name":"a",\
            "resources":{"requests":{"nvidia.com/gpu":1}}}]}}
            """);
    Trial shown = fix(folder);
    assertThat(shown.err())
        .isEqualTo(
            "note: " + wide + ": the file is UTF-16 and its diff is not: --write keeps UTF-16\n");
    Trial trial = fix("--write", folder);
    assertThat(trial.code()).isZero();
    assertThat(Files.readString(crlf)).isEqualTo(fixed("w").replace("\n", "\r\n"));
    assertThat(Files.readString(marked)).isEqualTo("\ufeff" + fixed("m"));
    assertThat(Files.readAllBytes(wide)).isEqualTo(("\ufeff" + fixed("x")).getBytes(UTF_16BE));
    assertThat(Files.readString(unended)).isEqualTo(fixed("u").stripTrailing());
    assertThat(Files.readString(json))
        .contains("\"requests\":{\"nvidia.com/gpu\":1},\"limits\":{\"nvidia.com/gpu\":1}}")
        .endsWith("}}\n");
  }

  @Test
  void objectsOfListsAndOfSeveralDocumentsAreFixedInTheirPlaces() throws IOException {
    String list =
        """
        apiVersion: v1
        kind: PodList
        items:
          - metadata: {name: one}
            spec: {containers: [{name: a, resources: {requests: {nvidia.com/gpu: 1}}}]}
          # two
          - metadata: {name: two}
            spec: {containers: [{name: a, resources: {requests: {nvidia.com/gpu: 1}}}]}
        """;
    Path file = write("all.yaml", "# first\n---\n" + list + "---\n" + POD.formatted("three"));
    assertThat(fix("--write", file).code()).isZero();
    String limited = "{requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 1}}";
    assertThat(file)
        .hasContent(
            "# first\n---\n"
                + list.replace("{requests: {nvidia.com/gpu: 1}}", limited)
                + "---\n"
                + fixed("three"));
  }

  @Test
  void aFileIsFixedOnceByWhateverNamesItIsGiven() throws IOException {
    Path file = write("a.yaml", POD.formatted("a"));
    Path link = Files.createSymbolicLink(folder.resolve("b.yaml"), file);
    Trial trial = fix("--write", link, file, folder);
    assertThat(trial.out()).isEqualTo("fixed " + link + "\n");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent(fixed("a"));
  }

  @Test
  void anObjectThatIsWrittenTwiceIsFixedWhereverItIsWritten() throws IOException {
    Path one = write("a.yaml", POD.formatted("same"));
    Path two = write("b.yaml", POD.formatted("same"));
    assertThat(fix("--write", folder).code()).isZero();
    assertThat(one).hasContent(fixed("same"));
    assertThat(two).hasContent(fixed("same"));
  }

  @Test
  void whatCannotBeEditedIsANoteWithItsPlace() throws IOException {
    Path file =
        write(
            "alias.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
              - &one {name: a, resources: {requests: {nvidia.com/gpu: 1}}}
              initContainers:
              - *one
            """);
    String before = Files.readString(file);
    Trial trial = fix("--write", file);
    assertThat(trial.code()).isZero();
    assertThat(trial.err())
        .contains(
            "note: " + file + ":6:",
            "Pod default/a: the fix of gpu-limits cannot be made: an anchor stands there, and an"
                + " edit would change its aliases too (6:5)",
            "2 denials have no fix here: haetae check says what to write");
    assertThat(file).hasContent(before);
  }

  @Test
  void whatIsReadOnlyIsLeftAndSaid() throws IOException {
    Path file = write("a.yaml", POD.formatted("a"));
    Path other = write("b.yaml", POD.formatted("b"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Trial trial = fix("--write", folder);
    assertThat(trial.code()).isEqualTo(1);
    assertThat(trial.out()).isEqualTo("fixed " + other + "\n");
    assertThat(trial.err())
        .isEqualTo("note: " + file + ": the fixes are not written: access is denied\n");
    assertThat(file).hasContent(POD.formatted("a"));
  }

  @Test
  void oneUnreadableFileCostsNoOther() throws IOException {
    Path broken = write("a.yaml", "kind: Pod\napiVersion: [");
    Path file = write("b.yaml", POD.formatted("b"));
    Trial trial = fix("--write", folder);
    assertThat(trial.code()).isEqualTo(3);
    assertThat(trial.err()).startsWith(broken + ":2:");
    assertThat(file).hasContent(fixed("b"));
  }

  @Test
  void suggestionsAreMadeWhenTheyAreAskedFor() throws IOException {
    Path file =
        write(
            "pv.yaml",
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: nas}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [ReadWriteMany]
              persistentVolumeReclaimPolicy: Recycle # as ever
              nfs: {server: nas-1.lab, path: /export/data}
            """);
    String[] rule = {"fix", "--rule", "pv-reclaim-policy", file.toString()};
    Trial left = Trial.of(rule);
    assertThat(left.code()).isZero();
    assertThat(left.out()).isEmpty();
    assertThat(left.err())
        .isEqualTo(
            "note: "
                + file
                + ":7:3: PersistentVolume nas: the fix of pv-reclaim-policy is a suggestion, which"
                + " --suggested makes: write Retain, and clear the data yourself when it is no"
                + " longer needed\n");
    Trial made = Trial.of("fix", "--suggested", "--rule", "pv-reclaim-policy", file.toString());
    assertThat(made.code()).isEqualTo(1);
    assertThat(made.out())
        .contains(
            """
            -  persistentVolumeReclaimPolicy: Recycle # as ever
            +  persistentVolumeReclaimPolicy: Retain # as ever
            """);
  }

  @Test
  void severalServicesGetDifferentNodePorts() throws IOException {
    Path policy =
        write(
            "policy.txt.yaml",
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Policy
            metadata: {name: node-port-range}
            spec:
              rule: node-port-range
              parameters:
                namespaces:
                - {namespaces: [team], range: 30100-30103}
            """);
    Path services = Files.createDirectory(folder.resolve("services"));
    for (String name : List.of("a", "b", "c")) {
      var _ =
          Files.writeString(
              services.resolve(name + ".yaml"),
              "apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: team}\nspec:\n"
                      .formatted(name)
                  + "  type: NodePort\n  ports:\n  - port: 80\n");
    }
    Trial trial =
        Trial.of("fix", "--suggested", "--write", "-p", policy.toString(), services.toString());
    assertThat(trial.err()).isEmpty();
    assertThat(trial.code()).isZero();
    String all = "";
    for (String name : List.of("a", "b", "c")) {
      all += Files.readString(services.resolve(name + ".yaml"));
    }
    assertThat(all).containsOnlyOnce("30100").containsOnlyOnce("30101").containsOnlyOnce("30102");
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(Trial.of(new byte[0], Map.of(), true, "fix").code()).isEqualTo(2);
    assertThat(Trial.of("fix", "--wrong").code()).isEqualTo(2);
    assertThat(Trial.of("fix", "/nowhere/at/all.yaml").code()).isEqualTo(3);
  }
}
