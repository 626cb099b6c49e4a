package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.overview.GpuMap.Devices;
import dev.haetae.overview.GpuMap.NodeRow;
import dev.haetae.overview.GpuMap.Share;
import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.overview.GpuMap.Total;
import dev.haetae.overview.GpuMap.Waiting;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Taint;
import dev.haetae.simulator.scheduling.AmountText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The survey of GPUs: node by node, then sort by sort. */
final class GpuSurvey {
  static final Comparator<Sort> BY_SORT =
      Comparator.comparing(Sort::sharing)
          .thenComparing(Sort::resource)
          .thenComparing(Sort::profile)
          .thenComparing(Sort::model);
  private static final Set<String> NOT_READY =
      Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private final ReadableWorld world;
  private final OverviewSettings settings;
  private final GpuSorts sorts;
  private final SortedMap<Sort, GpuTally> tallies = new TreeMap<>(BY_SORT);
  private final Map<String, Long> wholeByNamespace = new HashMap<>();
  private final SortedMap<String, Waiting> waiting = new TreeMap<>();
  private final UncountedGpus uncounted;
  private final SortedMap<String, List<PlacedPod>> byNode = new TreeMap<>();
  private final List<NodeRow> rows = new ArrayList<>();

  /** The survey of a world. */
  GpuSurvey(ReadableWorld world, Census census, OverviewSettings settings) {
    this.world = world;
    this.settings = settings;
    this.sorts = new GpuSorts(settings);
    this.uncounted = new UncountedGpus(world, settings);
    for (PlacedPod pod : census.pods()) {
      uncounted.look(pod);
      if (pod.node().isEmpty()) {
        wait(pod);
      } else {
        byNode.computeIfAbsent(pod.node(), _ -> new ArrayList<>()).add(pod);
      }
    }
    List<GpuNode> nodes = new ArrayList<>();
    for (NodeLoad load : world.nodeLoads()) {
      nodes.add(look(load, byNode.getOrDefault(load.node().name(), List.of()), true));
      byNode.remove(load.node().name());
    }
    byNode.forEach((name, pods) -> nodes.add(look(NodeLoad.of(unknown(name), pods), pods, false)));
    nodes.sort(Comparator.comparing(GpuNode::name));
    // What is usual is known only when all have been looked at.
    for (GpuNode node : nodes) {
      if (!node.devices.isEmpty()) {
        rows.add(row(node));
      }
    }
  }

  private static Node unknown(String name) {
    return new Node(name, Map.of(), false, List.of(), Map.of());
  }

  private void wait(PlacedPod pod) {
    pod.requests()
        .forEach((resource, quantity) -> {
          if (quantity.signum() > 0 && settings.gpus().include(resource)) {
            Waiting one = new Waiting(resource, quantity.value(), 1);
            waiting.merge(resource, one, GpuSurvey::plus);
          }
        });
  }

  private static Waiting plus(Waiting one, Waiting other) {
    return new Waiting(
        one.resource(), ResourceAmounts.plus(one.gpus(), other.gpus()), one.pods() + other.pods());
  }

  /** A node as it is looked at. */
  private record GpuNode(
      NodeLoad load,
      boolean isThere,
      boolean ready,
      boolean open,
      Map<String, Long> capacity,
      SortedMap<Sort, List<PlacedPod>> devices) {
    String name() {
      return load.node().name();
    }
  }

  private GpuNode look(NodeLoad load, List<PlacedPod> pods, boolean isThere) {
    Node node = load.node();
    Resource written = isThere ? world.written(GroupKind.NODE, "", node.name()) : null;
    Map<String, Long> capacity = capacity(node, written);
    SortedSet<String> resources = new TreeSet<>(capacity.keySet());
    Map<String, List<PlacedPod>> holders = new HashMap<>();
    for (PlacedPod pod : pods) {
      for (Map.Entry<String, Quantity> asked : pod.requests().entrySet()) {
        if (asked.getValue().signum() > 0 && settings.gpus().include(asked.getKey())) {
          resources.add(asked.getKey());
          holders.computeIfAbsent(asked.getKey(), _ -> new ArrayList<>()).add(pod);
        }
      }
    }
    SortedMap<Sort, List<PlacedPod>> devices = new TreeMap<>(BY_SORT);
    for (String resource : resources) {
      devices.put(sorts.of(resource, node), holders.getOrDefault(resource, List.of()));
    }
    boolean ready = isReady(node, written);
    GpuNode found = new GpuNode(load, isThere, ready, isThere && isOpen(node), capacity, devices);
    devices.forEach((sort, own) -> count(found, sort, own));
    return found;
  }

  private void count(GpuNode node, Sort sort, List<PlacedPod> pods) {
    long held = 0;
    GpuTally tally = tallies.computeIfAbsent(sort, GpuTally::new);
    for (PlacedPod pod : pods) {
      long own = gpus(pod, sort);
      held = ResourceAmounts.plus(held, own);
      tally.addHolder(pod, own);
      if (sort.sharing() == Sharing.WHOLE) {
        wholeByNamespace.merge(pod.namespace(), own, ResourceAmounts::plus);
      }
    }
    long all = node.load.allocatable().other(sort.resource());
    tally.addNode(node.load, capacity(node, sort), all, held, node.open);
  }

