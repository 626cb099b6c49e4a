package dev.haetae.simulator.scheduling.affinity;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.affinity.PodAffinityTerm;
import dev.haetae.resource.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The required affinity and anti-affinity between one pod and those that are on nodes already,
 * counted once by domain and then asked node by node.
 *
 * <p>Mirrors the plugin InterPodAffinity ({@code
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go}): pods that are being deleted
 * count, finished ones do not; a pod that no other matches may be the first of those that its own
 * affinity asks for.
 */
public final class InterPodAffinity {
  /** What a node fails on. */
  public enum Rejection {
    /** Not every pod that the pod wants to be with is there. */
    AFFINITY,
    /** A pod is there that the pod does not want to be with. */
    ANTI_AFFINITY,
    /** A pod is there that does not want to be with the pod. */
    EXISTING_ANTI_AFFINITY
  }

  private final Subject pod;
  private final Inventory inventory;
  private final Map<String, @Nullable Map<String, String>> namespaceLabels = new HashMap<>(4);
  private final TopologyCounts wanted = new TopologyCounts();
  private final TopologyCounts unwanted = new TopologyCounts();
  private final TopologyCounts keepingOff = new TopologyCounts();
  private final boolean isFirst;
  private final long steps;

  /**
   * The pod that is to be placed.
   *
   * @param namespace its namespace
   * @param labels its labels
   * @param affinity the pods that it wants to be with, all of them
   * @param antiAffinity the pods that it does not want to be with, any of them
   */
  public record Subject(
      String namespace,
      Map<String, String> labels,
      List<PodAffinityTerm> affinity,
      List<PodAffinityTerm> antiAffinity) {
    private boolean hasTerms() {
      return !affinity.isEmpty() || !antiAffinity.isEmpty();
    }
  }

  private InterPodAffinity(Subject pod, Inventory inventory) {
    this.pod = pod;
    this.inventory = inventory;
    this.steps = steps(pod.affinity()) + steps(pod.antiAffinity());
    this.isFirst = matchesAll(pod.namespace(), pod.labels());
  }

  /** Counts what bears on a pod; null when nothing does, as for most pods. */
  public static @Nullable InterPodAffinity of(Subject pod, Inventory inventory) {
    Collection<Collection<PlacedPod>> keepingOff = inventory.podsKeepingOff(pod.namespace());
    if (keepingOff.isEmpty() && !pod.hasTerms()) {
      return null;
    }
    InterPodAffinity affinity = new InterPodAffinity(pod, inventory);
    for (Collection<PlacedPod> alike : keepingOff) {
      affinity.countKeepingOff(alike);
    }
    if (pod.hasTerms()) {
      affinity.countOthers();
    }
    return affinity.isIdle() ? null : affinity;
  }

  private static long steps(List<PodAffinityTerm> terms) {
    long steps = 0;
    for (PodAffinityTerm term : terms) {
      steps += term.size();
    }
    return steps;
  }

  private boolean isIdle() {
    return !pod.hasTerms() && keepingOff.isEmpty();
  }

  // All have the same terms, so that it is enough to ask the first one's.
  private void countKeepingOff(Collection<PlacedPod> alike) {
    for (PlacedPod other : alike) {
      boolean bears = false;
      inventory.spend(steps(other.standing().keepsOff()));
      for (PodAffinityTerm term : other.standing().keepsOff()) {
        bears |= matches(term, pod.namespace(), pod.labels());
      }
      if (!bears) {
        return;
      }
      countKeepingOff(other, inventory.node(other.node()), 1);
    }
  }

  private void countOthers() {
    Set<String> namespaces = new TreeSet<>();
    boolean anywhere = collect(pod.affinity(), namespaces);
    anywhere |= collect(pod.antiAffinity(), namespaces);
    Map<String, Node> nodes = new HashMap<>();
    for (Node node : inventory.nodes()) {
      nodes.put(node.name(), node);
    }
    if (anywhere) {
      inventory.placedPods().forEach(alike -> countOthers(alike, nodes));
    } else {
      for (String namespace : namespaces) {
        inventory.placedPods(namespace).forEach(alike -> countOthers(alike, nodes));
      }
    }
  }

