package dev.haetae.rule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Finding;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both rules on every kind that carries a pod spec, at the enforcement points where they stand. */
class StorageCarriersTest {
  private static final String SPEC =
      "{initContainers: [{name: i}], containers: [{name: c}], ephemeralContainers: [{name: e}],"
          + " volumes: ["
          + "{name: h, hostPath: {path: /data}},"
          + "{name: n, persistentVolumeClaim: {claimName: node}},"
          + "{name: g, persistentVolumeClaim: {claimName: mongo-pvc}}]}";
  private static final String WORLD =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: mongodb-pvc}
      spec: {storageClassName: "", accessModes: [ReadWriteMany]}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: node}
      spec: {storageClassName: "", volumeName: node, accessModes: [ReadWriteMany]}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: node}
      spec:
        storageClassName: ""
        capacity: {storage: 1Gi}
        accessModes: [ReadWriteMany]
        hostPath: {path: /srv}
      """;

  static Stream<Arguments> carriersAtPoints() {
    return RuleTrial.carriers(SPEC).stream()
        .flatMap(carrier ->
            Stream.of(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE, EnforcementPoint.AUDIT)
                .map(point -> Arguments.of(carrier, point)));
  }

  private static List<Finding> judge(String rule, String carrier, EnforcementPoint point) {
    return RuleTrial.of(rule).in(WORLD).create(carrier, point).findings();
  }

  @ParameterizedTest
  @MethodSource("carriersAtPoints")
  void hostPathsAreDenied(String carrier, EnforcementPoint point) {
    List<Finding> findings = judge("no-host-path", carrier, point);

    assertThat(findings)
        .extracting(Finding::reason)
        .containsExactly("HostPathVolume", "HostPathThroughClaim");
    assertThat(findings).allMatch(finding -> finding.action() == Action.DENY);
    assertThat(findings.getFirst().path().toString()).endsWith("spec.volumes[0].hostPath");
  }

  @ParameterizedTest
  @MethodSource("carriersAtPoints")
  void claimsAreDeniedOnPodsAndElsewhereAdvised(String carrier, EnforcementPoint point) {
    List<Finding> findings = judge("pvc-bound-rwx-nfs", carrier, point);

    assertThat(findings)
        .extracting(Finding::reason)
        .containsExactly("VolumeNotNfs", "ClaimNotFound");
    assertThat(findings.getLast().remediation()).isEqualTo("did you mean \"mongodb-pvc\"?");
    Action expected = carrier.contains("kind: Pod,") ? Action.DENY : Action.WARN;
    assertThat(findings).allMatch(finding -> finding.action() == expected);
  }
}
