package dev.haetae.overview;

import java.util.List;
import java.util.Random;

/** A cluster put together at random, the same for each seed. */
final class RandomCluster {
  private static final List<String> GPUS =
      List.of(
          "nvidia.com/gpu",
          "nvidia.com/gpu.shared",
          "nvidia.com/mig-1g.10gb",
          "amd.com/gpu",
          "huawei.com/Ascend910-4c",
          "nvidia.com/gpumem",
          "example.com/nic");
  private static final List<String> PRODUCTS =
      List.of("NVIDIA-H100", "NVIDIA-A100-MIG-1g.5gb", "Tesla-T4-SHARED", "");

  private final Random random;
  private final StringBuilder yaml = new StringBuilder();
  private int nodes;

  RandomCluster(long seed) {
    random = new Random(seed);
  }

  String yaml() {
    nodes = random.nextInt(8);
    for (int i = 0; i < nodes; i++) {
      node("n" + i);
    }
    int pods = random.nextInt(40);
    for (int i = 0; i < pods; i++) {
      pod("p" + i);
    }
    storage();
    int services = random.nextInt(12);
    for (int i = 0; i < services; i++) {
      service("s" + i);
    }
    return yaml.toString();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String namespace() {
    return "ns" + random.nextInt(3);
  }

  private void node(String name) {
    StringBuilder amounts = new StringBuilder("cpu: \"" + (1 + random.nextInt(32)) + '"');
    amounts.append(", memory: ").append(1 + random.nextInt(64)).append("Gi, pods: \"10\"");
    StringBuilder more = new StringBuilder();
    for (String gpu : GPUS) {
      if (random.nextInt(3) == 0) {
        amounts.append(", ").append(gpu).append(": \"").append(random.nextInt(9)).append('"');
        more.append(", ").append(gpu).append(": \"8\"");
      }
    }
    String product = any(PRODUCTS);
    yaml.append(
        """
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: {kubernetes.io/hostname: %s%s}}
        spec: {unschedulable: %s%s}
        status: {allocatable: {%s}, capacity: {pods: "10"%s}}
        """
            .formatted(
                name,
                name,
                product.isEmpty() ? "" : ", nvidia.com/gpu.product: " + product,
                random.nextInt(6) == 0,
                random.nextInt(3) == 0
                    ? ", taints: [{key: nvidia.com/gpu, effect: NoSchedule}]"
                    : random.nextInt(5) == 0
                        ? ", taints: [{key: team, value: a, effect: NoExecute}]"
                        : "",
                amounts,
                more));
  }

  private String container(String name, String more) {
    StringBuilder amounts = new StringBuilder();
    for (String gpu : GPUS) {
      if (random.nextInt(5) == 0) {
        amounts.append(amounts.isEmpty() ? "" : ", ").append(gpu).append(": \"");
        amounts.append(random.nextInt(4)).append('"');
      }
    }
    String which = random.nextBoolean() ? "limits" : "requests";
    return "{name: %s, image: i, resources: {%s: {%s}}%s}".formatted(name, which, amounts, more);
  }

  private void pod(String name) {
    String owner =
        random.nextBoolean()
            ? ", labels: {pod-template-hash: h}, ownerReferences: [{apiVersion: apps/v1, kind:"
                + " ReplicaSet, name: d%d-h, uid: u, controller: true}]"
                    .formatted(random.nextInt(3))
            : "";
    String init =
        random.nextInt(3) == 0
            ? "initContainers: ["
                + container("i", "")
                + ", "
                + container("s", ", restartPolicy: Always")
                + ", "
                + container("j", "")
                + "], "
            : "";
    // A node that is gone, now and then.
    String node = random.nextInt(3) == 0 ? "" : ", nodeName: n" + random.nextInt(nodes + 1);
    yaml.append(
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s%s%s}
        spec: {%scontainers: [%s, %s]%s, volumes: [{name: v, persistentVolumeClaim: {claimName: c%d}}]}
        status: {phase: %s}
        """
            .formatted(
                name,
                namespace(),
                owner,
                random.nextInt(8) == 0 ? ", deletionTimestamp: \"2026-01-01T00:00:00Z\"" : "",
                init,
                container("a", ""),
                container("b", ""),
                node,
                random.nextInt(6),
                any(List.of("Running", "Pending", "Succeeded", "Failed", "Unknown"))));
  }

  private void storage() {
    int volumes = random.nextInt(8);
    for (int i = 0; i < volumes; i++) {
      String source =
          random.nextInt(4) == 0
              ? "hostPath: {path: /x}"
              : "nfs: {server: nas, path: /e%s}".formatted("/a".repeat(random.nextInt(3)));
      String reference =
          random.nextBoolean()
              ? ", claimRef: {namespace: ns0, name: c%d, uid: u}".formatted(random.nextInt(6))
              : "";
      yaml.append(
          """
          ---
          apiVersion: v1
          kind: PersistentVolume
          metadata: {name: pv%d}
          spec: {capacity: {storage: %dGi}, accessModes: [ReadWriteMany], %s%s}
          status: {phase: %s}
          """
              .formatted(
                  i,
                  1 + random.nextInt(9),
                  source,
                  reference,
                  any(List.of("Available", "Bound", "Released", "Failed"))));
    }
    int claims = random.nextInt(6);
    for (int i = 0; i < claims; i++) {
      yaml.append(
          """
          ---
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: c%d, namespace: ns0, uid: u}
          spec: {accessModes: [ReadWriteMany], storageClassName: "", volumeName: "%s",
            resources: {requests: {storage: %dGi}}}
          status: {phase: %s}
          """
              .formatted(
                  i,
                  random.nextBoolean() ? "" : "pv" + random.nextInt(8),
                  1 + random.nextInt(9),
                  any(List.of("Pending", "Bound", "Lost"))));
    }
  }

  private void service(String name) {
    String type = any(List.of("NodePort", "LoadBalancer", "ClusterIP"));
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      ports.append(ports.isEmpty() ? "" : ", ");
      ports.append("{name: p%d, port: %d".formatted(i, 80 + i));
      if (!type.equals("ClusterIP")) {
        ports.append(", nodePort: ").append(29990 + random.nextInt(40));
      }
      ports.append('}');
    }
    String check =
        type.equals("LoadBalancer") && random.nextBoolean()
            ? ", externalTrafficPolicy: Local, healthCheckNodePort: " + (32000 + random.nextInt(9))
            : "";
    yaml.append(
        """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: %s}
        spec: {type: %s, ports: [%s]%s}
        """
            .formatted(name, namespace(), type, ports, check));
  }
}
