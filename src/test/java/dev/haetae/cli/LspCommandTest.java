package dev.haetae.cli;

import static dev.haetae.lsp.LanguageClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.lsp.LanguageClient;
import dev.haetae.resource.tree.ObjectValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code haetae lsp}: what an editor is told of its documents among the files of a workspace. */
@Timeout(60)
final class LspCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z"));
  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: gpu-1
        labels: {kubernetes.io/hostname: gpu-1, nvidia.com/gpu.present: "true"}
      status:
        allocatable: {cpu: "64", memory: 256Gi, nvidia.com/gpu: "8", pods: "110"}
      """;
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: vision}
      spec:
        containers: [{name: main, image: "registry.lab/web:1"}]
        volumes:
          - name: data
            persistentVolumeClaim:
              claimName: data
      """;
  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: vision}
      spec:
        accessModes: [ReadWriteMany]
        storageClassName: nfs
        resources: {requests: {storage: 1Gi}}
      """;
  private static final String GPU_POD =
      """
      apiVersion: v1
      kind: Pod
      # why
      metadata: {name: trainer, namespace: vision}
      spec: # here
        containers:
          - name: main
            image: registry.lab/train:1
            resources: {limits: {nvidia.com/gpu: 1}}
      """;
  private static final String MISSING =
      "9 claim \"data\" does not exist in namespace \"vision\": the pod stays Pending";

  @TempDir private Path folder;
  private Path workspace = Path.of("");
  private Path inventory = Path.of("");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private LanguageClient client =
      new LanguageClient(new PipedOutputStream(), new PipedInputStream());

  @BeforeEach
  void lay() throws IOException {
    workspace = Files.createDirectory(folder.toRealPath().resolve("work space"));
    inventory = Files.writeString(folder.resolve("cluster.yaml"), NODE);
  }

  @AfterEach
  void end() throws Exception {
    client.answer("shutdown", ObjectValue.EMPTY);
    client.tell("exit", ObjectValue.EMPTY);
    assertThat(code.get()).isEqualTo(ExitCode.OK);
    assertThat(client.rest()).isEmpty();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  private void start(boolean inWorkspace, String... options) throws IOException {
    PipedOutputStream toServer = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(toServer, 1 << 16);
    PipedInputStream fromServer = new PipedInputStream(1 << 16);
    PrintStream out = new PrintStream(new PipedOutputStream(fromServer), false, UTF_8);
    Terminal terminal = new Terminal(in, out, new PrintStream(err, true, UTF_8), Map.of(), false);
    List<String> arguments = new ArrayList<>(List.of("lsp"));
    arguments.addAll(List.of(options));
    Thread.ofVirtual()
        .start(() -> {
          int ended =
              CommandLineInterface.run(
                  arguments.toArray(String[]::new), terminal, CLOCK, (_, _, _, _) -> null, "1.2.3");
          out.close();
          code.complete(ended);
        });
    client = new LanguageClient(toServer, fromServer);
    String folders =
        inWorkspace ? "[{'uri': '%s', 'name': 'w'}]".formatted(workspace.toUri()) : "null";
    client.result(
        "initialize",
        json(
            "{'capabilities': {'textDocument': {'codeAction': {'codeActionLiteralSupport': {}}}},"
                + " 'workspaceFolders': "
                + folders
                + "}"));
    client.tell("initialized", ObjectValue.EMPTY);
  }

  private String uri(String file) {
    return workspace.resolve(file).toUri().toString();
  }

  private List<String> found(String file, int version) throws IOException {
    return client.diagnostics(uri(file), version).stream().map(LspCommandTest::told).toList();
  }

  private static String told(ObjectValue diagnostic) {
    ObjectValue start = (ObjectValue) ((ObjectValue) diagnostic.get("range")).get("start");
    int line = Integer.parseInt(start.get("line").toString()) + 1;
    return line + " " + diagnostic.text("message").lines().findFirst().orElse("");
  }

  private void saved(String file) throws IOException {
    client.tell("textDocument/didSave", json("{'textDocument': {'uri': '" + uri(file) + "'}}"));
  }

  @Test
  void theFilesOfTheWorkspaceAreTheWorld() throws IOException {
    start(true, "-i", inventory.toString());
    client.open(uri("pod.yaml"), POD);
    assertThat(found("pod.yaml", 1)).containsExactly(MISSING);
    Files.writeString(workspace.resolve("claim.yaml"), CLAIM);
    saved("pod.yaml");
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
  }

  /** One document is judged by what stands in another, saved or not. */
  @Test
  void openDocumentsCountAsTheyStand() throws IOException {
    Files.writeString(workspace.resolve("claim.yaml"), CLAIM);
    start(true, "-i", inventory.toString());
    client.open(uri("claim.yaml"), CLAIM.replace("name: data", "name: other"));
    client.open(uri("pod.yaml"), POD);
    assertThat(found("pod.yaml", 1)).contains(MISSING);
    client.change(uri("claim.yaml"), 2, CLAIM);
    found("claim.yaml", 2);
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
    client.tell(
        "textDocument/didClose", json("{'textDocument': {'uri': '" + uri("claim.yaml") + "'}}"));
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
  }

  /** Who types breaks a document all the time: the others go on as if it were whole. */
  @Test
  void aBrokenDocumentIsTheWorldAsItLastWas() throws IOException {
    start(true, "-i", inventory.toString());
    client.open(uri("claim.yaml"), CLAIM + "---\n" + CLAIM.replace("name: data", "name: b"));
    client.open(uri("pod.yaml"), POD);
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
    found("claim.yaml", 1);
    client.change(uri("claim.yaml"), 2, CLAIM.replace("vision}", "vision") + "---\n" + CLAIM);
    assertThat(found("claim.yaml", 2)).anyMatch(one -> one.matches("[34] .*"));
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
    client.change(uri("claim.yaml"), 3, CLAIM.replace("name: data", "name: gone"));
    found("claim.yaml", 3);
    assertThat(found("pod.yaml", 1)).contains(MISSING);
  }

  @Test
  void whatIsNoManifestIsLeftAlone() throws IOException {
    Path chart = Files.createDirectories(workspace.resolve("chart/templates")).resolveSibling("");
    Files.writeString(chart.resolve("Chart.yaml"), "name: c\nversion: 1.0.0\n");
    start(true);
    for (String text :
        List.of(
            "",
            "a: b",
            "- 1",
            "services: {web: {image: x}}",
            "{{ if .Values.a }}\n",
            "{\"a\": 1}")) {
      client.open(uri("some.yaml"), text);
      assertThat(found("some.yaml", 1)).as(text).isEmpty();
    }
    client.open(uri("chart/templates/pod.yaml"), POD + "{{ if }}");
    assertThat(found("chart/templates/pod.yaml", 1)).isEmpty();
    client.open(uri("chart/Chart.yaml"), "name: c\n");
    assertThat(found("chart/Chart.yaml", 1)).isEmpty();
  }

  @Test
  void aDocumentOfNoFolderIsJudgedByItself() throws IOException {
    start(false, "--rule", "no-host-path");
    String pod =
        POD.replace("persistentVolumeClaim:\n        claimName: data", "hostPath: {path: /}");
    client.open("untitled:Untitled-1", pod.replace("\n", "\r\n"));
    assertThat(client.diagnostics("untitled:Untitled-1", 1))
        .extracting(diagnostic -> diagnostic.get("range").toString())
        .containsExactly(
            "{\"start\":{\"line\":7,\"character\":6},\"end\":{\"line\":7,\"character\":25}}");
    client.open(uri("pod.yaml"), "\uFEFF" + pod);
    assertThat(found("pod.yaml", 1)).hasSize(1);
  }

  @Test
  void whatIsUndecidedIsToldOnlyWhereItIsNews() throws IOException {
    start(false);
    client.open(uri("pod.yaml"), POD);
    assertThat(found("pod.yaml", 1)).isEmpty();
  }

  @Test
  void theInventoryIsReadAgainOnceItHasChanged() throws IOException {
    start(true, "-i", inventory.toString());
    client.open(uri("pod.yaml"), POD);
    assertThat(found("pod.yaml", 1)).contains(MISSING);
    Files.writeString(inventory, NODE + "---\n" + CLAIM);
    saved("pod.yaml");
    assertThat(found("pod.yaml", 1)).doesNotContain(MISSING);
  }

  /** What an editor writes for "fix all" is what {@code haetae fix} writes. */
  @Test
  void fixesAreThoseOfTheCommandLine() throws IOException {
    start(true, "-i", inventory.toString());
    String pods = GPU_POD + "---\n" + GPU_POD.replace("name: trainer", "name: other");
    Path file = Files.writeString(workspace.resolve("pod.yaml"), pods);
    client.open(uri("pod.yaml"), pods);
    assertThat(found("pod.yaml", 1)).hasSize(2).allMatch(one -> one.contains("pins no node"));
    List<ObjectValue> actions = actions("pod.yaml", 4);
    assertThat(actions)
        .extracting(action -> action.text("kind") + ": " + action.text("title"))
        .containsExactly(
            "quickfix: add a term kubernetes.io/hostname In [gpu-1]",
            "source.fixAll.haetae: fix all that haetae can fix safely");
    client.change(uri("pod.yaml"), 2, edited(pods, actions.getFirst()));
    assertThat(found("pod.yaml", 2)).hasSize(1);
    Trial fixed = Trial.of("fix", "--write", "-i", inventory.toString(), file.toString());
    assertThat(fixed.code()).as(fixed.err()).isZero();
    assertThat(edited(pods, actions.getLast())).isEqualTo(Files.readString(file));
    client.change(uri("pod.yaml"), 3, Files.readString(file));
    assertThat(found("pod.yaml", 3)).isEmpty();
    assertThat(actions("pod.yaml", 4)).isEmpty();
  }

  /** Who points at an object hears what {@code haetae predict} would say of it. */
  @Test
  void anObjectIsForeseen() throws IOException {
    start(true, "-i", inventory.toString());
    client.open(uri("pod.yaml"), GPU_POD + "---\n" + POD);
    found("pod.yaml", 1);
    assertThat(hover("pod.yaml", 1, 0))
        .contains("Pod vision/trainer", "gpu-1")
        .doesNotContain("web");
    assertThat(hover("pod.yaml", 10, 2)).contains("Pod vision/web").doesNotContain("trainer");
    assertThat(hover("pod.yaml", 2, 0)).isEmpty();
    assertThat(hover("pod.yaml", 5, 4)).isEmpty();
  }

  private String hover(String file, int line, int character) throws IOException {
    return client.result(
                "textDocument/hover",
                json(
                    "{'textDocument': {'uri': '%s'}, 'position': {'line': %d, 'character': %d}}"
                        .formatted(uri(file), line, character)))
            instanceof ObjectValue hover
        ? ((ObjectValue) hover.get("contents")).text("value")
        : "";
  }

  @Test
  void suggestedFixesAreNotMadeWithAll() throws IOException {
    start(false, "--rule", "pv-reclaim-policy");
    String volume =
        Files.readString(Path.of("policies/pv-reclaim-policy/cases/warn.DeleteStaticVolume.yaml"));
    client.open(uri("volume.yaml"), volume);
    assertThat(found("volume.yaml", 1)).hasSize(1);
    int line = (int) volume.lines().takeWhile(one -> !one.contains("ReclaimPolicy:")).count();
    List<ObjectValue> actions = actions("volume.yaml", line);
    assertThat(actions).extracting(action -> action.text("kind")).containsExactly("quickfix");
    assertThat(actions.getFirst().has("isPreferred")).isFalse();
    client.change(uri("volume.yaml"), 2, edited(volume, actions.getFirst()));
    assertThat(found("volume.yaml", 2)).isEmpty();
  }

  private List<ObjectValue> actions(String file, int line) throws IOException {
    String place = "{'line': %d, 'character': 0}".formatted(line);
    return LanguageClient.objects(
        client.result(
            "textDocument/codeAction",
            json(
                "{'textDocument': {'uri': '%s'}, 'range': {'start': %s, 'end': {'line': %d, 'character': 99}}, 'context': {}}"
                    .formatted(uri(file), place, line))));
  }

  // The text after an action's edits, whose places count lines and characters of plain letters.
  private String edited(String text, ObjectValue action) {
    ObjectValue changes = (ObjectValue) ((ObjectValue) action.get("edit")).get("changes");
    StringBuilder out = new StringBuilder(text);
    for (ObjectValue edit : LanguageClient.objects(changes.value(0)).reversed()) {
      ObjectValue range = (ObjectValue) edit.get("range");
      out.replace(
          offset(text, (ObjectValue) range.get("start")),
          offset(text, (ObjectValue) range.get("end")),
          edit.text("newText"));
    }
    return out.toString();
  }

  private static int offset(String text, ObjectValue position) {
    int at = 0;
    for (int line = Integer.parseInt(position.get("line").toString()); line > 0; line--) {
      at = text.indexOf('\n', at) + 1;
    }
    return at + Integer.parseInt(position.get("character").toString());
  }

  @Test
  void brokenPoliciesAreToldAndFollowed() throws IOException {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, "kind: Policy\n");
    start(false, "-p", policy.toString());
    String pod =
        POD.replace("persistentVolumeClaim:\n        claimName: data", "hostPath: {path: /}");
    client.open(uri("pod.yaml"), pod);
    assertThat(found("pod.yaml", 1)).isEmpty();
    ObjectValue shown = client.await(m -> m.text("method").equals("window/showMessage"));
    assertThat(shown.get("params").toString()).contains("haetae: " + policy + ":1:1: ");
    Files.copy(
        Path.of("policies/no-host-path/policy.yaml"), policy, StandardCopyOption.REPLACE_EXISTING);
    saved("pod.yaml");
    assertThat(found("pod.yaml", 1)).hasSize(1);
  }

  @Test
  void unknownRulesAreWrongUsage() throws IOException {
    start(false);
    assertThat(Trial.of("lsp", "--rule", "no-hostpath"))
        .extracting(Trial::code, Trial::err)
        .containsExactly(
            ExitCode.USAGE,
            "haetae: there is no rule \"no-hostpath\"; did you mean no-host-path?\n'haetae lsp"
                + " --help' says more\n");
  }
}
