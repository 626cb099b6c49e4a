package dev.haetae.rule.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.rule.EnforcementPoint;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PvcBoundRwxNfsTest {
  private static final String POLICY =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata:
        name: pvc-bound-rwx-nfs
      spec:
        rule: pvc-bound-rwx-nfs
      """;
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: sort
        namespace: team
      spec:
        volumes:
        - name: work
          persistentVolumeClaim:
            claimName: gone
      """;

  private static Verdict judge(String manifest, EnforcementPoint point) {
    PolicyReader policies = new PolicyReader().read(POLICY.getBytes(UTF_8), "policy.yaml");
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(policies.policies(), Carriers.SHIPPED),
            InstantSource.fixed(Instant.EPOCH));
    Resource subject =
        ManifestReader.read(manifest.getBytes(UTF_8), "pod.yaml", "", Limits.FILES)
            .resources()
            .getFirst();
    InventorySnapshot empty = new InventorySnapshot.Builder().build(true);
    return evaluator.evaluate(Review.create(subject, point), empty);
  }

  @ParameterizedTest
  @EnumSource(
      value = EnforcementPoint.class,
      names = {"CHECK", "VALIDATE", "AUDIT"})
  void missesTheClaimAtEveryPoint(EnforcementPoint point) {
    assertThat(judge(POD, point).findings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed"})
  void forgetsPodsThatAreOverWhereNothingIsMade(String phase) {
    String over = POD + "status:\n  phase: " + phase + "\n";

    assertThat(judge(over, EnforcementPoint.AUDIT).findings()).isEmpty();
    assertThat(judge(over, EnforcementPoint.CHECK).findings()).isEmpty();
    assertThat(judge(over, EnforcementPoint.VALIDATE).findings()).hasSize(1);
  }

  @Test
  void looksForNoNameThatCanBeNone() {
    Verdict verdict = judge(POD.replace("gone", "g".repeat(100_000)), EnforcementPoint.VALIDATE);

    assertThat(verdict.findings().getFirst().message()).hasSizeLessThan(200);
  }
}