  // All have the same labels.
  private void countOthers(Collection<PlacedPod> alike, Map<String, Node> nodes) {
    for (PlacedPod other : alike) {
      if (!bears(other)) {
        return;
      }
      countOther(other, nodes.get(other.node()), 1);
    }
  }

  private boolean bears(PlacedPod other) {
    inventory.spend(steps);
    if (matchesAll(other.namespace(), other.labels())) {
      return true;
    }
    for (PodAffinityTerm term : pod.antiAffinity()) {
      if (matches(term, other.namespace(), other.labels())) {
        return true;
      }
    }
    return false;
  }

  // Whether a term may be about the pods of namespaces that it does not name.
  private static boolean collect(List<PodAffinityTerm> terms, Set<String> namespaces) {
    boolean anywhere = false;
    for (PodAffinityTerm term : terms) {
      anywhere |= term.namespaceSelector() != null;
      namespaces.addAll(term.namespaces());
    }
    return anywhere;
  }

  private void countOther(PlacedPod other, @Nullable Node node, int delta) {
    if (node == null) {
      return;
    }
    inventory.spend(steps);
    if (matchesAll(other.namespace(), other.labels())) {
      for (PodAffinityTerm term : pod.affinity()) {
        wanted.add(term.topologyKey(), node, delta);
      }
    }
    for (PodAffinityTerm term : pod.antiAffinity()) {
      if (matches(term, other.namespace(), other.labels())) {
        unwanted.add(term.topologyKey(), node, delta);
      }
    }
  }

  private void countKeepingOff(PlacedPod other, @Nullable Node node, int delta) {
    if (node == null) {
      return;
    }
    for (PodAffinityTerm term : other.standing().keepsOff()) {
      if (matches(term, pod.namespace(), pod.labels())) {
        keepingOff.add(term.topologyKey(), node, delta);
      }
    }
  }

  private boolean matchesAll(String namespace, Map<String, String> labels) {
    for (PodAffinityTerm term : pod.affinity()) {
      if (!matches(term, namespace, labels)) {
        return false;
      }
    }
    return !pod.affinity().isEmpty();
  }

  private boolean matches(PodAffinityTerm term, String namespace, Map<String, String> labels) {
    return term.isAbout(namespace, this::labelsOf) && term.selects(labels);
  }

  private @Nullable Map<String, String> labelsOf(String namespace) {
    if (namespaceLabels.containsKey(namespace)) {
      return namespaceLabels.get(namespace);
    }
    Map<String, String> labels = inventory.namespaceLabels(namespace);
    namespaceLabels.put(namespace, labels);
    return labels;
  }

  /**
   * Counts a pod that comes to a node, or goes from it.
   *
   * @param delta 1 for one that comes, -1 for one that goes
   */
  public void update(PlacedPod other, Node node, int delta) {
    countKeepingOff(other, node, delta);
    if (pod.hasTerms()) {
      countOther(other, node, delta);
    }
  }

  /** Returns what a node fails on; null when it does not. */
  public @Nullable Rejection reject(Node node) {
    inventory.spend(pod.affinity().size() + pod.antiAffinity().size());
    if (!hasWanted(node)) {
      return Rejection.AFFINITY;
    }
    for (PodAffinityTerm term : pod.antiAffinity()) {
      if (unwanted.hasAny(term.topologyKey(), node)) {
        return Rejection.ANTI_AFFINITY;
      }
    }
    return keepingOff.hasAny(node) ? Rejection.EXISTING_ANTI_AFFINITY : null;
  }

  private boolean hasWanted(Node node) {
    boolean there = true;
    for (PodAffinityTerm term : pod.affinity()) {
      if (!node.labels().containsKey(term.topologyKey())) {
        return false;
      }
      there &= wanted.hasAny(term.topologyKey(), node);
    }
    return there || (wanted.isEmpty() && isFirst);
  }
}
