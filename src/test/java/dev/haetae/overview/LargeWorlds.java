package dev.haetae.overview;

import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Resource;
import dev.haetae.steps.CountedWork;
import dev.haetae.steps.Steps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Overviews of clusters that are large, or that somebody has written to make them slow. */
public final class LargeWorlds implements CountedWork {
  private final Map<String, IntFunction<String>> worlds = new TreeMap<>();

  /** All of them. */
  public LargeWorlds() {
    worlds.put("pods that hold GPUs", size -> nodes(size / 20) + pods(size, size / 20, "train"));
    worlds.put("waiting pods of one job", size -> nodes(size / 20) + pods(size, 0, "train"));
    worlds.put("waiting pods that ask for the same", size -> nodes(size / 20) + pods(size, 0, ""));
    worlds.put("waiting pods that differ", size -> nodes(size / 20) + differing(pods(size, 0, "")));
    worlds.put("claims that ask for the same", size -> claims(size, false));
    worlds.put("claims that differ", size -> claims(size, true));
    worlds.put("exports within exports", LargeWorlds::nested);
    worlds.put("volumes that name one claim", LargeWorlds::oneClaim);
    worlds.put("node ports", LargeWorlds::services);
    worlds.put("sorts of GPUs", LargeWorlds::sorts);
    worlds.put("taints of their own", LargeWorlds::taints);
  }

  @Override
  public List<String> names() {
    return List.copyOf(worlds.keySet());
  }

  @Override
  public long steps(String name, int size) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    String yaml = Objects.requireNonNull(worlds.get(name)).apply(size);
    List<Resource> resources = Overviews.resources(yaml);
    resources.forEach(builder::add);
    InventorySnapshot world = builder.build(true);
    OverviewSettings settings = Overviews.settings("");
    return Steps.of(
        () -> {
          var _ = Overview.of(world, world.census(), settings);
        },
        Long.MAX_VALUE);
  }

  private static String nodes(int count) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Node, metadata: {name: node-").append(i);
      yaml.append(", labels: {kubernetes.io/hostname: node-").append(i);
      yaml.append("}}, status: {allocatable: {cpu: 64, memory: 512Gi, pods: 110,");
      yaml.append(" nvidia.com/gpu: 8}}}\n");
    }
    return yaml.toString();
  }

  private static String pods(int count, int nodes, String owner) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < count; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Pod, metadata: {namespace: ns, name: pod-")
          .append(i);
      if (!owner.isEmpty()) {
        yaml.append(", ownerReferences: [{apiVersion: batch/v1, kind: Job, name: ").append(owner);
        yaml.append(", uid: u, controller: true}]");
      }
      yaml.append("}, spec: {");
      if (nodes > 0) {
        yaml.append("nodeName: node-").append(i % nodes).append(", ");
      }
      yaml.append("containers: [{name: a, image: i, resources: {requests: {cpu: 500m},");
      yaml.append(" limits: {nvidia.com/gpu: ").append(nodes > 0 ? 1 : 9).append("}}}]}}\n");
    }
    return yaml.toString();
  }

  private static String volume(int number, String spec) {
    return "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-"
        + number
        + "}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], "
        + spec
        + "}, status: {phase: Available}}\n";
  }

  private static String claim(int number, int size) {
    return "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {namespace: ns, name: c-"
        + number
        + ", uid: u}, spec: {accessModes: [ReadWriteMany], storageClassName: \"\", resources:"
        + " {requests: {storage: "
        + size
        + "Gi}}}, status: {phase: Pending}}\n";
  }

  private static String claims(int size, boolean differ) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < size / 2; i++) {
      yaml.append(volume(i, "nfs: {server: nas, path: /e" + i + '}'))
          .append(claim(i, differ ? 2 + i : 2));
    }
    return yaml.toString();
  }

  private static String nested(int size) {
    StringBuilder yaml = new StringBuilder();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < size / 10; i++) {
      path.append("/a");
      yaml.append(volume(i, "nfs: {server: nas, path: " + path + '}'));
    }
    return yaml.toString();
  }

  private static String oneClaim(int size) {
    StringBuilder yaml = new StringBuilder(claim(0, 2));
    for (int i = 0; i < size / 2; i++) {
      yaml.append(volume(i, "hostPath: {path: /a}, claimRef: {namespace: ns, name: c-0}"));
      yaml.append("---\n{apiVersion: v1, kind: Pod, metadata: {namespace: ns, name: pod-")
          .append(i);
      yaml.append(
          "}, spec: {nodeName: node-1, containers: [{name: a, image: i}], volumes: [{name: v,");
      yaml.append(" persistentVolumeClaim: {claimName: c-0}}]}}\n");
    }
    return yaml.toString();
  }

  private static String services(int size) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < size; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Service, metadata: {namespace: ns, name: s-")
          .append(i);
      yaml.append("}, spec: {type: NodePort, ports: [{port: 80, nodePort: ");
      yaml.append(30000 + i % 2768).append("}]}}\n");
    }
    return yaml.toString();
  }

  private static String sorts(int size) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < size / 100; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Node, metadata: {name: node-").append(i);
      yaml.append("}, status: {allocatable: {pods: 10");
      for (int j = 0; j < 100; j++) {
        yaml.append(", nvidia.com/gpu-").append(i).append('x').append(j).append(": 2");
      }
      yaml.append("}}}\n");
    }
    return yaml.toString();
  }

  private static String taints(int size) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < size / 20; i++) {
      yaml.append("---\n{apiVersion: v1, kind: Node, metadata: {name: node-").append(i);
      yaml.append("}, spec: {taints: [{key: team, value: t").append(i);
      yaml.append(", effect: NoSchedule}]}, status: {allocatable: {cpu: 64, memory: 512Gi,");
      yaml.append(" pods: 110}}}\n");
    }
    return yaml + differing(pods(size, 0, ""));
  }

  // Each asks for another part of a CPU.
  private static String differing(String pods) {
    StringBuilder yaml = new StringBuilder();
    int i = 0;
    for (String pod : pods.split("cpu: 500m", -1)) {
      yaml.append(i == 0 ? "" : "cpu: " + i + 'm').append(pod);
      i++;
    }
    return yaml.toString();
  }
}
