package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.doctor.Check;
import dev.haetae.cluster.doctor.Doctor;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agents of the nodes in a cluster with the chart and its server: they come up, nobody else
 * does what they do, and nobody makes himself one of them.
 */
@RealCluster(own = true)
final class AgentsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path AGENTS =
      Path.of("src", "test", "resources", "dev", "haetae", "realcluster", "agents.yaml");
  private static final List<String> PROVISIONER = List.of("--as", "provisioner");
  private static final String GUARDED = "is not judged, by its name: it is for the operators";

  private static final String RIGHTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: team-a}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: edge}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: editor, namespace: team-a}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: editor}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: provisioner}
      rules: [{apiGroups: [""], resources: [namespaces], verbs: ["*"]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: provisioner}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: provisioner}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: provisioner}]
      """;

  // As the DaemonSet's controller makes it of an agent in another namespace than its kind lives in.
  private static final String AGENT_ELSEWHERE =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: agent-x
        namespace: edge
        labels: {app: agent}
        ownerReferences:
        - {apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: u-1, controller: true}
      spec:
        containers: [{name: main, image: "example/agent:1.0"}]
        volumes: [{name: node, hostPath: {path: /var/lib/agent}}]
      """;

  private static final String DAEMON_SET_ELSEWHERE =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: edge}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers: [{name: main, image: "example/agent:1.0"}]
            volumes: [{name: node, hostPath: {path: /var/lib/agent}}]
      """;

  @TempDir private Path folder;

  private static Programs.Outcome kubectl(ControlPlane plane, List<String> who, String... what)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(what));
    command.addAll(who);
    return plane.kubectl(command.toArray(String[]::new));
  }

  private Programs.Outcome create(ControlPlane plane, List<String> who, String manifest)
      throws Exception {
    Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
    return kubectl(plane, who, "create", "--filename", file.toString());
  }

  private static void isRefused(Programs.Outcome outcome, String... words) {
    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.output()).contains(words);
  }

  @Test
  void comeUpAndNobodyElseBecomesOne(ControlPlane plane, Installation haetae) throws Exception {
    var _ = plane.create(RIGHTS);
    aNamespaceOfATenantsOwnMakingOpensNothing(plane);
    var _ = plane.kubectl("create", "--filename", AGENTS.toString()).orFail();
    thePodsOfAgentsAreMade(plane, "kube-flannel", "kube-flannel-ds");
    thePodsOfAgentsAreMade(plane, "calico-system", "calico-node");
    thePodsOfAgentsAreMade(plane, "monitoring", "node-exporter");
    nobodyElseMountsTheNode(plane);
    anAgentElsewhereIsNamedWhileItRuns(plane);
    whoElseMayWriteThereIsNamed(plane);
  }

  private void aNamespaceOfATenantsOwnMakingOpensNothing(ControlPlane plane) throws Exception {
    Await.until(
        "the API server heeds the guard, and the rights",
        SOON,
        () ->
            kubectl(plane, PROVISIONER, "create", "namespace", "monitoring", "--dry-run=server")
                .output()
                .contains(GUARDED));
    for (String name : List.of("monitoring", "logging", "kube-flannel", "longhorn-system")) {
      isRefused(
          kubectl(plane, PROVISIONER, "create", "namespace", name),
          "namespace " + name + ' ' + GUARDED);
    }
    var _ = kubectl(plane, PROVISIONER, "create", "namespace", "team-monitoring").orFail();
    isRefused(
        create(plane, List.of("--namespace", "team-monitoring"), Installation.HOST_PATH_POD),
        "[no-host-path]");
  }

  // As the controller asks for them in a cluster, where it is a ServiceAccount, and as it does
  // here.
  private void thePodsOfAgentsAreMade(ControlPlane plane, String namespace, String name)
      throws Exception {
    DaemonSet set =
        plane.client().apps().daemonSets().inNamespace(namespace).withName(name).require();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withGenerateName(name + '-')
            .withNamespace(namespace)
            .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
            .addNewOwnerReference()
            .withApiVersion("apps/v1")
            .withKind("DaemonSet")
            .withName(name)
            .withUid(set.getMetadata().getUid())
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withSpec(set.getSpec().getTemplate().getSpec())
            .build();
    var _ =
        create(
                plane,
                List.of("--as", "system:serviceaccount:kube-system:daemon-set-controller"),
                Serialization.asYaml(pod))
            .orFail();
    if (plane.binaries().find("kube-controller-manager") != null) {
      Await.until(
          "the controller has made its own pod of " + namespace,
          SOON,
          () ->
              plane
                      .client()
                      .apps()
                      .daemonSets()
                      .inNamespace(namespace)
                      .withName(name)
                      .require()
                      .getStatus()
                      .getCurrentNumberScheduled()
                  == 1);
    }
  }

  private void nobodyElseMountsTheNode(ControlPlane plane) throws Exception {
    isRefused(
        create(
            plane, List.of("--as", "editor", "--namespace", "team-a"), Installation.HOST_PATH_POD),
        "admission webhook \"deny.haetae.dev\" denied the request",
        "[no-host-path]");
    isRefused(
        create(
            plane,
            List.of("--as", "system:serviceaccount:kube-system:daemon-set-controller"),
            AGENT_ELSEWHERE),
        "if it is an agent of the nodes, exempt its namespace: add \"edge\" to agents.namespaces");
  }

  private void anAgentElsewhereIsNamedWhileItRuns(ControlPlane plane) throws Exception {
    String label = "haetae.dev/exempt";
    var _ = plane.kubectl("label", "namespace", "edge", label + "=").orFail();
    Await.until(
        "the API server has heard of the label",
        SOON,
        () -> create(plane, List.of(), DAEMON_SET_ELSEWHERE).exitCode() == 0);
    thePodsOfAgentsAreMade(plane, "edge", "agent");
    var _ = plane.kubectl("label", "namespace", "edge", label + "-").orFail();

    // With the server's own rights, as kubectl exec has them.
    String kubeconfig =
        Files.readString(plane.serviceAccountKubeconfig("haetae", "haetae", plane.port()));
    assertThat(examine(plane, kubeconfig))
        .filteredOn(check -> check.area().equals("pods"))
        .extracting(Check::finding)
        .singleElement()
        .asString()
        .startsWith("DaemonSet edge/agent: ")
        .contains("would be refused at the next start, by no-host-path: ");

    Programs.Outcome upgrade =
        plane.helm(
            "upgrade",
            "haetae",
            "charts/haetae",
            "--namespace",
            "haetae",
            "--reuse-values",
            "--dry-run=server");
    assertThat(upgrade.orFail())
        .contains("DaemonSet edge/agent")
        .doesNotContain("DaemonSet kube-flannel/", "DaemonSet monitoring/");
  }

  private static void whoElseMayWriteThereIsNamed(ControlPlane plane) throws Exception {
    var _ =
        plane
            .kubectl(
                "create",
                "rolebinding",
                "alice",
                "--namespace",
                "monitoring",
                "--clusterrole=edit",
                "--user=alice")
            .orFail();
    assertThat(examine(plane, Files.readString(plane.kubeconfig())))
        .filteredOn(check -> check.area().equals("exemptions"))
        .extracting(Check::finding)
        .anyMatch(finding ->
            finding.startsWith("namespace monitoring is exempt by ")
                && finding.contains("User alice may run pods there that nobody judges"))
        .noneMatch(finding -> finding.contains("do not exist"));
  }

  private static List<Check> examine(ControlPlane plane, String kubeconfig) throws Exception {
    Configuration configuration =
        ConfigurationReader.read(
            requireNonNull(
                    plane
                        .client()
                        .configMaps()
                        .inNamespace("haetae")
                        .withName("haetae")
                        .require()
                        .getData()
                        .get("configuration.yaml"))
                .getBytes(UTF_8),
            "configuration.yaml");
    try (Cluster cluster = Cluster.of(kubeconfig, Map.of("HAETAE_NAMESPACE", "haetae"))) {
      return new Doctor(
              cluster,
              dev.haetae.cluster.registration.Installation.of("haetae", configuration),
              configuration,
              Clock.systemUTC())
          .examine();
    }
  }
}
