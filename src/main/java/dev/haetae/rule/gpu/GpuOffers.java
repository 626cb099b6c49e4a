package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.inventory.alike.AlikeElements;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.GpuCounters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The GPUs that nodes offer, by name: resources of which they have one or more, and products. */
final class GpuOffers {
  // Of names that might be meant; a pod with more that are wrong is not helped by another.
  private static final int MOST_SUGGESTIONS = 8;

  // Up to so many values are compared with each node's as fast as by a table of what nodes have.
  private static final int FEW = 4;

  private static final String INSTEAD =
      "write a name that the nodes have, or see why its device plugin is not there";

  private final GpuResources gpus;
  private final Inventory inventory;
  private final Findings findings;
  private final Map<String, SortedSet<String>> products = new HashMap<>();
  private int suggestions;

  GpuOffers(GpuResources gpus, Inventory inventory, Findings findings) {
    this.gpus = gpus;
    this.inventory = inventory;
    this.findings = findings;
  }

  /** The GPUs among {@code amounts}: {@code 2 nvidia.com/gpu}. */
  static String describe(ResourceAmounts amounts, GpuResources gpus) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < amounts.others(); i++) {
      if (gpus.include(amounts.otherName(i)) && amounts.other(i) > 0) {
        out.append(out.isEmpty() ? "" : " + ").append(amounts.other(i));
        out.append(' ').append(amounts.otherName(i));
      }
    }
    return out.toString();
  }

  /** Reports each resource that a pod asks for and no node has; whether there is none. */
  boolean checkResources(PodView pod) {
    SortedSet<String> offered = resources();
    Set<String> seen = new HashSet<>(offered);
    boolean found = true;
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        for (int i = 0; i < amounts.value().size(); i++) {
          String name = amounts.value().key(i);
          if (gpus.areAsked(amounts.value(), i) && seen.add(name)) {
            report(amounts.path(name), List.of(name), offered, " offers %q; on offer: %s", INSTEAD);
            found = false;
          }
        }
      }
    }
    return found;
  }

  /**
   * Reports each resource that stands for no GPU and no node has, and whose name is nearly that of
   * a GPU which nodes have: {@code nvidia.com/gpus}.
   */
  void checkMisspelt(PodView pod) {
    SortedSet<String> offered = resources();
    Set<String> known = new HashSet<>();
    inventory.nodes().forEach(node -> known.addAll(node.allocatable().keySet()));
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        for (int i = 0; i < amounts.value().size(); i++) {
          String name = amounts.value().key(i);
          boolean isOther = !gpus.include(name) && !GpuCounters.count(name);
          if (isOther && known.add(name) && suggestions < MOST_SUGGESTIONS) {
            checkMisspelt(name, amounts.path(name), offered);
          }
        }
      }
    }
  }

  // In one domain only: of short names with a long one before them, each is near the others.
  private void checkMisspelt(String name, Path path, SortedSet<String> offered) {
    int length = name.indexOf('/') + 1;
    String domain = name.substring(0, length);
    List<String> near =
        offered.stream()
            .filter(one -> length > 0 && one.startsWith(domain))
            .map(one -> one.substring(length))
            .toList();
    String meant = LabelFault.nearest(name.substring(length), near, inventory).orElse(null);
    if (meant != null) {
      suggestions++;
      findings.violation(
          GpuCapacity.NOT_OFFERED,
          path,
          Sentence.of("no node offers %q; on offer: %s", name, offered)
              .didYouMean(Optional.of(domain + meant), INSTEAD));
    }
  }

  private SortedSet<String> resources() {
    SortedSet<String> offered = new TreeSet<>();
    for (Node node : inventory.nodes()) {
      node.allocatable().forEach((name, quantity) -> addOffered(offered, name, quantity));
    }
    return offered;
  }

  private void addOffered(Set<String> offered, String name, Quantity quantity) {
    if (quantity.signum() > 0 && gpus.include(name)) {
      offered.add(name);
    }
  }

  /** Reports each product that a pod requires and no node has; whether there is none. */
  boolean checkProducts(PodView pod, List<String> labels) {
    boolean found = true;
    ObjectView nodeSelector = pod.placing("nodeSelector").object("nodeSelector");
    for (String label : labels) {
      if (nodeSelector.has(label)) {
        found &= checkProduct(label, List.of(nodeSelector.text(label)), nodeSelector.path(label));
      }
    }
    for (NodeTerm term : NodeTerm.of(pod)) {
      for (ObjectView expression : term.view().objects("matchExpressions")) {
        String label = expression.text("key");
        if (labels.contains(label) && expression.text("operator").equals("In")) {
          found &= checkProduct(label, expression.texts("values"), expression.path("values"));
        }
      }
    }
    return found;
  }

  // One value that a node has is enough: the others may be bought yet.
  private boolean checkProduct(String label, List<String> values, Path path) {
    if (values.isEmpty() || (values.size() <= FEW && isOnANode(label, values))) {
      return true;
    }
    SortedSet<String> offered = products.computeIfAbsent(label, this::products);
    for (String value : values) {
      if (offered.contains(value)) {
        return true;
      }
    }
    report(path, values, offered, " has the product %q; products are %s", LabelFault.INSTEAD);
    return false;
  }

  // Mostly one of the first nodes has it, and nobody needs to know what the others have.
  private boolean isOnANode(String label, List<String> values) {
    for (Node node : inventory.nodes()) {
      String product = node.labels().get(label);
      if (product != null && values.contains(product)) {
        return true;
      }
    }
    return false;
  }

  private SortedSet<String> products(String label) {
    SortedSet<String> offered = new TreeSet<>();
    // Of thousands of nodes it is enough to ask one of each kind.
    if (inventory.nodeLoads() instanceof AlikeElements<NodeLoad> loads && loads.areAlikeIn(label)) {
      for (int i = 0; i < loads.kinds(); i++) {
        addProduct(loads.ofKind(i).node(), label, offered);
      }
    } else {
      inventory.nodes().forEach(node -> addProduct(node, label, offered));
    }
    return offered;
  }

  private static void addProduct(Node node, String label, Set<String> offered) {
    String product = node.labels().get(label);
    if (product != null) {
      offered.add(product);
    }
  }

  private void report(
      Path path, List<String> names, SortedSet<String> offered, String words, String instead) {
    Sentence sentence =
        Sentence.of(inventory.isClosed() ? "no node" : "no known node")
            .then(words, names.getFirst(), offered.isEmpty() ? List.of("none") : offered);
    if (!inventory.isClosed()) {
      findings.undecided(GpuCapacity.NOT_OFFERED, path, sentence);
      return;
    }
    findings.violation(
        GpuCapacity.NOT_OFFERED,
        path,
        suggestions++ < MOST_SUGGESTIONS
            ? sentence.didYouMean(nearest(names, offered, instead), instead)
            : sentence.instead("write a name that the nodes have"));
  }

  // The number in the name of a product means another product, in that of a resource a part.
  private Optional<String> nearest(List<String> names, SortedSet<String> offered, String instead) {
    return instead.equals(INSTEAD)
        ? LabelFault.nearest(names.getFirst(), offered, inventory)
        : LabelFault.nearestOfAny(names, offered, inventory);
  }
}
