package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy of Kubernetes' own is enforced in the cluster and judged by here, in the same words. */
@RealCluster(own = true)
final class InTreePoliciesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: owned}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
        variables:
        - {name: labels, expression: "has(object.metadata.labels) ? object.metadata.labels : {}"}
        validations:
        - expression: "'owner' in variables.labels"
          messageExpression: "object.metadata.name + ' in ' + namespaceObject.metadata.name + ' has no owner'"
        - expression: object.spec.replicas <= 3
          message: MESSAGE
          reason: Forbidden
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: owned-everywhere}
      spec: {policyName: owned, validationActions: [Deny]}
      """;
  private static final String TOO_MANY = "too many replicas";

  @TempDir private Path folder;

  private static String deployment(String name, String labels, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, labels: {%s}}
    spec:
      replicas: %d
      selector: {matchLabels: {a: b}}
      template:
        metadata: {labels: {a: b}}
        spec: {containers: [{name: a, image: a}]}
    """
        .formatted(name, labels, replicas);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void theClusterAndTheCommandSayTheSame(ControlPlane plane) throws Exception {
    String namespace = plane.newNamespace("in-tree");
    String path = "/apis/apps/v1/namespaces/" + namespace + "/deployments?dryRun=All";
    var _ =
        plane.create(
            deployment("old", "a: b", 1)
                .replace("{name: old", "{namespace: " + namespace + ", name: old"));
    String enforced = POLICY.replace("MESSAGE", TOO_MANY);
    var _ = plane.create(enforced);
    Await.until(
        "the policy is enforced",
        LIMIT,
        () -> plane.post(path, deployment("web", "a: b", 1)).isRefused());

    String policy = write("policy.yaml", enforced);
    String manifests =
        write(
            "manifests.yaml",
            deployment("web", "a: b", 9)
                + "---\n"
                + deployment("big", "owner: me", 9)
                + "---\n"
                + deployment("good", "owner: me", 3)
                + "---\n"
                + deployment("old", "owner: me", 9));
    String world =
        write("namespace.json", plane.kubectl("get", "ns", namespace, "-o", "json").output());
    CommandRun run =
        CommandRun.of(
            plane,
            "check",
            "-o",
            "json",
            "-p",
            policy,
            "-i",
            world,
            "-n",
            namespace,
            "--against",
            "cluster",
            manifests);

    assertThat(run.json().objects("findings"))
        .extracting(finding -> finding.text("policy") + ": " + finding.text("message"))
        .containsExactly(
            "owned: web in " + namespace + " has no owner",
            "owned: " + TOO_MANY,
            "owned: " + TOO_MANY,
            "owned: " + TOO_MANY);
    assertThat(run.err()).contains("Deployment " + namespace + "/old is in the cluster already");
    assertThat(run.code()).isEqualTo(1);
    assertThat(plane.post(path, deployment("web", "a: b", 9)).status().getMessage())
        .isEqualTo(
            "deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'owned' with binding"
                + " 'owned-everywhere' denied request: web in "
                + namespace
                + " has no owner");
    assertThat(plane.kubectl("get", "deploy", "-n", namespace, "-o", "name").output().strip())
        .isEqualTo("deployment.apps/old");

    CommandRun other =
        CommandRun.of(
            plane,
            "check",
            "-o",
            "json",
            "-p",
            write("other.yaml", enforced.replace("<= 3", "<= 1")),
            "-n",
            namespace,
            "-i",
            world,
            "--against",
            "cluster",
            manifests);
    assertThat(other.json().objects("findings"))
        .filteredOn(finding -> finding.text("policy").equals("against-cluster"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.text("reason")).isEqualTo("ClusterAdmits");
          assertThat(finding.object("object").text("name")).isEqualTo("good");
        });

    CommandRun audit =
        CommandRun.of(plane, "audit", "-o", "json", "-n", namespace, "--rule", "owned");
    assertThat(audit.json().objects("findings").stream().map(InTreePoliciesIT::said).toList())
        .contains("owned old: old in " + namespace + " has no owner");
  }

  private static String said(ObjectView finding) {
    return finding.text("policy")
        + ' '
        + finding.object("object").text("name")
        + ": "
        + finding.text("message");
  }
}
