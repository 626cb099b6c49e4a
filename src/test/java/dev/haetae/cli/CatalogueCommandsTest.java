package dev.haetae.cli;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.gpu.GpuLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code haetae rules} and {@code haetae explain} know every rule. */
class CatalogueCommandsTest {
  static List<RuleInfo> rules() {
    return RuleCatalog.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void explainPrintsThePage(RuleInfo rule) throws IOException {
    Trial trial = Trial.of("explain", rule.id());
    String page = Files.readString(Path.of("policies", rule.id(), "README.md"));
    assertThat(trial).isEqualTo(new Trial(ExitCode.OK, page, ""));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesNamesEveryRuleAndReason(RuleInfo rule) {
    Trial trial = Trial.of("rules");
    assertThat(trial.out()).containsPattern("(?m)^" + rule.id() + "  \\(" + rule.action().word());
    assertThat(trial.out()).contains("  " + rule.summary() + "\n");
    for (Reason reason : rule.reasons()) {
      assertThat(trial.out()).contains("    " + reason.name() + ": " + reason.meaning() + "\n");
    }
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void rulesWritesJson() {
    Trial trial = Trial.of("rules", "-o", "json");
    ArrayValue rules = (ArrayValue) trial.json().get("rules");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      ids.add(trial.json("rules", i).get("id").toString());
    }
    assertThat(ids).containsExactlyElementsOf(RuleCatalog.ids());
    assertThat(trial.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesWritesWhatThereIsToKnow(RuleInfo rule) {
    Trial trial = Trial.of("rules", "-o", "json");
    ObjectValue written = trial.json("rules", RuleCatalog.ids().indexOf(rule.id()));
    assertThat(written.get("summary").toString()).contains(rule.summary());
    assertThat(written.get("action").toString()).contains(rule.action().word());
    assertThat(written.get("repairs")).isEqualTo(BooleanValue.of(rule.repairs()));
    ArrayValue points = (ArrayValue) written.get("enforcementPoints");
    assertThat(points.size()).isEqualTo(rule.points().size());
    for (int i = 0; i < points.size(); i++) {
      assertThat(rule.points())
          .contains(EnforcementPoint.valueOf(points.get(i).toString().toUpperCase(ROOT)));
    }
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < rule.reasons().size(); i++) {
      ObjectValue reason = (ObjectValue) ((ArrayValue) written.get("reasons")).get(i);
      reasons.add(reason.get("name") + ": " + reason.get("meaning"));
    }
    assertThat(reasons)
        .containsExactlyElementsOf(
            rule.reasons().stream().map(one -> one.name() + ": " + one.meaning()).toList());
  }

  @Test
  void rulesWritesMarkdown() {
    Trial trial = Trial.of("rules", "-o", "markdown");
    assertThat(trial.out().lines().count()).isEqualTo(2 + RuleCatalog.rules().size());
    assertThat(trial.out())
        .startsWith("| rule | what it decides | shipped action |\n|---|---|---|\n")
        .contains(
            "| [`gpu-limits`](policies/gpu-limits) | "
                + GpuLimits.INFO.summary()
                + " | Deny, can repair |\n");
    assertThat(trial.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void explainReadsNoOtherFile() {
    assertThat(Trial.of("explain", "../policies/no-host-path").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Trial.of("explain", "").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void passesKubernetesOwnPoliciesOverAmongOurs() {
    Trial trial = Trial.of("rules", "-p", "examples/policies");
    assertThat(trial.out()).contains("claims-on-own-export  (Deny)", "node-ports-have-an-owner");
    assertThat(trial.err()).isEmpty();
    assertThat(trial.code()).isZero();
  }
}