  private static long gpus(PlacedPod pod, Sort sort) {
    return pod.requests().getOrDefault(sort.resource(), Quantity.ZERO).value();
  }

  private static long capacity(GpuNode node, Sort sort) {
    return Math.max(
        node.capacity.getOrDefault(sort.resource(), 0L),
        node.load.allocatable().other(sort.resource()));
  }

  // What a node has of each GPU resource, also where it offers none of it now.
  private Map<String, Long> capacity(Node node, @Nullable Resource written) {
    Map<String, Long> capacity = new HashMap<>();
    add(node.allocatable(), capacity);
    if (written != null) {
      try {
        add(written.view().object("status").quantities("capacity"), capacity);
      } catch (MalformedResourceException e) {
        // What it offers is known all the same.
      }
    }
    return capacity;
  }

  private void add(Map<String, Quantity> amounts, Map<String, Long> capacity) {
    amounts.forEach((resource, quantity) -> {
      if (quantity.signum() > 0 && settings.gpus().include(resource)) {
        capacity.merge(resource, quantity.value(), Math::max);
      }
    });
  }

  private boolean isOpen(Node node) {
    if (node.unschedulable()) {
      return false;
    }
    for (Taint taint : node.taints()) {
      if (!taint.effect().equals("PreferNoSchedule") && !settings.isMark(taint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReady(Node node, @Nullable Resource written) {
    for (Taint taint : node.taints()) {
      if (NOT_READY.contains(taint.key())) {
        return false;
      }
    }
    try {
      for (ObjectView condition :
          written == null
              ? List.<ObjectView>of()
              : written.view().object("status").objects("conditions")) {
        if (condition.text("type").equals("Ready")) {
          return condition.text("status").equals("True");
        }
      }
    } catch (MalformedResourceException e) {
      // The taints have said so already.
    }
    return true;
  }

  private NodeRow row(GpuNode node) {
    NodeLoad load = node.load;
    List<Devices> devices = new ArrayList<>();
    node.devices.forEach((sort, pods) -> devices.add(devices(node, sort, pods)));
    return new NodeRow(
        node.name(),
        node.isThere,
        load.node().unschedulable(),
        node.ready,
        load.node().taints().stream()
            .filter(taint -> !taint.effect().equals("PreferNoSchedule"))
            .map(Taint::toString)
            .toList(),
        new Amount(
            AmountText.cpus(
                ResourceAmounts.minus(load.allocatable().milliCpu(), load.requested().milliCpu())),
            AmountText.cpus(load.allocatable().milliCpu())),
        new Amount(
            AmountText.bytes(
                ResourceAmounts.minus(load.allocatable().memory(), load.requested().memory())),
            AmountText.bytes(load.allocatable().memory())),
        new Amount(
            Long.toString(Math.max(0, load.allocatable().pods() - load.pods())),
            Long.toString(load.allocatable().pods())),
        Rows.of(devices));
  }

  private Devices devices(GpuNode node, Sort sort, List<PlacedPod> pods) {
    long all = node.load.allocatable().other(sort.resource());
    long held = 0;
    for (PlacedPod pod : pods) {
      held = ResourceAmounts.plus(held, gpus(pod, sort));
    }
    long free = Math.max(0, ResourceAmounts.minus(all, held));
    GpuPod usual = tally(sort).usualPod();
    long stranded = node.open ? free - Math.min(free, usual.room(node.load)) : 0;
    tally(sort).addStranded(stranded);
    return new Devices(
        sort,
        capacity(node, sort),
        all,
        held,
        free,
        Math.max(0, ResourceAmounts.minus(held, all)),
        shares(sort, pods),
        stranded,
        stranded > 0 ? usual.scarce(node.load) : "");
  }

  private GpuTally tally(Sort sort) {
    return tallies.computeIfAbsent(sort, GpuTally::new);
  }

  private static Rows<Share> shares(Sort sort, List<PlacedPod> pods) {
    List<Share> shares = new ArrayList<>();
    Holders.group(pods)
        .forEach((key, own) -> {
          long gpus = 0;
          for (PlacedPod pod : own) {
            gpus = ResourceAmounts.plus(gpus, gpus(pod, sort));
          }
          shares.add(new Share(key.holder(own), gpus));
        });
    shares.sort(
        Comparator.comparingLong((Share share) -> -share.gpus())
            .thenComparing(Share::holder, Holders.BY_NAME));
    return Rows.of(shares);
  }

  /** All of it. */
  GpuMap map() {
    List<Total> totals = tallies.values().stream().map(GpuTally::total).toList();
    return new GpuMap(
        Rows.of(totals), Rows.of(rows), Rows.of(List.copyOf(waiting.values())), uncounted.told());
  }

  /** The tallies of whole GPUs. */
  List<GpuTally> whole() {
    return tallies.values().stream().filter(one -> one.sort().sharing() == Sharing.WHOLE).toList();
  }

  /** Returns how many whole GPUs the pods of a namespace hold. */
  long wholeHeldIn(String namespace) {
    return wholeByNamespace.getOrDefault(namespace, 0L);
  }
}
