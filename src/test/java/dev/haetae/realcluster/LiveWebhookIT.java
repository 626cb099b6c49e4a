package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.haetae.SharedFolder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of the cluster meets: every request goes through the API server. */
@RealCluster(
    own = true,
    values = {
      "exceptions.namespaces={platform}",
      "policies.node-port-range.parameters.range=30000-31999"
    })
final class LiveWebhookIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";
  private static final String CLAIMS =
      "/api/v1/namespaces/default/persistentvolumeclaims?dryRun=All";
  private static final String SERVICES = "/api/v1/namespaces/default/services?dryRun=All";

  @Test
  void aHostPathPodIsRefusedWithMessageAndCauses(ControlPlane plane, Installation haetae) {
    Answer answer = plane.post(PODS, Installation.HOST_PATH_POD);

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.status().getReason()).isEqualTo("Forbidden");
    assertThat(answer.status().getMessage())
        .startsWith("admission webhook \"deny.haetae.dev\" denied the request: ")
        .contains("[no-host-path]", "spec.volumes[0].hostPath", "\"/etc\"");
    assertThat(answer.status().getDetails().getCauses())
        .extracting(StatusCause::getReason, StatusCause::getField)
        .containsExactly(tuple("HostPathVolume", "spec.volumes[0].hostPath"));
  }

  @ParameterizedTest
  @CsvSource({"002-4-pod.yaml, /data", "003-2-pod.yaml, /var/htdocs"})
  void thePodsOfTheSeedsThatMountTheirNodeAreRefused(
      String file, String path, ControlPlane plane, Installation haetae) throws Exception {
    SharedFolder.assumeSeedManifests();

    Answer answer = plane.post(PODS, Files.readString(SharedFolder.SEED_MANIFESTS.resolve(file)));

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.status().getMessage()).contains("[no-host-path]", '"' + path + '"');
  }

  @Test
  void aGpuPodComesBackPinnedToTheNodesThatHaveSome(ControlPlane plane, Installation haetae) {
    plane.create(
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: gpu-1
          labels: {kubernetes.io/hostname: gpu-1, nvidia.com/gpu.product: NVIDIA-L40S}
        """);
    var _ =
        plane.patch(
            "/api/v1/nodes/gpu-1/status",
            """
            {"status": {
              "capacity": {"cpu": "64", "memory": "512Gi", "pods": "110", "nvidia.com/gpu": "4"},
              "allocatable": {"cpu": "64", "memory": "512Gi", "pods": "110", "nvidia.com/gpu": "4"},
              "conditions": [{"type": "Ready", "status": "True"}]}}
            """);

    Pod pod =
        Await.value(
            "a GPU pod is pinned",
            SOON,
            () -> {
              Answer answer =
                  plane.post(
                      PODS,
                      """
                      apiVersion: v1
                      kind: Pod
                      metadata: {name: trains}
                      spec:
                        containers:
                        - name: main
                          image: example/app:1.0
                          resources: {limits: {nvidia.com/gpu: 1}}
                      """);
              if (answer.isRefused()) {
                throw new AssertionError(answer.body());
              }
              return answer.as(Pod.class);
            });

    assertThat(
            pod.getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms())
        .singleElement()
        .satisfies(term ->
            assertThat(term.getMatchExpressions())
                .singleElement()
                .satisfies(expression -> {
                  assertThat(expression.getKey()).isEqualTo("kubernetes.io/hostname");
                  assertThat(expression.getValues()).containsExactly("gpu-1");
                }));
  }

  @Test
  void aClaimThatWouldBindToAVolumeForOneNodeIsRefused(ControlPlane plane, Installation haetae) {
    plane.create(
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: for-one-node}
        spec:
          capacity: {storage: 5Gi}
          accessModes: [ReadWriteOnce]
          storageClassName: ""
          nfs: {server: filer.example, path: /export/one}
        """);

    Answer answer = plane.post(CLAIMS, claim("ReadWriteOnce"));
    assertThat(answer.code()).as(answer.body()).isEqualTo(403);
    assertThat(answer.status().getMessage())
        .contains("[pvc-bound-rwx-nfs]", "\"data\" asks for ReadWriteOnce");
    assertThat(answer.status().getDetails().getCauses())
        .extracting(StatusCause::getReason)
        .contains("AccessModeMissing");

    Await.until(
        "the claim is refused because the volume does not fit",
        SOON,
        () -> {
          Answer other = plane.post(CLAIMS, claim("ReadWriteMany"));
          assertThat(other.code()).as(other.body()).isEqualTo(403);
          assertThat(other.status().getMessage()).contains("for-one-node");
          assertThat(other.status().getDetails().getCauses())
              .extracting(StatusCause::getReason)
              .contains("ClaimUnbindable");
          return true;
        });
  }

  private static String claim(String accessMode) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data}
    spec:
      accessModes: [%s]
      storageClassName: ""
      resources: {requests: {storage: 1Gi}}
    """
        .formatted(accessMode);
  }

  private static String service(int nodePort) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      type: NodePort
      selector: {app: web}
      ports: [{port: 80, nodePort: %d}]
    """
        .formatted(nodePort);
  }

  @Test
  void aNodePortBelowTheRangeIsRefusedInADryRun(ControlPlane plane, Installation haetae) {
    Answer answer = plane.post(SERVICES, service(8080));

    assertThat(answer.code()).as(answer.body()).isEqualTo(403);
    assertThat(answer.status().getMessage()).contains("[node-port-range]", "8080", "30000-31999");
  }

  @Test
  void aNodePortOutsideTheConfiguredRangeIsRefused(ControlPlane plane, Installation haetae) {
    Answer answer = plane.post(SERVICES, service(32_100));

    assertThat(answer.code()).as(answer.body()).isEqualTo(403);
    assertThat(answer.status().getMessage()).contains("[node-port-range]", "32100", "30000-31999");
    assertThat(answer.status().getDetails().getCauses())
        .extracting(StatusCause::getReason, StatusCause::getField)
        .contains(tuple("NodePortOutOfRange", "spec.ports[0].nodePort"));
  }

  /**
   * Whoever may create a pod may name any owner in it; only Kubernetes' controllers are believed.
   */
  @Test
  void aForgedOwnerReferenceSilencesNothing(ControlPlane plane, Installation haetae)
      throws Exception {
    Path owned =
        Files.writeString(
            plane.directory().resolve("owned.yaml"),
            Installation.ADVISED_POD.replace(
                "metadata: {name: mounts-an-export}",
                """
                metadata:
                  name: mounts-an-export
                  ownerReferences:
                  - {apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 6d9a, controller: true}\
                """));
    var _ =
        plane.kubectl(
            "create",
            "clusterrolebinding",
            "all-edit",
            "--clusterrole=cluster-admin",
            "--user=tenant",
            "--serviceaccount=default:kube-system",
            "--serviceaccount=kube-system:replicaset-controller");
    String[] create = {
      "create", "--dry-run=server", "--namespace=default", "--filename", owned.toString(), "--as"
    };
    for (String tenant : List.of("tenant", "system:serviceaccount:default:kube-system")) {
      assertThat(as(plane, create, tenant)).contains("Warning: [no-inline-nfs]");
    }
    assertThat(as(plane, create, "system:serviceaccount:kube-system:replicaset-controller"))
        .doesNotContain("Warning");
  }

  private static String as(ControlPlane plane, String[] command, String user) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(user);
    return plane.kubectl(words.toArray(String[]::new)).orFail();
  }

  @Test
  void anAnnotationThatHandsOutDevicesComesToAPodByNoWay(ControlPlane plane, Installation haetae) {
    String pod = "/api/v1/namespaces/default/pods/runs";
    plane.create(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: runs, namespace: default, finalizers: [example.com/keep]}
        spec:
          schedulerName: nobody
          containers: [{name: main, image: example/app:1.0}]
        """);
    String devices = "{\"cdi.k8s.io/main\": \"nvidia.com/gpu=all\"}";
    String binding =
        """
        apiVersion: v1
        kind: Binding
        metadata: {name: runs, namespace: default, annotations: %s}
        target: {apiVersion: v1, kind: Node, name: gpu-1}
        """;

    assertDevicesRefused(plane.patch(pod, annotated(devices)));
    assertDevicesRefused(plane.patch(pod + "/status", annotated(devices)));
    assertDevicesRefused(plane.post(pod + "/binding", binding.formatted(devices)));
    assertDevicesRefused(
        plane.post("/api/v1/namespaces/default/bindings", binding.formatted(devices)));

    String others = "{\"example.com/address\": \"10.0.0.1\"}";
    assertThat(plane.patch(pod + "/status", annotated(others)).code()).isEqualTo(200);
    Answer bound = plane.post(pod + "/binding", binding.formatted(others));
    assertThat(bound.code()).as(bound.body()).isEqualTo(201);

    plane.client().pods().inNamespace("default").withName("runs").withGracePeriod(30).delete();
    assertDevicesRefused(plane.patch(pod, annotated(devices)));
    assertDevicesRefused(plane.patch(pod + "/status", annotated(devices)));
    Answer released = plane.patch(pod, "{\"metadata\": {\"finalizers\": null}}");
    assertThat(released.code()).as(released.body()).isEqualTo(200);
  }

  private static String annotated(String annotations) {
    return "{\"metadata\": {\"annotations\": " + annotations + "}}";
  }

  private static void assertDevicesRefused(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(403);
    assertThat(answer.status().getMessage()).contains("[gpu-visible-devices]", "cdi.k8s.io/main");
  }

  @Test
  void adviceComesAsAWarningAndLetsThrough(ControlPlane plane, Installation haetae) {
    Answer answer = plane.post(PODS, Installation.ADVISED_POD);

    assertThat(answer.code()).as(answer.body()).isEqualTo(201);
    assertThat(answer.warnings()).anyMatch(warning -> warning.contains("[no-inline-nfs]"));
  }

  @Test
  void anExceptionLetsOneObjectThroughAndIsCounted(ControlPlane plane, Installation haetae)
      throws Exception {
    var _ =
        plane.post(
            "/api/v1/namespaces",
            """
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": \
            "platform"}}\
            """);
    String exception =
        """
        apiVersion: haetae.dev/v1alpha1
        kind: PolicyException
        metadata: {name: node-agent}
        spec:
          policies: [no-host-path]
          match: {namespaces: [default], kinds: [Pod], names: [node-agent]}
          reason: reads the logs of its node
        """;
    Answer made =
        plane.post("/apis/haetae.dev/v1alpha1/namespaces/platform/policyexceptions", exception);
    assertThat(made.code()).as(made.body()).isEqualTo(201);
    String agent = Installation.HOST_PATH_POD.replace("opens-the-node", "node-agent");

    Await.until("the exception holds", SOON, () -> plane.post(PODS, agent).code() == 201);

    assertThat(plane.post(PODS, Installation.HOST_PATH_POD).code()).isEqualTo(403);
    assertThat(haetae.replica().metric("haetae_waived_total")).isPositive();
    assertThat(haetae.replica().metrics())
        .containsPattern(
            "haetae_waived_total\\{exception=\"platform/node-agent\",policy=\"no-host-path\"\\}");
  }

  /** Where the control plane lives nothing is judged, so nothing can be locked out. */
  @Test
  void systemNamespacesAndExemptOnesAreNotJudged(ControlPlane plane, Installation haetae) {
    String exempt = plane.newNamespace("exempt", Map.of("haetae.dev/exempt", "true"));
    for (String namespace : List.of("kube-system", Installation.NAMESPACE, exempt)) {
      assertThat(
              plane
                  .post(
                      "/api/v1/namespaces/" + namespace + "/pods?dryRun=All",
                      Installation.HOST_PATH_POD)
                  .code())
          .as(namespace)
          .isEqualTo(201);
    }
  }

  @Test
  void aPolicySwitchedToWarnLetsThroughAtOnce(ControlPlane plane, Installation haetae) {
    String policy = "/apis/haetae.dev/v1alpha1/policies/no-git-repo";
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: clones}
        spec:
          containers: [{name: main, image: "example/app:1.0"}]
          volumes: [{name: source, gitRepo: {repository: "https://git.example/app.git"}}]
        """;
    assertThat(plane.post(PODS, pod).code()).isEqualTo(403);

    var _ = plane.patch(policy, "{\"spec\": {\"validationActions\": [\"Warn\"]}}");

    Await.until(
        "the pod gets through with a warning",
        Duration.ofSeconds(1),
        () -> {
          Answer answer = plane.post(PODS, pod);
          return answer.code() == 201
              && answer.warnings().stream().anyMatch(one -> one.contains("[no-git-repo]"));
        });
    var _ = plane.patch(policy, "{\"spec\": {\"validationActions\": [\"Deny\"]}}");
    Await.until("the pod is refused again", SOON, () -> plane.post(PODS, pod).code() == 403);
  }
}
