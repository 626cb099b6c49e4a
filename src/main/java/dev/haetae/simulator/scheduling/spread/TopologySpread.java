package dev.haetae.simulator.scheduling.spread;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The spread of one pod's like over the domains of its constraints, counted once and then asked
 * node by node.
 *
 * <p>Mirrors the plugin PodTopologySpread ({@code
 * pkg/scheduler/framework/plugins/podtopologyspread/filtering.go}, {@code common.go}): only pods of
 * its namespace count that are not being deleted, and only nodes that have the labels of all
 * constraints; which of these a constraint counts is its inclusion policies' choice. A node that
 * they leave out is judged all the same. The empty selector selects every pod, and yet none that is
 * there is counted.
 */
public final class TopologySpread {
  /** What a node fails on. */
  public enum Rejection {
    /** It has not the label of a constraint. */
    MISSING_LABEL,
    /** Its domain would have too many more of the pods than another. */
    SKEW
  }

  private final Subject pod;
  private final Inventory inventory;
  private final List<Count> counts = new ArrayList<>();
  private final Map<String, Counted> counting = new HashMap<>();

  // A node with the labels of all constraints, and which of them count it.
  private record Counted(Node node, BitSet includes) {}

  /**
   * The pod that is to be placed.
   *
   * @param namespace its namespace
   * @param labels its labels
   * @param constraints at least one
   * @param selects whether its node selector and affinity select a node
   * @param tolerates whether it tolerates the taints of a node
   */
  public record Subject(
      String namespace,
      Map<String, String> labels,
      List<SpreadConstraint> constraints,
      Predicate<Node> selects,
      Predicate<Node> tolerates) {}

  /** The domains of one constraint with their pods. */
  private static final class Count {
    private final SpreadConstraint constraint;
    private final int self;
    private final Map<String, Integer> pods = new HashMap<>();
    private @Nullable Integer least;

    Count(SpreadConstraint constraint, Map<String, String> labels) {
      this.constraint = constraint;
      this.self = constraint.selects(labels) ? 1 : 0;
    }

    void add(String domain, int delta) {
      pods.merge(domain, delta, Integer::sum);
      least = null;
    }

    private int least() {
      if (pods.isEmpty() || pods.size() < constraint.minDomains()) {
        return 0;
      }
      Integer known = least;
      if (known == null) {
        known = Collections.min(pods.values());
        least = known;
      }
      return known;
    }

    boolean isSkewed(String domain) {
      long there = pods.getOrDefault(domain, 0);
      return there + self - least() > constraint.maxSkew();
    }
  }

  private TopologySpread(Subject pod, Inventory inventory) {
    this.pod = pod;
    this.inventory = inventory;
    for (SpreadConstraint constraint : pod.constraints()) {
      counts.add(new Count(constraint, pod.labels()));
    }
  }

  /** Counts the pods that a pod is to be spread among; null for a pod without constraints. */
  public static @Nullable TopologySpread of(Subject pod, Inventory inventory) {
    if (pod.constraints().isEmpty()) {
      return null;
    }
    TopologySpread spread = new TopologySpread(pod, inventory);
    for (Node node : inventory.nodes()) {
      spread.addDomains(node);
    }
    for (Collection<PlacedPod> alike : inventory.placedPods(pod.namespace())) {
      spread.count(alike);
    }
    return spread;
  }

  private void addDomains(Node node) {
    if (!hasAllLabels(node)) {
      return;
    }
    BitSet includes = new BitSet();
    for (int i = 0; i < counts.size(); i++) {
      Count count = counts.get(i);
      if (isIncluded(count.constraint, node)) {
        includes.set(i);
        count.add(domain(count, node), 0);
      }
    }
    counting.put(node.name(), new Counted(node, includes));
  }

  private boolean hasAllLabels(Node node) {
    inventory.spend(counts.size());
    for (Count count : counts) {
      if (!node.labels().containsKey(count.constraint.topologyKey())) {
        return false;
      }
    }
    return true;
  }

  private static String domain(Count count, Node node) {
    return node.labels().getOrDefault(count.constraint.topologyKey(), "");
  }

  private boolean isIncluded(SpreadConstraint constraint, Node node) {
    return (!constraint.honoursAffinity() || pod.selects().test(node))
        && (!constraint.honoursTaints() || pod.tolerates().test(node));
  }

  /**
   * Counts a pod that comes to a node, or goes from it.
   *
   * @param delta 1 for one that comes, -1 for one that goes
   */
  public void update(PlacedPod other, Node node, int delta) {
    Counted counted = counting.get(node.name());
    if (counted == null || !other.namespace().equals(pod.namespace())) {
      return;
    }
    for (int i = 0; i < counts.size(); i++) {
      Count count = counts.get(i);
      if (counted.includes().get(i) && count.constraint.selects(other.labels())) {
        count.add(domain(count, node), delta);
      }
    }
  }

  // All have the same labels.
  private void count(Collection<PlacedPod> alike) {
    BitSet which = null;
    for (PlacedPod other : alike) {
      which = which == null ? whichCount(other) : which;
      if (which.isEmpty()) {
        return;
      }
      Counted counted = other.standing().terminating() ? null : counting.get(other.node());
      inventory.spend(counts.size());
      for (int i = 0; counted != null && i < counts.size(); i++) {
        if (which.get(i) && counted.includes().get(i)) {
          counts.get(i).add(domain(counts.get(i), counted.node()), 1);
        }
      }
    }
  }

  // Which constraints count a pod that is there.
  private BitSet whichCount(PlacedPod other) {
    BitSet which = new BitSet();
    for (int i = 0; i < counts.size(); i++) {
      inventory.spend(counts.get(i).constraint.size());
      which.set(i, counts.get(i).constraint.counts(other.labels()));
    }
    return which;
  }

  /** Returns what a node fails on; null when it does not. */
  public @Nullable Rejection reject(Node node) {
    inventory.spend(counts.size());
    for (Count count : counts) {
      String domain = node.labels().get(count.constraint.topologyKey());
      if (domain == null) {
        return Rejection.MISSING_LABEL;
      }
      if (count.isSkewed(domain)) {
        return Rejection.SKEW;
      }
    }
    return null;
  }
}
