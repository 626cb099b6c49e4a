package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.ArrayValue;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleInfo;
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

  @Test
  void explainReadsNoOtherFile() {
    assertThat(Trial.of("explain", "../policies/no-host-path").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Trial.of("explain", "").code()).isEqualTo(ExitCode.USAGE);
  }
}
