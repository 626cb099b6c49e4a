package dev.haetae.fix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixRunTest {
  private static final Reason LABEL = new Reason("NoLabel", "a label is missing");
  private static final Reason LATE = new Reason("Late", "a label is there");

  private static final RuleInfo INFO =
      RuleInfo.denies(
              "label-rule", "a rule for tests", Subjects.carriersAnd(), List.of(LABEL, LATE))
          .repairing();

  private static Resource rendered(Resource object) {
    return object.name().equals("a")
        ? object.rendered(
            new Origin(
                object.origin().file(), 0, _ -> new Origin.Place("templates/a.yaml", 0, 7, 3)))
        : object;
  }

  private static Policy policy(String name, Rule rule) {
    return new Policy(
        name,
        INFO,
        rule,
        Set.of(Action.DENY),
        false,
        FailurePolicy.FAIL,
        MatchConstraints.EVERYTHING);
  }

  private static Path path(String label) {
    return Path.of("metadata", "labels", label);
  }

  // Adds the label where there is none.
  private static Rule wants(String label) {
    return (subject, _, findings) -> {
      if (!subject.labels().containsKey(label)) {
        mend(subject, label, "1", findings);
      }
    };
  }

  private static void mend(Resource subject, String label, String value, Findings findings) {
    findings.violation(
        LABEL,
        path(label),
        Sentence.of("there is no label %q", label).instead("add it"),
        List.of(PatchOperation.addDeep(subject.tree(), path(label), new StringValue(value))));
  }

  // Has no fix for Pods of one name that have the label.
  private static Rule forbids(String label, String name) {
    return (subject, _, findings) -> {
      if (subject.name().equals(name) && subject.labels().containsKey(label)) {
        findings.violation(
            LATE, path(label), Sentence.of("label %q is there", label).instead("remove it"));
      }
    };
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s # kept
      """;

  private int judged;

  private Report judge(Map<String, String> files, Map<String, byte[]> drafts, Policy... policies) {
    return judge(files, drafts, UnaryOperator.identity(), policies);
  }

  private Report judge(
      Map<String, String> files,
      Map<String, byte[]> drafts,
      UnaryOperator<Resource> read,
      Policy... policies) {
    judged++;
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(List.of(policies), Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    Report.Builder report = new Report.Builder();
    List<Resource> objects = new ArrayList<>();
    InventorySnapshot.Builder there = new InventorySnapshot.Builder();
    files.forEach((name, text) -> {
      byte[] bytes = drafts.getOrDefault(name, text.getBytes(UTF_8));
      ManifestReader.Manifest manifest = ManifestReader.read(bytes, name, "default", Limits.FILES);
      manifest.problems().forEach(report::error);
      manifest.resources().forEach(object -> objects.add(read.apply(object)));
      manifest.resources().forEach(there::add);
    });
    InventorySnapshot world = there.build(false);
    for (Resource object : objects) {
      report.verdict(
          object, evaluator.evaluate(Review.create(object, EnforcementPoint.CHECK), world));
    }
    return report.build();
  }

  private Fixed run(Map<String, String> files, Policy... policies) {
    return new FixRun(drafts -> judge(files, drafts, policies), name -> bytes(files, name), true)
        .run(judge(files, Map.of(), policies));
  }

  private static byte[] bytes(Map<String, String> files, String name) throws IOException {
    String text = files.get(name);
    if (text == null) {
      throw new NoSuchFileException(name);
    }
    return text.getBytes(UTF_8);
  }

  private static String text(Fixed fixed, int index) {
    return new String(fixed.files().get(index).bytes(), UTF_8);
  }

  private static Map<String, String> pods(String... names) {
    Map<String, String> files = new TreeMap<>();
    for (String name : names) {
      files.put(name + ".yaml", POD.formatted(name));
    }
    return files;
  }

  @Test
  void fixesOfSeveralPoliciesComeOneAfterTheOther() {
    Fixed fixed = run(pods("a"), policy("one", wants("x")), policy("two", wants("z")));
    assertThat(text(fixed, 0))
        .isEqualTo(POD.formatted("a") + "  labels:\n    x: \"1\"\n    z: \"1\"\n");
    assertThat(fixed.notes()).isEmpty();
    assertThat(fixed.report().findings()).isEmpty();
    assertThat(fixed.files().getFirst().edits()).hasSize(1);
  }

  @Test
  void whatTwoPoliciesWantIsWrittenOnce() {
    Fixed fixed = run(pods("a"), policy("one", wants("x")), policy("two", wants("x")));
    assertThat(text(fixed, 0)).isEqualTo(POD.formatted("a") + "  labels:\n    x: \"1\"\n");
  }

  @Test
  void aFixThatMakesADenialIsTakenBackAndTheOthersStay() {
    Fixed fixed =
        run(
            pods("a", "b", "c", "d"),
            policy("one", wants("x")),
            policy("two", forbids("x", "c")),
            policy("three", wants("z")));
    assertThat(fixed.files())
        .extracting(FixedFile::name)
        .containsExactly("a.yaml", "b.yaml", "c.yaml", "d.yaml");
    assertThat(text(fixed, 2)).isEqualTo(POD.formatted("c") + "  labels:\n    z: \"1\"\n");
    assertThat(text(fixed, 3)).contains("x:", "z:");
    assertThat(fixed.notes())
        .containsExactly(
            "c.yaml:3:1: Pod default/c: the fix of label-rule is taken back, since it would be"
                + " denied then: Pod default/c: label \"x\" is there",
            "1 denial has no fix here: haetae check says what to write");
  }

  @Test
  void aFixThatMakesAnotherObjectDeniedIsTakenBackToo() {
    Rule alone =
        (subject, context, findings) -> {
          if (subject.name().equals("b")
              && context.inventory().manifests().of(subject.groupKind()).stream()
                  .anyMatch(other -> other.labels().containsKey("x"))) {
            findings.violation(LATE, path("y"), Sentence.of("not beside x").instead("go"));
          }
        };
    Fixed fixed = run(pods("a", "b"), policy("one", wantsOf("a", "x")), policy("two", alone));
    assertThat(fixed.files()).isEmpty();
    assertThat(fixed.notes().getFirst())
        .startsWith("a.yaml:3:1: ")
        .endsWith("it would be denied then: Pod default/b: not beside x");
  }

  private static Rule wantsOf(String name, String label) {
    return (subject, context, findings) -> {
      if (subject.name().equals(name)) {
        wants(label).check(subject, context, findings);
      }
    };
  }

  // Cannot decide about Pods of one name that have the label.
  private static Rule wonders(String label, String name) {
    return (subject, _, findings) -> {
      if (subject.name().equals(name) && subject.labels().containsKey(label)) {
        findings.undecided(LATE, path(label), Sentence.of("label %q may be there", label));
      }
    };
  }

  @Test
  void aFixThatLeavesARuleUndecidedIsTakenBack() {
    Fixed fixed = run(pods("a", "b"), policy("one", wants("x")), policy("two", wonders("x", "b")));
    assertThat(fixed.files()).extracting(FixedFile::name).containsExactly("a.yaml");
    assertThat(fixed.notes().getFirst())
        .isEqualTo(
            "b.yaml:3:1: Pod default/b: the fix of label-rule is taken back, since it could not be"
                + " decided then: Pod default/b: label \"x\" may be there");
  }

  @Test
  void aFixThatOnlyHidesADenialAsUndecidedIsTakenBack() {
    Rule gives =
        (subject, context, findings) -> {
          wants("x").check(subject, context, findings);
          wonders("x", "a").check(subject, context, findings);
        };
    Fixed fixed = run(pods("a"), policy("one", gives));
    assertThat(fixed.files()).isEmpty();
    assertThat(fixed.notes().getFirst()).contains("since it could not be decided then: ");
  }

  @Test
  void whatWasUndecidedBeforeIsNoHarm() {
    Map<String, String> files = pods("a");
    files.replaceAll((_, text) -> text + "  labels:\n    y: \"1\"\n");
    Fixed fixed = run(files, policy("one", wants("x")), policy("two", wonders("y", "a")));
    assertThat(text(fixed, 0)).endsWith("    y: \"1\"\n    x: \"1\"\n");
    assertThat(fixed.notes()).isEmpty();
  }

  @Test
  void aFixThatMendsNothingIsTakenBack() {
    Rule insists = (subject, _, findings) -> mend(subject, "x", "2", findings);
    Fixed fixed = run(pods("a"), policy("one", insists), policy("two", wants("z")));
    assertThat(text(fixed, 0)).isEqualTo(POD.formatted("a") + "  labels:\n    z: \"1\"\n");
    assertThat(fixed.notes().getFirst()).endsWith("is taken back, since it mends nothing");
  }

  @Test
  void aFixThatMakesTheFileUnreadableIsTakenBack() {
    Rule breaks =
        (subject, _, findings) ->
            findings.violation(
                LABEL,
                Path.of("metadata"),
                Sentence.of("metadata is there").instead("go"),
                List.of(PatchOperation.replace(Path.of("metadata", "name"), BooleanValue.TRUE)));
    Fixed fixed = run(pods("a"), policy("one", breaks));
    assertThat(fixed.files()).isEmpty();
    assertThat(fixed.notes().getFirst())
        .contains("is taken back, since it could not be read then: metadata.name must be a string");
  }

  @Test
  void afterTenRoundsItSaysThatThereIsMore() {
    Policy[] policies = new Policy[12];
    for (int i = 0; i < policies.length; i++) {
      policies[i] = policy("p" + i, wants("l" + i));
    }
    Fixed fixed = run(pods("a"), policies);
    assertThat(text(fixed, 0)).contains("l7:").doesNotContain("l8:");
    assertThat(fixed.notes())
        .contains("there are more fixes, which depend on those that were made: run it again");
    assertThat(judged).isEqualTo(11);
  }

  @Test
  void ofThousandFixesThoseThatHarmAreFoundByHalves() {
    String[] names = new String[1000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "p" + i;
    }
    Fixed fixed = run(pods(names), policy("one", wants("x")), policy("two", forbids("x", "p500")));
    assertThat(fixed.files()).hasSize(999);
    assertThat(fixed.notes()).hasSize(2);
    assertThat(judged).isLessThan(30);
  }

  @Test
  void whatIsGoneWhenItIsToBeFixedIsSaid() {
    Map<String, String> files = pods("a", "b");
    Report report = judge(files, Map.of(), policy("one", wants("x")));
    files.remove("a.yaml");
    Fixed fixed =
        new FixRun(
                drafts -> judge(files, drafts, policy("one", wants("x"))),
                name -> bytes(files, name),
                true)
            .run(report);
    assertThat(fixed.files()).extracting(FixedFile::name).containsExactly("b.yaml");
    assertThat(fixed.notes()).contains("a.yaml: there is no such file or folder");
  }

  @Test
  void whatIsNotInTheFileAsItWasJudgedIsLeft() {
    Map<String, String> files = pods("a");
    Report report = judge(files, Map.of(), policy("one", wants("x")));
    files.put("a.yaml", POD.formatted("{{ .Values.name }}"));
    Fixed fixed =
        new FixRun(
                drafts -> judge(files, drafts, policy("one", wants("x"))),
                name -> bytes(files, name),
                true)
            .run(report);
    assertThat(fixed.files()).isEmpty();
    assertThat(fixed.notes().getFirst())
        .endsWith("cannot be made: the object is not written in the file as it is judged");
  }

  @Test
  void aFileThatChangesMeanwhileIsNotOverwritten(@TempDir java.nio.file.Path folder)
      throws Exception {
    java.nio.file.Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
    OriginalFile original = OriginalFile.of(file.toString(), Files.readAllBytes(file));
    FixedFile fixed = new FixedFile(original, List.of(new TextEdit(3, 4, "2")));
    var _ = Files.writeString(file, "a: 3\n");
    assertThat(fixed.write()).isEqualTo("the file has changed since it was read; run it again");
    assertThat(file).hasContent("a: 3");
    var _ = Files.writeString(file, "a: 1\n");
    assertThat(fixed.write()).isEmpty();
    assertThat(file).hasContent("a: 2");
    try (Stream<java.nio.file.Path> all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void whatWasRenderedIsLeftAndSaid() {
    Map<String, String> files = pods("a", "b");
    Policy wants = policy("one", wants("x"));
    Report report = judge(files, Map.of(), FixRunTest::rendered, wants);
    Fixed fixed =
        new FixRun(
                drafts -> judge(files, drafts, FixRunTest::rendered, wants),
                name -> bytes(files, name),
                true)
            .run(report);
    assertThat(fixed.files()).extracting(FixedFile::name).containsExactly("b.yaml");
    assertThat(fixed.notes())
        .containsExactly(
            "templates/a.yaml:7:3: Pod default/a: the fix of label-rule is to be made in its"
                + " source, since the object is rendered: add it",
            "1 denial has no fix here: haetae check says what to write");
  }

  @Test
  void aDenialWhoseFixIsASuggestionIsNotSaidToHaveNone() {
    Map<String, String> files = pods("a", "b");
    Policy[] policies = {policy("one", wants("x")), policy("two", forbids("y", "b"))};
    Fixed fixed =
        new FixRun(drafts -> judge(files, drafts, policies), name -> bytes(files, name), false)
            .run(judge(files, Map.of(), policies));
    assertThat(fixed.notes()).hasSize(2).allMatch(note -> note.contains(" is a suggestion, "));
  }
}
