package dev.haetae.bench.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The objects that the pods run on and with: nodes, volumes, claims, Services and Namespaces. */
final class Things {
  private Things() {}

  private static Map<String, Object> values(int series, int slot, long version) {
    Map<String, Object> values = new HashMap<>();
    values.put("uid", Pods.uid(series, slot));
    values.put("version", version);
    return values;
  }

  /** Nodes, one in ten with eight GPUs and a taint. */
  static Source nodes() throws IOException {
    Template node = Template.of("node.json");
    return (slot, _, _, version) -> {
      Map<String, Object> values = values(0x10, slot, version);
      boolean gpu = slot % 10 == 7;
      values.put("name", "node-" + slot);
      values.put("time", Pods.time(version));
      values.put("type", gpu ? "gpu-8" : "large");
      values.put("zone", (char) ('a' + slot % 3));
      values.put("rack", slot / 40);
      values.put("cpu", gpu ? "128" : "64");
      values.put("memory", gpu ? "1056282608Ki" : "263866652Ki");
      if (gpu) {
        values.put("gpu", "\"nvidia.com/gpu\":\"8\",");
        values.put(
            "gpuLabels",
            ",\"nvidia.com/gpu.present\":\"true\",\"nvidia.com/gpu.product\":\"NVIDIA-L40S\"");
        values.put(
            "taints",
            ",\"taints\":[{\"key\":\"nvidia.com/gpu\",\"value\":\"present\","
                + "\"effect\":\"NoSchedule\"}]");
      }
      return node.with(values);
    };
  }

  private static Map<String, Object> storage(int slot, long version) {
    Map<String, Object> values = values(0x20, slot, version);
    values.put("claimUid", Pods.uid(0x30, slot));
    values.put("claim", "data-" + slot);
    values.put("namespace", Pods.namespaceOf(Pods.mounting(slot)));
    values.put("size", 10 * (1 + slot % 9) + "Gi");
    return values;
  }

  /** Volumes, each bound to the claim of its slot. */
  static Source volumes() throws IOException {
    Template volume = Template.of("volume.json");
    return (slot, _, _, version) -> volume.with(storage(slot, version));
  }

  /** The claims of the volumes. */
  static Source claims() throws IOException {
    Template claim = Template.of("claim.json");
    return (slot, _, _, version) -> claim.with(storage(slot, version));
  }

  /** Services, one for each Deployment, one in fifty with a node port. */
  static Source services() throws IOException {
    Template service = Template.of("service.json");
    return (slot, _, _, version) -> {
      Map<String, Object> values = values(0x40, slot, version);
      boolean open = slot % 50 == 0 && slot / 50 < 2500;
      values.put("name", "app-" + slot);
      values.put("namespace", Pods.namespaceOf(slot * 20));
      values.put("type", open ? "NodePort" : "ClusterIP");
      values.put("nodePort", open ? "\"nodePort\":" + (30_000 + slot / 50) + ',' : "");
      values.put("high", slot / 250 % 250);
      values.put("low", 1 + slot % 250);
      return service.with(values);
    };
  }

  /** Namespaces. */
  static Source namespaces() throws IOException {
    Template namespace = Template.of("namespace.json");
    return (slot, _, _, version) -> {
      Map<String, Object> values = values(0x50, slot, version);
      values.put("namespace", Pods.namespace(slot));
      values.put("team", Pods.namespace(slot));
      return namespace.with(values);
    };
  }
}
