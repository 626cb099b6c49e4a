package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of the nodes, which have to do what the shipped policies forbid to others. */
class FieldAgentsTest {
  private static final String AGENT =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: %s}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers:
            - name: agent
              image: agent
              env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]
              volumeMounts: [{name: node, mountPath: /host}]
            volumes: [{name: node, hostPath: {path: /}}]
      """;

  @Test
  void aPodThatTheControllerMakesOfANetworksAgentIsAllowed() {
    Trial review = Trial.of("review", FieldInput.path("corpus/flannel-pod-review.json"));
    assertThat(review.code()).as(review.err()).isZero();
    assertThat(review.json("response").get("allowed").toString()).isEqualTo("true");
    assertThat(review.out()).doesNotContain("warnings", "denied-by", "no-host-path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kube-flannel",
        "calico-system",
        "tigera-operator",
        "cilium",
        "kube-ovn",
        "longhorn-system",
        "rook-ceph",
        "openebs",
        "node-feature-discovery",
        "gpu-operator",
        "nvidia-device-plugin",
        "nvidia-network-operator",
        "monitoring",
        "logging",
        "metallb-system",
        "kube-system"
      })
  void anAgentInItsOwnNamespaceIsAccusedOfNothing(String namespace) {
    Trial check = Trial.reading(AGENT.formatted(namespace), "check", "-");
    assertThat(check.out()).isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    assertThat(check.code()).isZero();
  }

  @Test
  void anAgentElsewhereIsToldOfTheExemptionAndNotOfAClaim() {
    Trial check = Trial.reading(AGENT.formatted("edge"), "check", "-", "--rule", "no-host-path");
    assertThat(check.out())
        .contains(
            "-:14:30: deny [no-host-path] DaemonSet edge/agent: spec.template.spec.volumes[0]"
                + ".hostPath mounts \"/\" of the node: that opens the node\n")
        .contains(
            "fix: if it is an agent of the nodes, exempt its namespace: add \"edge\" to"
                + " agents.namespaces\n")
        .doesNotContain("claim an NFS volume");
    assertThat(check.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void anAgentInTheDefaultNamespaceIsToldToMove() {
    Trial check = Trial.reading(AGENT.formatted("default"), "check", "-", "--rule", "no-host-path");
    assertThat(check.out())
        .contains(
            "fix: if it is an agent of the nodes, exempt a namespace of its own:"
                + " agents.namespaces\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apps/v1 | DaemonSet | exempt its namespace: add "edge" to agents.namespaces
          apps.kruise.io/v1alpha1 | DaemonSet | exempt its namespace: add "edge" to agents.namespaces
          apps/v1 | ReplicaSet | claim an NFS volume instead (persistentVolumeClaim)
          """)
  void thePodOfADaemonSetIsToldAsTheDaemonSetIs(String apiVersion, String kind, String remedy) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent-x
          namespace: edge
          ownerReferences: [{apiVersion: %s, kind: %s, name: agent, uid: u, controller: true}]
        spec:
          containers: [{name: agent, image: "registry.lab.internal/agent:1"}]
          volumes: [{name: node, hostPath: {path: /proc}}]
        """
            .formatted(apiVersion, kind);
    assertThat(Trial.reading(pod, "check", "-").out()).contains("fix: ").contains(remedy);
  }

  @Test
  void whatIsNoAgentIsHeldToTheRulesOutsideTheirNamespaces() {
    Trial check = Trial.reading(AGENT.formatted("team-monitoring"), "check", "-");
    assertThat(check.out())
        .contains(
            "deny [no-host-path]", "deny [gpu-visible-devices]", "warn [image-from-registry]");
    assertThat(check.code()).isEqualTo(ExitCode.DENIED);
  }

  @Test
  void aMissingLivenessProbeIsToldWhereItIsAskedFor() {
    String serving =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: serve, namespace: team-a}
        spec:
          selector: {matchLabels: {app: serve}}
          template:
            metadata: {labels: {app: serve}}
            spec: {containers: [{name: serve, image: "registry.lab.internal/serve:1"}]}
        """;
    assertThat(Trial.reading(serving, "check", "-").out())
        .isEqualTo("1 file, 1 object: 0 denials, 0 warnings\n");
    assertThat(Trial.reading(serving, "check", "-", "--rule", "liveness-probe").out())
        .contains("warn [liveness-probe] Deployment team-a/serve");
    assertThat(
            Trial.reading(serving, "check", "-", "--policy", "policies/liveness-probe/policy.yaml")
                .out())
        .contains("warn [liveness-probe] Deployment team-a/serve");
  }

  @Test
  void manifestsOfAgentsAreReadAsStrictlyAsOthers() {
    String misspelt = AGENT.formatted("kube-flannel").replace("volumeMounts", "volumeMonts");
    assertThat(Trial.reading(misspelt, "check", "-").out()).contains("deny [manifest-strict]");
  }
}
