package dev.haetae.bench.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The pods of Deployments of twenty, in namespaces of twenty-five Deployments, spread over the
 * nodes: what most clusters have most of. One in ten mounts a claim, one in four has a second
 * container, one in fifty wants a GPU, one in a hundred a host port, and one in a hundred keeps its
 * like off its node.
 */
final class Pods implements Source {
  /** A pod that runs; further states, of other status, are higher. */
  static final int RUNNING = 0;

  /** A pod that has no node. */
  static final int PENDING = -1;

  /** A pod that has a node and does not run yet. */
  static final int SCHEDULED = -2;

  /** A pod that is being deleted. */
  static final int DELETING = -3;

  private static final int OF_A_DEPLOYMENT = 20;
  private static final int OF_A_NAMESPACE = 25 * OF_A_DEPLOYMENT;
  private static final String[] CPU = {"100m", "250m", "500m", "1", "2"};
  private static final String[] MEMORY = {"128Mi", "256Mi", "512Mi", "1Gi", "4Gi", "1536Mi"};
  private static final String SIDECAR =
      ",{\"name\":\"shipper\",\"image\":\"registry.example/tools/shipper:1.9.2\",\"resources\":"
          + "{\"limits\":{\"memory\":\"64Mi\"},\"requests\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"}},"
          + "\"terminationMessagePath\":\"/dev/termination-log\","
          + "\"terminationMessagePolicy\":\"File\",\"imagePullPolicy\":\"IfNotPresent\"}";

  private final Template pod = Template.of("pod.json");
  private final int nodes;
  private final int claims;

  /** The pods on so many nodes, with so many claims among them. */
  Pods(int nodes, int claims) throws IOException {
    this.nodes = nodes;
    this.claims = claims;
  }

  /** The namespaces that so many pods are in. */
  static int namespaces(int pods) {
    return (pods + OF_A_NAMESPACE - 1) / OF_A_NAMESPACE;
  }

  /** The namespace of a number. */
  static String namespace(int number) {
    return "team-" + number;
  }

  /** The namespace of the pod in a slot. */
  static String namespaceOf(int slot) {
    return namespace(slot / OF_A_NAMESPACE);
  }

  /** The name of the Deployment of the pod in a slot. */
  static String applicationOf(int slot) {
    return "app-" + slot / OF_A_DEPLOYMENT;
  }

  /** The slot of the pod that mounts a claim. */
  static int mounting(int claim) {
    return claim * 10;
  }

  @Override
  public String json(int slot, int generation, int state, long version) {
    int deployment = slot / OF_A_DEPLOYMENT;
    String hash = Integer.toString(deployment * 7919 + 46656 * 36, 36);
    String app = applicationOf(slot);
    Map<String, Object> values = new HashMap<>(64);
    values.put("namespace", namespaceOf(slot));
    values.put("app", app);
    values.put("team", "team-" + slot / OF_A_NAMESPACE);
    values.put("hash", hash);
    values.put("set", app + '-' + hash);
    values.put("setUid", uid(1, deployment));
    values.put("name", app + '-' + hash + '-' + suffix(slot, generation));
    values.put("uid", uid(2 + generation, slot));
    values.put("version", version);
    values.put("minor", deployment % 7);
    values.put("ip", "10.8." + slot / 250 % 250 + '.' + (1 + slot % 250));
    values.put("cpu", CPU[deployment % CPU.length]);
    values.put("memory", MEMORY[deployment % MEMORY.length]);
    resources(values, slot, deployment);
    state(values, state, version);
    if (state != PENDING) {
      values.put("node", "\"nodeName\":\"node-" + (slot * 31L + generation) % nodes + "\",");
    }
    return pod.with(values);
  }

  private void resources(Map<String, Object> values, int slot, int deployment) {
    values.put("sidecar", deployment % 4 == 0 ? SIDECAR : "");
    values.put("gpu", deployment % 50 == 1 ? "\"nvidia.com/gpu\":\"1\"," : "");
    values.put("hostPort", deployment % 100 == 2 ? "\"hostPort\":9400," : "");
    if (slot % 10 == 0 && slot / 10 < claims) {
      values.put(
          "claim",
          "{\"name\":\"data\",\"persistentVolumeClaim\":{\"claimName\":\"data-"
              + slot / 10
              + "\"}},");
    }
    if (deployment % 100 == 3) {
      values.put(
          "affinity",
          "\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
              + "[{\"labelSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"app-"
              + deployment
              + "\"}},\"topologyKey\":\"kubernetes.io/hostname\"}]}},");
    }
  }

  private static void state(Map<String, Object> values, int state, long version) {
    boolean runs = state >= RUNNING || state == DELETING;
    values.put("phase", runs ? "Running" : "Pending");
    values.put("ready", runs ? "True" : "False");
    values.put("isReady", runs);
    values.put("restarts", Math.max(0, state));
    values.put("time", time(version));
    values.put(
        "deleted",
        state == DELETING
            ? "\"deletionTimestamp\":\"2026-05-05T08:00:00Z\",\"deletionGracePeriodSeconds\":30,"
            : "");
  }

  /** A moment, one in the second for every version. */
  static String time(long version) {
    long seconds = version % 86_400;
    return "2026-05-05T%02d:%02d:%02dZ".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** A uid. */
  static String uid(int series, int number) {
    return "%08x-0000-4000-8000-%012x".formatted(series, number);
  }

  private static String suffix(int slot, int generation) {
    return Integer.toString(60_466_176 + (slot * 7 + generation * 104_729) % 50_000_000, 36)
        .substring(1);
  }
}
