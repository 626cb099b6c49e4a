package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.ShippedPolicies;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart, installed, upgraded and uninstalled by a real helm on a real API server. */
@RealCluster(own = true)
final class ChartInstallIT {
  private static final String CHART = "charts/haetae";
  private static final String NAMESPACE = "haetae";
  private static final String SECRET = "haetae-certificates";
  private static final Duration SOON = Duration.ofSeconds(60);
  // What the release may leave in the cluster is told by kubectl: everything it made has this
  // label.
  private static final String OWN = "app.kubernetes.io/instance=haetae";
  private static final String KINDS =
      "deployments,services,jobs,secrets,configmaps,leases,networkpolicies,poddisruptionbudgets,"
          + "serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings,"
          + "validatingwebhookconfigurations,mutatingwebhookconfigurations,"
          + "validatingadmissionpolicies,validatingadmissionpolicybindings,policies.haetae.dev";
  // The kinds of others, which this API server does not serve.
  private static final String FOREIGN =
      "(?s).*apiVersion: (cert-manager\\.io|monitoring\\.coreos\\.com)/.*";

  private static final Map<String, String> RESTRICTED =
      Map.of("pod-security.kubernetes.io/warn", "restricted");
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  @TempDir private Path folder;

  @Test
  void livesThroughInstallUpgradeAndUninstall(ControlPlane plane) throws Exception {
    // Nothing has to be said, and the next commands are told.
    assertThat(install(plane)).contains("rollout status deployment/haetae", "doctor", "dry-run");
    assertThat(plane.kubectl("get", "policies.haetae.dev", "-o", "name").orFail().lines().sorted())
        .isEqualTo(shippedPolicies());
    mayDoWhatItHasToAndNothingElse(plane);

    fillIn(plane);
    showsNoDrift(plane);
    plane
        .helm(
            "upgrade",
            "haetae",
            CHART,
            "--namespace",
            NAMESPACE,
            "--set",
            "replicas=3,policies.no-host-path.validationActions={Warn},webhook.timeoutSeconds=5")
        .orFail();
    isStillFilledIn(plane);
    plane.helm("rollback", "haetae", "1", "--namespace", NAMESPACE).orFail();
    isStillFilledIn(plane);

    uninstall(plane);
    assertThat(plane.kubectl("get", KINDS, "-A", "-l", OWN, "-o", "name").orFail()).isBlank();
    assertThat(plane.kubectl("get", "policies.haetae.dev", "-o", "name").orFail()).isBlank();
    assertThat(plane.client().secrets().inNamespace(NAMESPACE).list().getItems()).isEmpty();
  }

