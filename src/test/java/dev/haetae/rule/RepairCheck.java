package dev.haetae.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What holds of every repair, checked on one object in one world. */
public final class RepairCheck {
  private final String rule;
  private final String world;
  private final RuleTrial repairing;

  /**
   * A check of a rule's repairs.
   *
   * @param world the objects of a closed world; an open one when empty
   * @param spec of the policy that finds, and repairs if the rule does at the webhook
   */
  public RepairCheck(String rule, String world, String... spec) {
    this.rule = rule;
    this.world = world;
    this.repairing = in(RuleTrial.of(rule, spec));
  }

  private RuleTrial in(RuleTrial trial) {
    return world.isEmpty() ? trial : trial.in(world);
  }

  /**
   * Repairs at the webhook: the repair applies, its findings are gone, no rule finds anything new,
   * and there is nothing to repair a second time.
   *
   * @return what came of it
   */
  public Verdict repairAtTheWebhook(Resource object) {
    Verdict first = repairing.create(object, EnforcementPoint.MUTATE);
    if (!first.patch().isEmpty()) {
      assertThat(JsonPatch.apply(object.tree(), first.patch())).isEqualTo(first.result().tree());
      assertThat(RuleTrial.found(repairing.create(first.result(), EnforcementPoint.VALIDATE)))
          .doesNotContainAnyElementsOf(first.repairs().stream().map(RepairCheck::line).toList());
      assertThat(repairing.create(first.result(), EnforcementPoint.MUTATE).patch()).isEmpty();
      raisesNothing(object, first.result());
    }
    return first;
  }

  /** Applies the fixes that the findings of a check show, with the same demands. */
  public Resource applyShownFixes(Resource object) {
    Resource repaired = object;
    for (Finding finding : repairing.create(object, EnforcementPoint.CHECK).findings()) {
      repaired = repaired.withTree(JsonPatch.apply(repaired.tree(), finding.patch()));
    }
    if (repaired != object) {
      assertThat(RuleTrial.found(repairing.create(repaired, EnforcementPoint.CHECK))).isEmpty();
      raisesNothing(object, repaired);
    }
    return repaired;
  }

  private void raisesNothing(Resource before, Resource after) {
    for (String id : RuleCatalog.ids()) {
      if (!id.equals(rule)) {
        RuleTrial trial = in(RuleTrial.of(id));
        assertThat(new TreeSet<>(all(trial.create(after, EnforcementPoint.CHECK))))
            .as(id)
            .isSubsetOf(Set.copyOf(all(trial.create(before, EnforcementPoint.CHECK))));
      }
    }
  }

  private static List<String> all(Verdict verdict) {
    List<Finding> findings = new ArrayList<>(verdict.findings());
    findings.addAll(verdict.undecided());
    assertThat(verdict.malformed()).isEmpty();
    assertThat(verdict.faults()).isEmpty();
    return findings.stream().map(RepairCheck::line).toList();
  }

  private static String line(Finding finding) {
    return finding.reason() + ' ' + finding.path();
  }
}
