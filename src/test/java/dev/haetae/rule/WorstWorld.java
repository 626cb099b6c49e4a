package dev.haetae.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.text.Limits;

/**
 * A closed world of a size that a cluster may have, filled by somebody who wants reviews to be
 * slow: 1,000 volumes, claims, Services, pods, ConfigMaps and Secrets with names as long as names
 * may be, which differ at their ends; 200 nodes with GPUs; 10 quotas and limit ranges.
 */
final class WorstWorld {
  static final String NAMESPACE = "team";

  private static final int MANY = 1_000;
  private static final int NODES = 200;
  private static final int FEW = 10;

  private final StringBuilder json = new StringBuilder("{\"apiVersion\":\"v1\",\"kind\":\"List\",");

  private WorstWorld() {
    json.append("\"items\":[");
    namespace();
    storageClasses();
    for (int i = 0; i < NODES; i++) {
      node(i);
    }
    for (int i = 0; i < MANY; i++) {
      volume(i);
      claim(i);
      service(i);
      pod(i);
      add("v1", "ConfigMap", inTeam(name("settings", i)), "\"data\":{}");
      add("v1", "Secret", inTeam(name("secret", i)), "\"data\":{}");
    }
    json.setLength(json.length() - 1);
    json.append("]}");
  }

  /** The name of the i-th of many objects. */
  static String name(String kind, int i) {
    return (kind + "-").repeat(200 / (kind.length() + 1)) + i;
  }

  static Inventory build() {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            new WorstWorld().json.toString().getBytes(UTF_8),
            "world.json",
            NAMESPACE,
            Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    manifest.resources().forEach(builder::add);
    return builder.build(true);
  }

  private void add(String apiVersion, String kind, String metadata, String rest) {
    json.append("{\"apiVersion\":\"").append(apiVersion).append("\",\"kind\":\"").append(kind);
    json.append("\",\"metadata\":{").append(metadata).append("},").append(rest).append("},");
  }

  private static String named(String name) {
    return "\"name\":\"" + name + '"';
  }

  private static String inTeam(String name) {
    return named(name) + ",\"namespace\":\"" + NAMESPACE + '"';
  }

  private void namespace() {
    add(
        "v1",
        "Namespace",
        named(NAMESPACE)
            + ",\"labels\":{\"team\":\"a\",\"pod-security.kubernetes.io/enforce\":\"restricted\"}",
        "\"spec\":{}");
    for (int i = 0; i < FEW; i++) {
      limits(i);
    }
  }

  // With what limits every kind of object, and is not counted yet.
  private void limits(int i) {
    add(
        "v1",
        "ResourceQuota",
        inTeam("quota-" + i),
        "\"spec\":{\"hard\":{\"pods\":\"2k\",\"limits.cpu\":\"1k\",\"requests.storage\":\"9Ti\","
            + "\"requests.nvidia.com/gpu\":\"8\",\"count/replicasets.apps\":\"0\"}}");
    add(
        "v1",
        "LimitRange",
        inTeam("limits-" + i),
        "\"spec\":{\"limits\":[{\"type\":\"Container\",\"max\":{\"cpu\":\"500m\",\"amd.com/gpu\":\"1\"}},"
            + "{\"type\":\"Pod\",\"max\":{\"memory\":\"1Gi\"}}]}");
  }

  private void storageClasses() {
    for (String mode : new String[] {"Immediate", "WaitForFirstConsumer"}) {
      add(
          "storage.k8s.io/v1",
          "StorageClass",
          named(mode.toLowerCase(java.util.Locale.ROOT)),
          "\"provisioner\":\"kubernetes.io/no-provisioner\",\"volumeBindingMode\":\"" + mode + '"');
    }
  }

  private void node(int i) {
    add(
        "v1",
        "Node",
        named("node-" + i)
            + ",\"labels\":{\"kubernetes.io/hostname\":\"node-"
            + i
            + "\",\"nvidia.com/gpu.present\":\"true\",\"nvidia.com/gpu.product\":\"A100-"
            + i % 7
            + "\"}",
        "\"spec\":{\"taints\":[{\"key\":\"nvidia.com/gpu\",\"effect\":\"NoSchedule\"},{\"key\":\"t"
            + i
            + "\",\"value\":\"v\",\"effect\":\"NoExecute\"}]},\"status\":{\"allocatable\":{\"cpu\":"
            + "\"64\",\"memory\":\"256Gi\",\"pods\":\"110\",\"nvidia.com/gpu\":\"8\"}}");
  }

  private void volume(int i) {
    String source =
        switch (i % 3) {
          case 0 -> "\"nfs\":{\"server\":\"nas\",\"path\":\"/export/" + i + "\"}";
          case 1 -> "\"hostPath\":{\"path\":\"/data/" + i + "\"}";
          default -> "\"csi\":{\"driver\":\"nfs.csi.k8s.io\",\"volumeHandle\":\"h" + i + "\"}";
        };
    add(
        "v1",
        "PersistentVolume",
        named(name("volume", i)) + ",\"labels\":{\"disk\":\"d" + i + "\"}",
        "\"spec\":{\"capacity\":{\"storage\":\""
            + (1 + i)
            + "Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"storageClassName\":\""
            + (i % 2 == 0 ? "immediate" : "waitforfirstconsumer")
            + "\","
            + source
            + ",\"nodeAffinity\":{\"required\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{"
            + "\"key\":\"kubernetes.io/hostname\",\"operator\":\"In\",\"values\":[\"node-"
            + i % NODES
            + "\"]}]}]}}},\"status\":{\"phase\":\"Available\"}");
  }

  private void claim(int i) {
    add(
        "v1",
        "PersistentVolumeClaim",
        inTeam(name("claim", i)),
        "\"spec\":{\"accessModes\":[\"ReadWriteMany\"],\"storageClassName\":\""
            + (i % 2 == 0 ? "immediate" : "waitforfirstconsumer")
            + "\",\"resources\":{\"requests\":{\"storage\":\"2000Gi\"}}},\"status\":{\"phase\":"
            + "\"Pending\"}");
  }

  private void service(int i) {
    StringBuilder ports = new StringBuilder();
    for (int port = 0; port < 3; port++) {
      ports.append(port == 0 ? "" : ",").append("{\"name\":\"p").append(port);
      ports.append("\",\"port\":").append(80 + port).append(",\"nodePort\":");
      ports.append(30000 + (3 * i + port) % 2768).append('}');
    }
    add(
        "v1",
        "Service",
        inTeam(name("service", i)),
        "\"spec\":{\"type\":\"NodePort\",\"selector\":{\"app\":\"a"
            + i
            + "\"},\"ports\":["
            + ports
            + "]}");
  }

  private void pod(int i) {
    String port = name("port", i);
    add(
        "v1",
        "Pod",
        inTeam(name("pod", i)) + ",\"labels\":{\"app\":\"web\",\"pod\":\"" + port + "\"}",
        "\"spec\":{\"nodeName\":\"node-"
            + i % NODES
            + "\",\"containers\":[{\"name\":\"main\",\"image\":\"registry/app:1\",\"ports\":[{"
            + "\"name\":\""
            + port
            + "\",\"containerPort\":"
            + (1000 + i)
            + "}],\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"1\"}}}],\"volumes\":[{\"name\":"
            + "\"data\",\"persistentVolumeClaim\":{\"claimName\":\""
            + name("claim", i)
            + "\"}}]},\"status\":{\"phase\":\"Running\"}");
  }
}
