package dev.haetae.rule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What many claims, names and volumes cost, in steps. */
final class StorageBudgetTest {
  private final Budget budget = Budget.unlimited();

  private Verdict judge(String rule, String world, String subject) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    RuleTrial.resources(world).forEach(builder::add);
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of(rule)), Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    return evaluator.evaluate(
        Review.create(RuleTrial.resources(subject).getFirst(), EnforcementPoint.VALIDATE),
        builder.build(true),
        PolicyTable.Part.ALL,
        budget);
  }

  private static String many(int count, IntFunction<String> one) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(one.apply(i));
    }
    return all.toString();
  }

  private static String pod(String volumes) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [" + volumes + "]}}";
  }

  private static String mounted(String claim) {
    return "{name: v, persistentVolumeClaim: {claimName: " + claim + "}}, ";
  }

  private static String claim(String name, String size) {
    return "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: "
        + name
        + "}, spec: {storageClassName: \"\", accessModes: [ReadWriteMany], resources: {requests:"
        + " {storage: "
        + size
        + "}}}}\n";
  }

  private static String volume(String name, String size) {
    return "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: "
        + name
        + "}, spec: {accessModes: [ReadWriteMany], capacity: {storage: "
        + size
        + "}, nfs: {server: nas, path: /x}}}\n";
  }

  private static String name(int length, String end) {
    return "claim-" + "x".repeat(length) + '-' + end;
  }

  @Test
  void fewNamesAreGuessed() {
    Verdict verdict =
        judge(
            "pvc-bound-rwx-nfs",
            many(1000, i -> claim(name(100, "there-" + i), "1Gi")),
            pod(many(62, i -> mounted(name(100, "gone-" + i)))));

    assertThat(verdict.findings())
        .filteredOn(finding -> finding.remediation().startsWith("did you mean"))
        .hasSize(NearNames.MOST_SEARCHES);
    assertThat(budget.spent()).isLessThan(Budget.REVIEW / 2);
  }

  @Test
  void fewClaimsAreExplained() {
    Verdict verdict =
        judge(
            "pvc-bound-rwx-nfs",
            many(1000, i -> volume("v" + i, "1Gi")) + many(40, i -> claim("c" + i, "9Gi")),
            pod(many(40, i -> mounted("c" + i))));

    assertThat(verdict.findings())
        .extracting(Finding::message)
        .filteredOn(message -> message.contains("has 1Gi of the 9Gi asked for"))
        .hasSize(5);
    assertThat(verdict.findings()).hasSize(40);
    assertThat(budget.spent()).isLessThan(Budget.REVIEW / 4);
  }

  @Test
  void alikeClaimsAreJudgedAsOne() {
    Verdict verdict =
        judge(
            "no-host-path",
            many(500, i -> volume("v" + i, 1 + i + "Gi")) + many(400, i -> claim("c" + i, "1Gi")),
            pod(many(400, i -> mounted("c" + i))));

    assertThat(verdict.findings()).isEmpty();
    assertThat(budget.spent()).isLessThan(Budget.REVIEW / 4);
  }
}
