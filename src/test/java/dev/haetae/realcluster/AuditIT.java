package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An audit of a real cluster: what it foretells is what the API server, the webhooks and the
 * controllers do once the rule denies and every pod is gone.
 */
@RealCluster(
    own = true,
    values = {"exceptions.namespaces={operators}"})
final class AuditIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RULE = "no-host-path";
  private static final String NAMESPACE = "vision";
  private static final String POLICY = "/apis/haetae.dev/v1alpha1/policies/" + RULE;
  private static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods?dryRun=All";
  private static final Map<String, String> KINDS =
      Map.of(
          "Deployment", "apps/v1",
          "ReplicaSet", "apps/v1",
          "StatefulSet", "apps/v1",
          "DaemonSet", "apps/v1",
          "ReplicationController", "v1",
          "Job", "batch/v1");

  @TempDir Path directory;

  private static String owner(String kind, String apiVersion, boolean opensTheNode) {
    String name = kind.toLowerCase(java.util.Locale.ROOT) + (opensTheNode ? "-bad" : "-good");
    boolean isJob = kind.equals("Job");
    String selector =
        isJob
            ? ""
            : kind.startsWith("Replication")
                ? "selector: {app: %s}"
                : "selector: {matchLabels: {app: %s}}";
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: %s, namespace: %s}
    spec:
      %s
      template:
        metadata: {labels: {app: %s}}
        spec:
          %s
          containers: [{name: main, image: example/app:1.0}]
          volumes: [{name: data, %s}]
    ---
    """
        .formatted(
            apiVersion,
            kind,
            name,
            NAMESPACE,
            selector.formatted(name),
            name,
            isJob ? "restartPolicy: Never" : "",
            opensTheNode ? "hostPath: {path: /data}" : "emptyDir: {}");
  }

  private static void act(ControlPlane plane, String action) {
    Answer answer =
        plane.patch(POLICY, "{\"spec\": {\"validationActions\": [\"" + action + "\"]}}");
    assertThat(answer.code()).as(answer.body()).isEqualTo(200);
    boolean denies = action.equals("Deny");
    Await.until(
        "the policy's action is " + action,
        SOON,
        () -> plane.post(PODS, Installation.HOST_PATH_POD).isRefused() == denies);
  }

  /** The owners that have pods, by the label of these. */
  private static Set<String> withPods(ControlPlane plane) {
    Set<String> owners = new TreeSet<>();
    for (Pod pod : plane.client().pods().inNamespace(NAMESPACE).list().getItems()) {
      if (pod.getMetadata().getDeletionTimestamp() == null) {
        owners.add(pod.getMetadata().getLabels().get("app"));
      }
    }
    return owners;
  }

  /** The owners that were refused a pod by the webhook since a moment. */
  private static Set<String> refused(ControlPlane plane) {
    Map<String, String> refused = new TreeMap<>();
    plane.client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> event.getMessage() != null && event.getMessage().contains(RULE))
        .forEach(event -> refused.put(event.getInvolvedObject().getName(), event.getMessage()));
    return new TreeSet<>(
        refused.keySet().stream().map(name -> name.replaceAll("-(bad|good)-.*", "-$1")).toList());
  }

  private static Set<String> names(ObjectView enforcement, String when) {
    Set<String> names = new TreeSet<>();
    for (ObjectView stopped : enforcement.objects(when)) {
      names.add(stopped.text("name"));
    }
    return names;
  }

  private static ObjectView foretold(ControlPlane plane) {
    return CommandRun.of(plane, "audit", "-n", NAMESPACE, "--enforce", RULE, "-o", "json")
        .json()
        .objects("enforce")
        .getFirst();
  }

  @Test
  void whatIsForetoldIsDoneAndExceptionsUndoIt(ControlPlane plane, Installation haetae)
      throws Exception {
    for (String namespace : new String[] {NAMESPACE, "operators"}) {
      plane.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n");
    }
    plane.create("apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n");
    act(plane, "Audit");
    StringBuilder owners = new StringBuilder();
    KINDS.forEach((kind, version) ->
        owners.append(owner(kind, version, true)).append(owner(kind, version, false)));
    plane.create(owners.toString());
    plane.create(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: vision}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """);
    plane.stopControllers();
    plane.startControllers(
        "deployment-controller,replicaset-controller,statefulset-controller,daemonset-controller,"
            + "job-controller,replicationcontroller-controller,garbage-collector-controller,"
            + "namespace-controller");
    Await.until("every owner has a pod", SOON, () -> withPods(plane).size() == 2 * KINDS.size());

    ObjectView enforcement = foretold(plane);
    assertThat(enforcement.integer("owners", 0)).isEqualTo(2L * KINDS.size());
    assertThat(names(enforcement, "nextPod"))
        .hasSize(KINDS.size())
        .allMatch(name -> name.endsWith("-bad"));
    assertThat(names(enforcement, "whenChanged")).isEmpty();
    assertThat(enforcement.integer("pods", 0)).isEqualTo(KINDS.size());

    act(plane, "Deny");
    plane.client().pods().inNamespace(NAMESPACE).delete();
    Await.until(
        "what was foretold has no pod, and the others have one",
        SOON,
        () -> {
          Set<String> refused = refused(plane);
          Set<String> there = withPods(plane);
          return refused.equals(names(enforcement, "nextPod"))
              && there.size() == KINDS.size()
              && there.stream().allMatch(name -> name.endsWith("-good"));
        });

    Path folder = directory.resolve("exceptions");
    Path configuration =
        Files.writeString(
            directory.resolve("configuration.yaml"),
            """
            apiVersion: haetae.dev/v1alpha1
            kind: Configuration
            exceptions: {namespaces: [operators]}
            """);
    CommandRun written =
        CommandRun.of(
            plane,
            "audit",
            "-n",
            NAMESPACE,
            "--enforce",
            RULE,
            "--config",
            configuration.toString(),
            "--write-exceptions",
            folder.toString());
    assertThat(written.code()).as(written.err()).isEqualTo(1);
    var _ = plane.kubectl("apply", "-f", folder.toString()).orFail();
    Await.until(
        "every owner has a pod again", SOON, () -> withPods(plane).size() == 2 * KINDS.size());
    Await.until(
        "the audit says so",
        SOON,
        () -> {
          ObjectView waived = foretold(plane);
          return names(waived, "waived").equals(names(enforcement, "nextPod"))
              && names(waived, "nextPod").isEmpty();
        });
  }
}
