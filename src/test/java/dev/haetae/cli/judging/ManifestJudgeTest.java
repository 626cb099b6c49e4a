package dev.haetae.cli.judging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.Located;
import dev.haetae.resource.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestJudgeTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: %s}
      spec: {type: NodePort, ports: [{port: 80, nodePort: %s}]}
      """;

  @TempDir private Path folder;

  private static Terminal terminal(String in) {
    return new Terminal(
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        new PrintStream(new ByteArrayOutputStream(), false, UTF_8),
        new PrintStream(new ByteArrayOutputStream(), false, UTF_8),
        Map.of(),
        false);
  }

  private static ManifestJudge judge(String in, String... inventories) {
    Inputs.WithPolicies inputs = new Inputs.WithPolicies();
    inputs.worldOptions.inventories.addAll(List.of(inventories));
    return ManifestJudge.of(
        inputs, terminal(in), InstantSource.fixed(Instant.parse("2026-06-15T12:00:00Z")));
  }

  private static List<String> reasons(Judged judged) {
    return judged.report().findings().stream()
        .map(Located::finding)
        .map(finding -> finding.object().name() + ' ' + finding.reason())
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Drafts draft(Path file, String text) {
    return Drafts.of(Map.of(file.toString(), text.getBytes(UTF_8)));
  }

  private static Question question(Path path, Drafts drafts) {
    return Question.creating(List.of(path.toString()), drafts);
  }

  @Test
  void aDraftStandsForItsFileInTheWorldOfAll() throws IOException {
    var _ = write("a.yaml", SERVICE.formatted("a", 30000));
    Path changed = write("b.yaml", SERVICE.formatted("b", 30001));
    ManifestJudge judge = judge("");
    assertThat(reasons(judge.judge(question(folder, Drafts.NONE)))).isEmpty();
    Judged drafted = judge.judge(question(folder, draft(changed, SERVICE.formatted("b", 30000))));
    assertThat(reasons(drafted)).containsExactly("a NodePortTaken", "b NodePortTaken");
    assertThat(drafted.report().text(changed.toString()))
        .isNotNull()
        .satisfies(text -> assertThat(text.text()).contains("30000"));
    assertThat(reasons(judge.judge(question(folder, Drafts.NONE)))).isEmpty();
  }

  @Test
  void aDraftIsKnownByEveryNameOfItsFile() throws IOException {
    Path file = write("a.yaml", SERVICE.formatted("a", 1));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    assertThat(reasons(judge("").judge(question(link, draft(file, SERVICE.formatted("a", 30000))))))
        .isEmpty();
  }

  @Test
  void aDraftNeedsNoFile() {
    Path file = folder.resolve("new.yaml");
    assertThat(reasons(judge("").judge(question(file, draft(file, SERVICE.formatted("a", 1))))))
        .containsExactly("a NodePortOutOfRange");
  }

  @Test
  void standardInputMayBeDraftedToo() {
    Question question =
        Question.creating(
            List.of("-"), Drafts.of(Map.of("-", SERVICE.formatted("a", 1).getBytes(UTF_8))));
    assertThat(reasons(judge("no manifest").judge(question)))
        .containsExactly("a NodePortOutOfRange");
  }

  @Test
  void theInventoryIsReadOnceAndStaysAsItWas() throws IOException {
    Path cluster = write("cluster.yaml", SERVICE.formatted("held", 30000));
    Path file = Files.createDirectory(folder.resolve("in")).resolve("a.yaml");
    ManifestJudge judge = judge("", cluster.toString());
    Files.delete(cluster);
    for (int port : List.of(30000, 30001, 30000)) {
      Judged judged = judge.judge(question(file, draft(file, SERVICE.formatted("a", port))));
      assertThat(reasons(judged)).isEqualTo(port == 30000 ? List.of("a NodePortTaken") : List.of());
    }
    // What was judged before is not there any more.
    Judged renamed = judge.judge(question(file, draft(file, SERVICE.formatted("b", 30001))));
    assertThat(reasons(renamed)).isEmpty();
  }

  @Test
  void aDraftThatCannotBeReadCostsNoOtherFile() throws IOException {
    var _ = write("a.yaml", SERVICE.formatted("a", 1));
    Path broken = write("b.yaml", SERVICE.formatted("b", 30000));
    Judged judged = judge("").judge(question(folder, draft(broken, "kind: [")));
    assertThat(reasons(judged)).containsExactly("a NodePortOutOfRange");
    assertThat(judged.report().errors()).extracting(Problem::file).containsOnly(broken.toString());
  }

  @Test
  void withoutPoliciesNothingIsJudged() throws IOException {
    Path policy = write("policy.yaml", "apiVersion: haetae.dev/v1alpha1\nkind: Policy\nspec: 1\n");
    Inputs.WithPolicies inputs = new Inputs.WithPolicies();
    inputs.policyOptions.paths.add(policy.toString());
    ManifestJudge judge = ManifestJudge.of(inputs, terminal(""), Instant::now);
    Judged judged = judge.judge(question(write("a.yaml", SERVICE.formatted("a", 1)), Drafts.NONE));
    assertThat(judged.report().errors()).isNotEmpty();
    assertThat(judged.report().objects()).isZero();
  }
}
