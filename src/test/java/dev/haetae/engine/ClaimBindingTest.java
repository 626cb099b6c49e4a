package dev.haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a claim violates, the controller that binds it is not refused. */
class ClaimBindingTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec:
        capacity: {storage: 1Gi}
        accessModes: [ReadWriteMany]
        storageClassName: local
        hostPath: {path: /srv}
      """;
  private static final String PENDING =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: work, namespace: team, uid: 5b7fbd3c}
      spec:
        accessModes: [ReadWriteMany]
        storageClassName: local
        resources: {requests: {storage: 1Gi}}
      status: {phase: Pending}
      """;
  private static final String MARK = "annotations: {pv.kubernetes.io/bind-completed: 'yes'}, ";
  private static final String BOUND =
      PENDING
          .replace("metadata: {", "metadata: {" + MARK)
          .replace("spec:\n", "spec:\n  volumeName: disk\n");

  private static Verdict judge(String rule, String old, String changed) {
    return RuleTrial.of(rule).in(WORLD).update(old, changed, EnforcementPoint.VALIDATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvc-bound-rwx-nfs", "no-host-path"})
  void goesThrough(String rule) {
    Verdict verdict = judge(rule, PENDING, BOUND);

    assertThat(verdict.findings()).isNotEmpty();
    assertThat(verdict.isDenied()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvc-bound-rwx-nfs", "no-host-path"})
  void goesThroughWithTheDefaultClassFilledInLate(String rule) {
    String classless = PENDING.replace("  storageClassName: local\n", "");

    assertThat(judge(rule, classless, BOUND).isDenied()).isFalse();
    assertThat(judge(rule, classless, PENDING).isDenied()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pvc-bound-rwx-nfs", "no-host-path"})
  void isTheControllersAndNotAUsers(String rule) {
    String named = BOUND.replace(MARK, "");
    String larger = BOUND.replace("storage: 1Gi", "storage: 2Gi");
    String moved = PENDING.replace("spec:\n", "spec:\n  volumeName: other\n");

    assertThat(judge(rule, PENDING, named).isDenied()).isTrue();
    assertThat(judge(rule, PENDING, larger).isDenied()).isTrue();
    assertThat(judge(rule, moved, BOUND).isDenied()).isTrue();
  }
}
