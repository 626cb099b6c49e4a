package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.overview.PendingPods.Cause;
import dev.haetae.overview.PendingPods.Row;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodRelations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The survey of the pods that are on no node: alike ones are looked at once. */
final class PendingSurvey {
  // By these each pod of a controller differs from the next, and in nothing that places it.
  private static final Set<String> ORDINALS =
      Set.of(
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index",
          "statefulset.kubernetes.io/pod-name");

  private final ReadableWorld world;
  private final Map<Alike, Group> groups = new LinkedHashMap<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();
  private final Map<String, Integer> stuckByNamespace = new HashMap<>();
  private final SortedMap<Cause, Integer> causes = new TreeMap<>();
  private final List<Row> rows = new ArrayList<>();
  private int pods;
  private int stuck;

  /**
   * The demand of a pod, whatever its name.
   *
   * @param pod without its requests; null when it is not known
   * @param requests as text, which can be compared; of a pod that is not known, its name
   */
  record Asked(@Nullable PodDemand pod, String requests) {}

  /** The common of pods that are one row. */
  private record Alike(Holders.Key holder, Asked asked) {}

  /** Alike pods. */
  static final class Group {
    private final Holders.Key key;
    private final Asked asked;
    private final List<PlacedPod> pods = new ArrayList<>(1);
    private final @Nullable Resource written;

    private Group(Alike alike, @Nullable Resource written) {
      this.key = alike.holder;
      this.asked = alike.asked;
      this.written = written;
    }

    // Those whose age is not known last.
    PlacedPod oldest() {
      PlacedPod oldest = pods.getFirst();
      for (PlacedPod pod : pods) {
        if (pod.created() > 0 && (oldest.created() == 0 || pod.created() < oldest.created())) {
          oldest = pod;
        }
      }
      return oldest;
    }

    Holder holder() {
      return key.holder(pods);
    }

    /** The demand of each of them. */
    Asked asked() {
      return asked;
    }

    /** One of them as it is written; null when it is not known. */
    @Nullable Resource written() {
      return written;
    }
  }

  /** The survey of a world. */
  PendingSurvey(ReadableWorld world, Census census, OverviewSettings settings, ClaimSurvey claims) {
    this.world = world;
    for (PlacedPod pod : census.pods()) {
      if (pod.node().isEmpty()) {
        add(pod);
      }
    }
    List<Group> oldestFirst = new ArrayList<>(groups.values());
    oldestFirst.sort(
        Comparator.comparingLong((Group group) -> age(group.oldest().created()))
            .thenComparing(Group::holder, Holders.BY_NAME));
    PendingLook look = new PendingLook(world, census, settings, claims);
    for (Group group : oldestFirst) {
      count(group, look.at(group));
    }
    // The sort is stable: of one urgency the oldest stay first.
    rows.sort(Comparator.comparing(row -> !row.cause().isStuck()));
  }

  private static long age(long created) {
    return created == 0 ? Long.MAX_VALUE : created;
  }

  private void add(PlacedPod pod) {
    pods++;
    byNamespace.merge(pod.namespace(), 1, Integer::sum);
    Resource written = world.written(GroupKind.POD, pod.namespace(), pod.name());
    Holders.Key holder = Holders.Key.of(pod);
    PodDemand demand = demand(written);
    Asked asked =
        demand == null
            ? new Asked(null, pod.namespace() + '/' + pod.name())
            : new Asked(nameless(demand), demand.requests().toString());
    Alike alike = new Alike(holder, asked);
    groups.computeIfAbsent(alike, _ -> new Group(alike, written)).pods.add(pod);
  }

  private static @Nullable PodDemand demand(@Nullable Resource written) {
    try {
      return written == null ? null : PodDemand.of(written.pods().getFirst());
    } catch (MalformedResourceException e) {
      return null;
    }
  }

  private static PodDemand nameless(PodDemand pod) {
    PodRelations own = pod.relations();
    Map<String, String> labels = new HashMap<>(own.labels());
    labels.keySet().removeAll(ORDINALS);
    return new PodDemand(
        pod.namespace(),
        "",
        pod.nodeName(),
        pod.nodeSelector(),
        pod.affinity(),
        pod.tolerations(),
        ResourceAmounts.NONE,
        pod.hostPorts(),
        pod.claims(),
        pod.devices(),
        new PodRelations(labels, own.affinity(), own.antiAffinity(), own.spread(), own.priority()),
        pod.runtimeClass(),
        pod.hasOverhead(),
        pod.unmodelled());
  }

  private void count(Group group, Row row) {
    rows.add(row);
    causes.merge(row.cause(), group.pods.size(), Integer::sum);
    if (row.cause().isStuck()) {
      stuck += group.pods.size();
      stuckByNamespace.merge(group.key.namespace(), group.pods.size(), Integer::sum);
    }
  }

  /** All of it. */
  PendingPods pods() {
    return new PendingPods(pods, causes, Rows.of(rows));
  }

  /** Returns how many pods are on no node. */
  int waiting() {
    return pods;
  }

  /** Returns how many pods do not run until somebody does something. */
  int stuck() {
    return stuck;
  }

  /** Returns how many pods of a namespace are on no node. */
  int waitingIn(String namespace) {
    return byNamespace.getOrDefault(namespace, 0);
  }

  /** Returns how many of these do not run until somebody does something. */
  int stuckIn(String namespace) {
    return stuckByNamespace.getOrDefault(namespace, 0);
  }
}