  @Test
  void isAcceptedWithEveryValuesFile(ControlPlane plane) throws Exception {
    plane.kubectl("apply", "--server-side", "-f", CHART + "/crds").orFail();
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of(CHART, "ci"))) {
      files = found.sorted().toList();
    }
    for (Path values : files) {
      String namespace = plane.newNamespace("values", RESTRICTED);
      String rendered =
          plane
              .helm(
                  "template",
                  "haetae",
                  CHART,
                  "--kube-version",
                  "1.36.3",
                  "--namespace",
                  namespace,
                  "--values",
                  values.toString())
              .orFail();
      StringBuilder own = new StringBuilder();
      for (String document : rendered.split("(?m)^---\n", -1)) {
        own.append(document.matches(FOREIGN) ? "" : "---\n" + document);
      }
      Path file = folder.resolve(values.getFileName());
      Files.writeString(file, own);
      Programs.Outcome outcome =
          plane.kubectl("apply", "--dry-run=server", "--validate=strict", "-f", file.toString());
      assertThat(outcome.exitCode()).as("%s: %s", values, outcome.output()).isZero();
      assertThat(outcome.output()).doesNotContain("would violate PodSecurity");
    }
  }

  private static String install(ControlPlane plane) throws Exception {
    return plane
        .helm("install", "haetae", CHART, "--namespace", NAMESPACE, "--create-namespace")
        .orFail();
  }

  private static List<String> shippedPolicies() {
    return ShippedPolicies.load().stream()
        .map(policy -> "policy.haetae.dev/" + policy.name())
        .sorted()
        .toList();
  }

  private static void mayDoWhatItHasToAndNothingElse(ControlPlane plane) throws Exception {
    for (String allowed :
        List.of(
            "list pods",
            "watch services",
            "list nodes",
            "list persistentvolumes",
            "watch persistentvolumeclaims",
            "list namespaces",
            "watch resourcequotas",
            "watch limitranges",
            "list storageclasses.storage.k8s.io",
            "watch deviceclasses.resource.k8s.io",
            "watch runtimeclasses.node.k8s.io",
            "list priorityclasses.scheduling.k8s.io",
            "watch serviceaccounts",
            "watch policies.haetae.dev",
            "watch policyexceptions.haetae.dev",
            "patch policies.haetae.dev --subresource=status",
            "patch policyexceptions.haetae.dev --subresource=status",
            "update validatingwebhookconfigurations/haetae",
            "update mutatingwebhookconfigurations/haetae",
            "watch validatingwebhookconfigurations/haetae",
            "get validatingadmissionpolicies/haetae-exempt-namespaces",
            "get validatingadmissionpolicybindings/haetae-excluded-namespaces",
            "update secrets/" + SECRET,
            "watch secrets/" + SECRET,
            "update leases/haetae")) {
      assertThat(may(plane, allowed)).as(allowed).isTrue();
    }
    for (String refused :
        List.of(
            "list secrets",
            "get secrets/other",
            "list configmaps",
            "create serviceaccounts/token",
            "impersonate serviceaccounts",
            "list poddisruptionbudgets.policy",
            "create validatingwebhookconfigurations",
            "update validatingwebhookconfigurations/other",
            "delete validatingwebhookconfigurations/haetae",
            "list validatingwebhookconfigurations",
            "update validatingadmissionpolicies/haetae-exempt-namespaces",
            "use exemptions.haetae.dev",
            "update namespaces",
            "update policies.haetae.dev",
            "create policyexceptions.haetae.dev",
            "update leases/other",
            "patch leases/haetae",
            "patch secrets/" + SECRET,
            "patch validatingwebhookconfigurations/haetae",
            "create leases",
            "create pods",
            "delete pods",
            "update nodes")) {
      assertThat(may(plane, refused)).as(refused).isFalse();
    }
  }

  private static boolean may(ControlPlane plane, String what) throws Exception {
    String[] words = what.split(" ", -1);
    String[] command = new String[words.length + 6];
    command[0] = "auth";
    command[1] = "can-i";
    System.arraycopy(words, 0, command, 2, words.length);
    command[words.length + 2] = "--namespace";
    command[words.length + 3] = NAMESPACE;
    command[words.length + 4] = "--as";
    command[words.length + 5] = "system:serviceaccount:" + NAMESPACE + ":haetae";
    return plane.kubectl(command).exitCode() == 0;
  }

  // As the server does it, with the server's rights.
  private static void fillIn(ControlPlane plane) throws Exception {
    try (KubernetesClient server =
        ControlPlane.client(plane.serviceAccountKubeconfig(NAMESPACE, "haetae", plane.port()))) {
      var configuration =
          server.admissionRegistration().v1().validatingWebhookConfigurations().withName("haetae");
      ValidatingWebhookConfiguration filled =
          new ValidatingWebhookConfigurationBuilder(configuration.get())
              .addNewWebhook()
              .withName("deny.haetae.dev")
              .withAdmissionReviewVersions("v1")
              .withSideEffects("None")
              .withFailurePolicy("Fail")
              .withTimeoutSeconds(3)
              .withNewClientConfig()
              .withNewService(NAMESPACE, "haetae", "/validate/deny", 443)
              .endClientConfig()
              .addNewRule()
              .withOperations("CREATE")
              .withApiGroups("example.dev")
              .withApiVersions("v1")
              .withResources("widgets")
              .endRule()
              .endWebhook()
              .build();
      server.resource(filled).update();
      var secret = server.secrets().inNamespace(NAMESPACE).withName(SECRET).get();
      server.resource(new SecretBuilder(secret).addToData("tls.crt", "Zm9v").build()).update();
      var lease = server.leases().inNamespace(NAMESPACE).withName("haetae").get();
      server
          .resource(
              new LeaseBuilder(lease)
                  .withNewSpec()
                  .withHolderIdentity("haetae-0")
                  .withLeaseDurationSeconds(15)
                  .endSpec()
                  .build())
          .update();
      server
          .genericKubernetesResources("haetae.dev/v1alpha1", "Policy")
          .withName("no-host-path")
          .subresource("status")
          .patch(
              MERGE,
              """
              {"status":{"conditions":[{"type":"Compiled","status":"True","reason":"Compiled",
              "message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
              """);
    }
  }

  // What GitOps tools would see: the chart as it is rendered against what the server has made of
  // it.
  private void showsNoDrift(ControlPlane plane) throws Exception {
    Path rendered = folder.resolve("rendered.yaml");
    Files.writeString(
        rendered,
        plane
            .helm(
                "template",
                "haetae",
                CHART,
                "--kube-version",
                "1.36.3",
                "--namespace",
                NAMESPACE,
                "--include-crds",
                "--no-hooks")
            .orFail());
    assertThat(plane.kubectl("diff", "--filename", rendered.toString()).orFail()).isBlank();
  }

  private static void isStillFilledIn(ControlPlane plane) {
    KubernetesClient client = plane.client();
    assertThat(
            client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("haetae")
                .get()
                .getWebhooks())
        .hasSize(1);
    assertThat(client.secrets().inNamespace(NAMESPACE).withName(SECRET).get().getData())
        .containsEntry("tls.crt", "Zm9v");
    assertThat(
            client
                .leases()
                .inNamespace(NAMESPACE)
                .withName("haetae")
                .get()
                .getSpec()
                .getHolderIdentity())
        .isEqualTo("haetae-0");
    GenericKubernetesResource policy =
        client
            .genericKubernetesResources("haetae.dev/v1alpha1", "Policy")
            .withName("no-host-path")
            .get();
    assertThat(policy.<Object>get("status", "conditions", 0, "status")).isEqualTo("True");
  }

  // There is no kubelet: the hook's pod is played by this test.
  private static void uninstall(ControlPlane plane) throws Exception {
    // Not in the common pool: the client needs it, and where there are two cores it has one thread.
    FutureTask<Programs.Outcome> helm =
        new FutureTask<>(() -> plane.helm("uninstall", "haetae", "--namespace", NAMESPACE));
    Thread.ofPlatform().daemon().name("helm").start(helm);
    var resource =
        plane.client().batch().v1().jobs().inNamespace(NAMESPACE).withName("haetae-unregister");
    Job job = Await.value("the hook's Job is there", SOON, resource::get);
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
        .containsExactly(
            "doctor", "--config", "/etc/haetae/configuration.yaml", "--break-glass", "--yes");
    // Nothing of what it needs has gone before it: its rights, its configuration.
    assertThat(may(plane, "update validatingwebhookconfigurations/haetae")).isTrue();
    assertThat(plane.client().configMaps().inNamespace(NAMESPACE).withName("haetae").get())
        .isNotNull();
    String now = job.getMetadata().getCreationTimestamp();
    resource
        .subresource("status")
        .patch(
            MERGE,
            """
            {"status":{"startTime":"%1$s","completionTime":"%1$s","succeeded":1,"conditions":[
            {"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}
            """
                .formatted(now));
    helm.get().orFail();
  }
}
