package dev.haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.policy.PolicyFolders;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case file of every rule: its outcome, its reason and, word for word, what is said. */
class PolicyCaseTest {
  private static final int LONGEST_WARNING = 256;

  // Files, so that one that cannot be read fails by its name.
  static List<Path> cases() throws IOException {
    List<Path> cases = new ArrayList<>();
    for (String id : PolicyFolders.ids()) {
      cases.addAll(PolicyFolders.cases(id));
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysWhatItIsNamedFor(Path file) {
    PolicyCase policyCase = PolicyCase.of(file);
    List<Verdict> verdicts = policyCase.verdicts(EnforcementPoint.CHECK);
    List<Finding> findings = verdicts.stream().flatMap(v -> v.findings().stream()).toList();
    List<Finding> undecided = verdicts.stream().flatMap(v -> v.undecided().stream()).toList();
    String told = PolicyCase.text(verdicts);
    assertThat(verdicts).as(told).allMatch(v -> v.malformed().isEmpty() && v.faults().isEmpty());
    switch (policyCase.outcome()) {
      case "allow" -> assertThat(findings.isEmpty() && undecided.isEmpty()).as(told).isTrue();
      case "deny" -> assertThat(reasons(findings, Action.DENY)).contains(policyCase.reason());
      case "warn" -> {
        assertThat(reasons(findings, Action.WARN)).contains(policyCase.reason());
        assertThat(reasons(findings, Action.DENY)).isEmpty();
      }
      case "undecided" -> {
        assertThat(undecided).extracting(Finding::reason).contains(policyCase.reason());
        assertThat(reasons(findings, Action.DENY)).isEmpty();
      }
      case "mutate" -> {
        assertThat(findings.isEmpty() && undecided.isEmpty()).as(told).isTrue();
        assertThat(verdicts).as(told).anyMatch(v -> !v.repairs().isEmpty());
      }
      default -> throw new AssertionError("no such outcome: " + policyCase.outcome());
    }
  }

  private static List<String> reasons(List<Finding> findings, Action action) {
    return findings.stream().filter(f -> f.action() == action).map(Finding::reason).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @Tag(GoldenFile.TAG)
  void saysItInTheseWords(Path file) throws IOException {
    PolicyCase policyCase = PolicyCase.of(file);
    GoldenFile.compare(
        policyCase.sibling(".expected.txt"),
        PolicyCase.text(policyCase.verdicts(EnforcementPoint.CHECK)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void fitsIntoAWarning(Path file) {
    PolicyCase policyCase = PolicyCase.of(file);
    for (Verdict verdict : policyCase.verdicts(EnforcementPoint.CHECK)) {
      for (Finding finding : verdict.findings()) {
        String warning = finding.message() + "; " + finding.remediation();
        assertThat(warning.codePointCount(0, warning.length()))
            .as(warning)
            .isLessThanOrEqualTo(LONGEST_WARNING);
        assertThat(warning).doesNotContain("\n");
        assertThat(finding.remediation()).as(finding.message()).isNotBlank();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void repairsOnceAndThenNeverAgain(Path file) {
    PolicyCase policyCase = PolicyCase.of(file);
    Evaluator evaluator = policyCase.evaluator();
    for (Resource object : policyCase.objects()) {
      ObjectValue before = object.tree();
      Verdict first =
          evaluator.evaluate(
              policyCase.review(object, EnforcementPoint.MUTATE), policyCase.inventory());
      assertThat(object.tree()).isSameAs(before);
      if (!first.patch().isEmpty()) {
        Verdict second =
            evaluator.evaluate(
                policyCase.review(first.result(), EnforcementPoint.MUTATE), policyCase.inventory());
        assertThat(second.patch()).isEmpty();
        assertThat(second.result()).isSameAs(first.result());
        Verdict validated =
            evaluator.evaluate(
                policyCase.review(first.result(), EnforcementPoint.VALIDATE),
                policyCase.inventory());
        for (Finding repair : first.repairs()) {
          assertThat(validated.findings())
              .noneMatch(f -> f.reason().equals(repair.reason()) && f.path().equals(repair.path()));
        }
      }
    }
  }
}
