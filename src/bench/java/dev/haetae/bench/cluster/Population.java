package dev.haetae.bench.cluster;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that an API server has, by the paths of its collections, and what may happen to it. The
 * objects of {@code bodies/world.yaml} are there too, so that the bench's bodies are judged as
 * ever.
 */
final class Population {
  private static final Path WORLD = Path.of("src/bench/bodies/world.yaml");
  private static final String CORE = "/api/v1/";
  private static final String POLICIES = "/apis/haetae.dev/v1alpha1/policies";

  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final AtomicLong versions = new AtomicLong(1000);
  private final Map<String, Collection> collections = new HashMap<>();
  private final Collection pods;
  private final Collection nodes;
  private final Collection policies;

  /**
   * A population.
   *
   * @param claims the number of claims, and of volumes
   * @param ownPolicies the number of Policies; 0 for a cluster without that kind
   * @param inCel how many of them are in CEL
   */
  Population(int pods, int nodes, int claims, int ownPolicies, int inCel) throws IOException {
    int deployments = (pods + 19) / 20;
    this.pods = add(CORE + "pods", "Pod", pods, new Pods(nodes, claims));
    this.nodes = add(CORE + "nodes", "Node", nodes, Things.nodes());
    add(CORE + "persistentvolumes", "PersistentVolume", claims, Things.volumes());
    add(CORE + "persistentvolumeclaims", "PersistentVolumeClaim", claims, Things.claims());
    add(CORE + "services", "Service", deployments, Things.services());
    add(CORE + "namespaces", "Namespace", Pods.namespaces(pods), Things.namespaces());
    for (String empty : List.of("resourcequotas", "limitranges", "serviceaccounts")) {
      collections.put(CORE + empty, new Collection(versions, List.of()));
    }
    for (String empty :
        List.of(
            "storage.k8s.io/v1/storageclasses",
            "resource.k8s.io/v1/deviceclasses",
            "node.k8s.io/v1/runtimeclasses",
            "scheduling.k8s.io/v1/priorityclasses")) {
      collections.put("/apis/" + empty, new Collection(versions, List.of()));
    }
    this.policies = new Collection(versions, List.of()).fill(ownPolicies, new Policies(inCel));
    if (ownPolicies > 0) {
      collections.put(POLICIES, policies);
      collections.put(
          "/apis/haetae.dev/v1alpha1/policyexceptions", new Collection(versions, List.of()));
    }
  }

  private Collection add(String path, String kind, int count, Source source) throws IOException {
    Collection collection = new Collection(versions, fixed(kind)).fill(count, source);
    collections.put(path, collection);
    return collection;
  }

  private static List<String> fixed(String kind) throws IOException {
    return ManifestReader.read(Files.readAllBytes(WORLD), "world.yaml", "default", Limits.FILES)
        .resources()
        .stream()
        .filter(resource -> resource.kind().equals(kind))
        .map(Resource::tree)
        .map(JsonWriter::toText)
        .toList();
  }

  /** The collection at a path; null when there is none. */
  @Nullable Collection at(String path) {
    return collections.get(path);
  }

  /** Writes objects for some seconds, so that later the JVM's compiler is done with that. */
  void warmUp() {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int from = 0; System.nanoTime() < end; from += 100) {
      for (Collection collection : collections.values()) {
        collection.page(from % Math.max(1, collection.count()), 100);
      }
    }
  }

  /** A kubelet tells anew how one of its pods does. */
  void statusOfAPod() {
    int slot = any(pods);
    pods.modify(slot, ThreadLocalRandom.current().nextInt(8));
  }

  /** A kubelet tells that its node is well. */
  void heartbeatOfANode() {
    nodes.modify(any(nodes), 0);
  }

  /** A pod is deleted, and its Deployment makes another one, which comes to run. */
  void replacePod(int slot) {
    pods.modify(slot, Pods.DELETING);
    pods.replace(slot, Pods.PENDING);
    pods.modify(slot, Pods.SCHEDULED);
    pods.modify(slot, Pods.RUNNING);
  }

  /** As {@link #replacePod(int)}, with any pod. */
  void replaceAPod() {
    replacePod(any(pods));
  }

  /** Somebody edits every policy. */
  void editPolicies(int edits) {
    for (int i = 0; i < policies.count(); i++) {
      policies.modify(i, edits);
    }
  }

  /** All changes are forgotten, so that everything has to be listed anew. */
  void forget() {
    collections.values().forEach(Collection::forget);
  }

  private static int any(Collection collection) {
    return ThreadLocalRandom.current().nextInt(collection.count());
  }
}
