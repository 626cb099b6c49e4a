package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.inventory.ClusterObjects.Detail;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.text.KeptFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of objects that are read once, as the API server serves it.
 *
 * @param path where all of them are
 * @param seen what rules look at, where that is known
 * @param isNeeded whether one cannot do without it
 */
record ReadKind(
    GroupKind kind,
    String apiVersion,
    String path,
    Role role,
    @Nullable InventoryKind seen,
    boolean isNeeded) {
  /** All but who wrote which field, and the object once more: nobody reads either. */
  static final KeptFields WHOLE =
      KeptFields.allBut(
          "metadata.managedFields",
          "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]");

  // Kubernetes' own carriers are made of those of others, hardly ever the other way round.
  private static final Set<String> LAST = Set.of("", "apps", "batch");

  // What predictions look at besides: who would be evicted, which devices there are, which volumes
  // a node may have.
  private static final List<ReadKind> PREDICTED =
      List.of(
          ReadKind.of("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
          ReadKind.of("resource.k8s.io/v1", "ResourceSlice", "resourceslices"),
          ReadKind.of("resource.k8s.io/v1", "ResourceClaim", "resourceclaims"),
          ReadKind.of("resource.k8s.io/v1", "ResourceClaimTemplate", "resourceclaimtemplates"),
          ReadKind.of("storage.k8s.io/v1", "CSINode", "csinodes"));

  private static final Set<GroupKind> UNREAD = Set.of(GroupKind.SECRET, GroupKind.CONFIG_MAP);

  /** The place of a kind among the objects. */
  enum Role {
    /** It is part of the world. */
    WORLD,
    /** It carries pods. */
    CARRIER,
    /** It is judged, and nothing else. */
    JUDGED
  }

  /**
   * All kinds that make up the world, that carry pods and that are to be judged, in the order in
   * which they are read.
   *
   * @param judged further kinds that are to be judged, as far as they are there
   */
  static List<ReadKind> all(Discovery discovery, Carriers carriers, Set<GroupKind> judged)
      throws RequestFailedException, InterruptedException {
    List<ReadKind> kinds = new ArrayList<>();
    for (InventoryKind kind : InventoryKind.values()) {
      kinds.add(ReadKind.of(kind));
    }
    kinds.addAll(PREDICTED);
    kinds.addAll(discovered(discovery, carriers, further(kinds, judged)));
    return kinds;
  }

  private static ReadKind of(String apiVersion, String kind, String resources) {
    String path = "/apis/" + apiVersion + '/' + resources;
    return new ReadKind(GroupKind.of(apiVersion, kind), apiVersion, path, Role.WORLD, null, false);
  }

  private static ReadKind of(InventoryKind kind) {
    return new ReadKind(
        kind.groupKind(), kind.apiVersion(), kind.path(), Role.WORLD, kind, kind.isCore());
  }

  private static ReadKind of(Discovery.ServedVersion kind, Role role) {
    return new ReadKind(
        kind.kind(), kind.apiVersion(), kind.path(), role, null, role == Role.CARRIER);
  }

  boolean isCarrier() {
    return role == Role.CARRIER;
  }

  /** Returns whether it is one of Kubernetes' own kinds, which every API server serves itself. */
  boolean isOwn() {
    return seen != null || LAST.contains(kind.group());
  }

  KeptFields fields(Detail detail) {
    return detail == Detail.WHOLE || seen == null
        ? WHOLE
        : KeptFields.of(seen.fields().toArray(String[]::new));
  }

  // Nobody reads what is secret, whatever a policy judges.
  private static Set<GroupKind> further(List<ReadKind> kinds, Set<GroupKind> judged) {
    Set<GroupKind> further = new HashSet<>(judged);
    further.removeAll(UNREAD);
    kinds.forEach(kind -> further.remove(kind.kind()));
    return further;
  }

  private static List<ReadKind> discovered(
      Discovery discovery, Carriers carriers, Set<GroupKind> judged)
      throws RequestFailedException, InterruptedException {
    Map<GroupKind, Role> wanted = new HashMap<>();
    judged.forEach(kind -> wanted.put(kind, Role.JUDGED));
    carriers.kinds().forEach(kind -> wanted.put(kind, Role.CARRIER));
    wanted.remove(GroupKind.POD);
    List<ReadKind> served = new ArrayList<>(discovered(discovery, "v1", wanted));
    for (Discovery.Group group : discovery.groups()) {
      if (wanted.keySet().stream().anyMatch(kind -> kind.group().equals(group.name()))) {
        served.addAll(discovered(discovery, group.apiVersions().getFirst(), wanted));
      }
    }
    served.sort(
        Comparator.comparing((ReadKind kind) -> LAST.contains(kind.kind().group()))
            .thenComparing(ReadKind::path));
    return served;
  }

  private static List<ReadKind> discovered(
      Discovery discovery, String apiVersion, Map<GroupKind, Role> wanted)
      throws RequestFailedException, InterruptedException {
    try {
      List<ReadKind> found = new ArrayList<>();
      for (Discovery.ServedVersion served : discovery.kinds(apiVersion)) {
        Role role = wanted.get(served.kind());
        if (served.isListable() && role != null) {
          found.add(ReadKind.of(served, role));
        }
      }
      return found;
    } catch (RequestFailedException e) {
      if (e.code() == 404 || e.code() == 503 || e.code() == 200) {
        // A group whose own server is away, or says what nobody can read: nothing of it can be had.
        return List.of();
      }
      throw e;
    }
  }
}
