package dev.haetae.simulator;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Worlds written as manifests. */
public final class Worlds {
  private Worlds() {}

  /** The objects of a manifest. */
  public static List<Resource> resources(String yaml) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), "test.yaml", "default", Limits.FILES);
    if (!manifest.problems().isEmpty()) {
      throw new IllegalArgumentException(manifest.problems().toString());
    }
    return manifest.resources();
  }

  /** The only object of a manifest. */
  public static Resource resource(String yaml) {
    List<Resource> resources = resources(yaml);
    if (resources.size() != 1) {
      throw new IllegalArgumentException(resources.size() + " objects");
    }
    return resources.getFirst();
  }

  /** The only claim of a manifest. */
  public static PersistentVolumeClaim claim(String yaml) {
    return PersistentVolumeClaim.of(resource(yaml));
  }

  /** A world in which nothing else exists. */
  public static Inventory closed(String... yaml) {
    return world(true, yaml);
  }

  /** A world of which this much is known. */
  public static Inventory open(String... yaml) {
    return world(false, yaml);
  }

  private static Inventory world(boolean closed, String... yaml) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    for (String one : yaml) {
      resources(one).forEach(builder::add);
    }
    return builder.build(closed);
  }

  /** A claim of 5Gi, ReadWriteMany, with more of its spec in flow style. */
  public static String claimYaml(String name, String more) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: %s, namespace: default}
    spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 5Gi}}%s}
    """
        .formatted(name, more);
  }

  /** A free volume with more of its spec in flow style. */
  public static String volumeYaml(String name, String size, String more) {
    return """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: %s}
    spec: {capacity: {storage: %s}, accessModes: [ReadWriteMany], nfs: {server: nas, path: /x}%s}
    status: {phase: Available}
    """
        .formatted(name, size, more);
  }

  /** A class with more of its top level in flow style. */
  public static String classYaml(String name, String provisioner, String more) {
    return "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: %s}, provisioner: %s%s}\n"
        .formatted(name, provisioner, more);
  }

  /** A node of 8 CPUs, 32Gi, 110 pods and GPUs, with more of its top level in flow style. */
  public static String nodeYaml(String name, int gpus, String labels, String spec) {
    return """
    apiVersion: v1
    kind: Node
    metadata: {name: %1$s, labels: {kubernetes.io/hostname: %1$s%3$s}}
    spec: {%4$s}
    status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110", nvidia.com/gpu: "%2$d"}}
    """
        .formatted(name, gpus, labels, spec);
  }

  /** A pod that asks for GPUs, with more of its spec in flow style. */
  public static String podYaml(String name, int gpus, String more) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: default}
    spec: {containers: [{name: main, image: registry.lab/train:1, resources: {limits: {nvidia.com/gpu: %d}}}]%s}
    """
        .formatted(name, gpus, more);
  }
}
