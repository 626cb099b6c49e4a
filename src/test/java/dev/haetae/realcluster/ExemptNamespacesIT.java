package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.doctor.Check;
import dev.haetae.cluster.doctor.Doctor;
import dev.haetae.configuration.Configuration;
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
 * Who may exempt a namespace from being judged: a user who edits one namespace, one who makes and
 * labels namespaces for a living, the operators, and the administrator, each before a real API
 * server with the chart's guard.
 */
@RealCluster(own = true)
final class ExemptNamespacesIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LABEL = "haetae.dev/exempt";
  private static final String FORBIDDEN =
      "is for the operators of Haetae to set and to take off; ask one, or for the right to use"
          + " exemptions.haetae.dev";

  private static final String RIGHTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: team-a}
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
      rules:
      - apiGroups: [""]
        resources: [namespaces, namespaces/status, namespaces/finalize]
        verbs: ["*"]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: provisioner}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: provisioner}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: provisioner}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: operators-provision}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: provisioner}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: platform}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: root}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: root}]
      """;

  private static final List<String> EDITOR = List.of("--as", "editor");
  private static final List<String> PROVISIONER = List.of("--as", "provisioner");
  private static final List<String> OPERATOR = List.of("--as", "olga", "--as-group", "platform");
  private static final List<String> ROOT = List.of("--as", "root");

  private static final String OPEN =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: empty, labels: {haetae.dev/exempt: ""}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: agents, labels: {haetae.dev/exempt: ""}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shared, labels: {haetae.dev/exempt: ""}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, namespace: agents}
      spec: {containers: [{name: main, image: "example/agent:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: agent, namespace: shared}
      spec: {containers: [{name: main, image: "example/agent:1"}]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: runs-pods}
      rules: [{apiGroups: [""], resources: [pods], verbs: [create]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: own, namespace: agents}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: runs-pods}
      subjects:
      - {kind: ServiceAccount, name: agent}
      - {kind: ServiceAccount, name: installer, namespace: kube-system}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: others, namespace: shared}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: runs-pods}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: alice}
      - {kind: ServiceAccount, name: ci, namespace: team-a}
      """;

  @TempDir private Path folder;

  private static Programs.Outcome kubectl(ControlPlane plane, List<String> who, String... what)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(what));
    command.addAll(who);
    return plane.kubectl(command.toArray(String[]::new));
  }

  private Programs.Outcome write(
      ControlPlane plane, List<String> who, String verb, String manifest, String... options)
      throws Exception {
    Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
    List<String> command = new ArrayList<>(List.of(verb, "--filename", file.toString()));
    command.addAll(List.of(options));
    return kubectl(plane, who, command.toArray(String[]::new));
  }

  private static void isRefused(Programs.Outcome outcome, String sentence) {
    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.output()).contains(sentence);
  }

  private static String label(ControlPlane plane, String namespace, String label) {
    return plane
        .client()
        .namespaces()
        .withName(namespace)
        .require()
        .getMetadata()
        .getLabels()
        .getOrDefault(label, "none");
  }

  private static void install(ControlPlane plane) throws Exception {
    var _ =
        plane
            .helm(
                "install",
                "haetae",
                "charts/haetae",
                "--namespace",
                "haetae",
                "--create-namespace",
                "--set",
                "webhook.excludeNamespaces={monitoring},exemptNamespaces.operators[0].kind=Group,"
                    + "exemptNamespaces.operators[0].name=platform,"
                    + "exemptNamespaces.operators[0].apiGroup=rbac.authorization.k8s.io")
            .orFail();
    var _ = plane.create(RIGHTS);
    Await.until(
        "the API server heeds the guard, and the rights",
        SOON,
        () ->
            kubectl(
                    plane,
                    PROVISIONER,
                    "label",
                    "namespace",
                    "team-a",
                    LABEL + "=",
                    "--dry-run=server")
                .output()
                .contains(FORBIDDEN));
  }

  private static List<Check> examine(ControlPlane plane) throws Exception {
    try (Cluster cluster = Cluster.of(Files.readString(plane.kubeconfig()), Map.of())) {
      return new Doctor(
              cluster,
              dev.haetae.cluster.registration.Installation.named("haetae", "haetae"),
              Configuration.DEFAULT,
              Clock.systemUTC())
          .examine().stream().filter(check -> check.area().equals("exemptions")).toList();
    }
  }

  private static List<String> warnings(ControlPlane plane) throws Exception {
    return examine(plane).stream()
        .filter(check -> check.outcome() == Check.Outcome.WARN)
        .map(Check::finding)
        .toList();
  }

  @Test
  void theDoctorNamesWhatIsOpen(ControlPlane plane) throws Exception {
    String[] change = {"haetae", "charts/haetae", "--namespace", "haetae", "--set"};
    var _ =
        plane
            .helm(
                command("install", change, "exemptNamespaces.guarded=false", "--create-namespace"))
            .orFail();
    var _ = plane.create(OPEN);

    List<String> open =
        List.of(
            "namespace empty is exempt by the label haetae.dev/exempt and holds no pod: nothing of"
                + " the operators' runs there",
            "namespace shared is exempt by the label haetae.dev/exempt, and not for operators"
                + " alone: ServiceAccount team-a/ci, User alice may run pods there that nobody"
                + " judges");
    String gone =
        " namespaces of agents do not exist and are exempt by their names (calico-system, ";
    assertThat(warnings(plane))
        .containsAll(open)
        .contains("whoever may label namespaces can exempt them from every policy")
        .anyMatch(finding -> finding.contains(gone))
        .noneMatch(
            finding -> finding.contains("namespace agents ") || finding.contains("kube-system"));

    var _ = plane.helm(command("upgrade", change, "exemptNamespaces.guarded=true")).orFail();
    assertThat(warnings(plane)).containsExactlyElementsOf(open);
    assertThat(examine(plane))
        .extracting(Check::finding)
        .contains("the API server lets operators alone exempt namespaces");

    // Rights of the server's own, as kubectl exec has them.
    try (Cluster cluster =
        Cluster.of(
            Files.readString(plane.serviceAccountKubeconfig("haetae", "haetae", plane.port())),
            Map.of("HAETAE_NAMESPACE", "haetae"))) {
      assertThat(
              new Doctor(
                      cluster,
                      dev.haetae.cluster.registration.Installation.named("haetae", "haetae"),
                      Configuration.DEFAULT,
                      Clock.systemUTC())
                  .examine())
          .filteredOn(check -> check.area().equals("exemptions"))
          .extracting(Check::finding)
          .contains(open.getFirst(), "the API server lets operators alone exempt namespaces")
          .filteredOn(finding -> finding.startsWith("cannot see"))
          .singleElement()
          .asString()
          .startsWith("cannot see who may write in ");
    }
    var _ = plane.helm("uninstall", "haetae", "--namespace", "haetae", "--no-hooks").orFail();
  }

  private static String[] command(String verb, String[] release, String... values) {
    List<String> command = new ArrayList<>(List.of(verb));
    command.addAll(List.of(release));
    command.addAll(List.of(values));
    return command.toArray(String[]::new);
  }

  @Test
  void onlyOperatorsExempt(ControlPlane plane) throws Exception {
    install(plane);
    whoMakesNamespacesGoesOnDoingSo(plane);
    nobodyElseSetsTheLabelByAnyWay(plane);
    nobodyElseTakesItOff(plane);
    nobodyElseMakesANamespaceThatIsNotJudgedByItsName(plane);
    theNameAsALabelIsTheApiServersOwn(plane);
    operatorsDo(plane);
    anEndingNamespaceEnds(plane);
    nothingIsBlockedWithoutTheKinds(plane);
  }

  private void whoMakesNamespacesGoesOnDoingSo(ControlPlane plane) throws Exception {
    var _ = kubectl(plane, PROVISIONER, "create", "namespace", "team-b").orFail();
    var _ = kubectl(plane, PROVISIONER, "label", "namespace", "team-b", "team=b").orFail();
    var _ =
        write(
                plane,
                PROVISIONER,
                "apply",
                "{apiVersion: v1, kind: Namespace, metadata: {name: team-b, labels: {a: b}}}",
                "--server-side")
            .orFail();
    var _ =
        write(
                plane,
                PROVISIONER,
                "create",
                "{apiVersion: v1, kind: Namespace, metadata: {generateName: kube-system-}}")
            .orFail();
  }

  private void nobodyElseSetsTheLabelByAnyWay(ControlPlane plane) throws Exception {
    isRefused(
        kubectl(plane, EDITOR, "label", "namespace", "team-a", LABEL + "="),
        "User \"editor\" cannot ");
    String value = LABEL + "=yes";
    isRefused(kubectl(plane, PROVISIONER, "label", "namespace", "team-b", value), FORBIDDEN);
    isRefused(
        kubectl(
            plane,
            PROVISIONER,
            "patch",
            "namespace",
            "team-b",
            "--type=merge",
            "--subresource=status",
            "--patch",
            "{\"metadata\":{\"labels\":{\"" + LABEL + "\":\"\"}}}"),
        FORBIDDEN);
    Path finalized =
        Files.writeString(
            folder.resolve("finalize.json"),
            """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-b","labels":{"%s":""}},
            "spec":{"finalizers":["kubernetes"]}}
            """
                .formatted(LABEL));
    isRefused(
        kubectl(
            plane,
            PROVISIONER,
            "replace",
            "--raw",
            "/api/v1/namespaces/team-b/finalize",
            "--filename",
            finalized.toString()),
        FORBIDDEN);
    for (String metadata : List.of("name: team-c", "generateName: team-")) {
      String labelled =
          "{apiVersion: v1, kind: Namespace, metadata: {%s, labels: {%s: \"\"}}}"
              .formatted(metadata, LABEL);
      isRefused(write(plane, PROVISIONER, "create", labelled), FORBIDDEN);
    }
    isRefused(
        write(
            plane,
            PROVISIONER,
            "apply",
            "{apiVersion: v1, kind: Namespace, metadata: {name: team-b, labels: {%s: \"\"}}}"
                .formatted(LABEL),
            "--server-side",
            "--force-conflicts"),
        FORBIDDEN);
    assertThat(label(plane, "team-b", LABEL)).isEqualTo("none");
  }

  private static void nobodyElseTakesItOff(ControlPlane plane) throws Exception {
    var _ = plane.kubectl("create", "namespace", "storage").orFail();
    var _ = plane.kubectl("label", "namespace", "storage", LABEL + "=").orFail();
    for (String change : List.of(LABEL + "-", LABEL + "=no")) {
      isRefused(
          kubectl(plane, PROVISIONER, "label", "namespace", "storage", "--overwrite", change),
          FORBIDDEN);
    }
    var _ = kubectl(plane, PROVISIONER, "label", "namespace", "storage", "team=storage").orFail();
    assertThat(label(plane, "storage", LABEL)).isEmpty();
  }

  private static void nobodyElseMakesANamespaceThatIsNotJudgedByItsName(ControlPlane plane)
      throws Exception {
    var _ =
        plane.create(
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Policy
            metadata: {name: mine}
            spec: {rule: no-git-repo, matchConstraints: {excludeNamespaces: [backup]}}
            """);
    String sentence = "by its name: it is for the operators of Haetae";
    // By the registration.
    isRefused(
        kubectl(plane, PROVISIONER, "create", "namespace", "monitoring"),
        "namespace monitoring is not judged, " + sentence);
    // By the shipped policies: both guards refuse it, and either may be the one that is told of.
    Programs.Outcome either = kubectl(plane, PROVISIONER, "create", "namespace", "gpu-operator");
    isRefused(either, "namespace gpu-operator is not judged");
    isRefused(either, sentence);
    Await.until(
        "the API server has read the policy",
        SOON,
        () ->
            kubectl(plane, PROVISIONER, "create", "namespace", "backup", "--dry-run=server")
                .output()
                .contains("namespace backup is not judged by policy mine, by its name"));
  }

  private static void theNameAsALabelIsTheApiServersOwn(ControlPlane plane) throws Exception {
    String name = "kubernetes.io/metadata.name";
    var _ =
        kubectl(
            plane,
            PROVISIONER,
            "label",
            "namespace",
            "team-b",
            "--overwrite",
            name + "=kube-system");
    assertThat(label(plane, "team-b", name)).isEqualTo("team-b");
  }

  private static void operatorsDo(ControlPlane plane) throws Exception {
    for (List<String> who : List.of(OPERATOR, ROOT, List.<String>of())) {
      var _ = kubectl(plane, who, "label", "namespace", "team-b", LABEL + "=").orFail();
      assertThat(label(plane, "team-b", LABEL)).isEmpty();
      var _ = kubectl(plane, who, "label", "namespace", "team-b", LABEL + "-").orFail();
      for (String name : List.of("monitoring", "gpu-operator", "backup")) {
        var _ = kubectl(plane, who, "create", "namespace", name, "--dry-run=server").orFail();
      }
    }
    var _ = kubectl(plane, OPERATOR, "create", "namespace", "monitoring").orFail();
    // The doctor would tell of it.
    var _ = plane.kubectl("delete", "namespace", "monitoring").orFail();
  }

  private static void anEndingNamespaceEnds(ControlPlane plane) throws Exception {
    var _ = kubectl(plane, PROVISIONER, "delete", "namespace", "storage", "--wait=false").orFail();
    Await.until(
        "it is gone", SOON, () -> plane.client().namespaces().withName("storage").get() == null);
  }

  private static void nothingIsBlockedWithoutTheKinds(ControlPlane plane) throws Exception {
    var _ =
        plane
            .kubectl("delete", "crd", "policies.haetae.dev", "policyexceptions.haetae.dev")
            .orFail();
    var _ = kubectl(plane, PROVISIONER, "create", "namespace", "team-d").orFail();
    isRefused(
        kubectl(plane, PROVISIONER, "create", "namespace", "gpu-operator"), "is not judged, by");
    var _ = plane.helm("uninstall", "haetae", "--namespace", "haetae", "--no-hooks").orFail();
    Await.until(
        "the guard has gone with the release",
        SOON,
        () ->
            kubectl(plane, PROVISIONER, "create", "namespace", "gpu-operator", "--dry-run=server")
                    .exitCode()
                == 0);
    assertThat(
            plane
                .kubectl(
                    "get",
                    "validatingadmissionpolicies,validatingadmissionpolicybindings,clusterroles,"
                        + "clusterrolebindings",
                    "--selector",
                    "app.kubernetes.io/instance=haetae",
                    "--output",
                    "name")
                .orFail())
        .isBlank();
  }
}
