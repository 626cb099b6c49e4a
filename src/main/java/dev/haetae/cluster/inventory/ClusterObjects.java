package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.UnreadableObject;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.text.StreamedObject;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The objects of a cluster that rules and predictions look at, read once: the kinds of the
 * inventory and some more, and whatever carries pods, except what a controller has made of another
 * carrier that is there. Kinds that the API server does not serve are passed over, and so are those
 * that may not be listed and that one can do without.
 *
 * <p>Who sees the accounts of a cluster takes its classes to be seen as well. So the accounts are
 * passed over, too, where another kind may not be listed: nothing is taken to be absent then.
 */
public final class ClusterObjects implements AutoCloseable {
  /** All but who wrote which field, and the object once more: nobody reads either. */
  private static final KeptFields FIELDS =
      KeptFields.allBut(
          "metadata.managedFields",
          "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]");

  /** As JSON an object may be some times as long as etcd takes it. */
  private static final int LONGEST = 16 << 20;

  // Kubernetes' own carriers are made of those of others, hardly ever the other way round.
  private static final Set<String> LAST = Set.of("", "apps", "batch");

  // What predictions look at besides: who would be evicted, which devices there are, which volumes
  // a node may have.
  private static final List<Served> PREDICTED =
      List.of(
          Served.of("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
          Served.of("resource.k8s.io/v1", "ResourceSlice", "resourceslices"),
          Served.of("resource.k8s.io/v1", "ResourceClaim", "resourceclaims"),
          Served.of("resource.k8s.io/v1", "ResourceClaimTemplate", "resourceclaimtemplates"),
          Served.of("storage.k8s.io/v1", "CSINode", "csinodes"));

  private record Served(
      GroupKind kind, String apiVersion, String path, boolean isCarrier, boolean isNeeded) {
    static Served of(String apiVersion, String kind, String resources) {
      String path = "/apis/" + apiVersion + '/' + resources;
      return new Served(GroupKind.of(apiVersion, kind), apiVersion, path, false, false);
    }

    static Served of(InventoryKind kind) {
      return new Served(kind.groupKind(), kind.apiVersion(), kind.path(), false, kind.isCore());
    }
  }

  private final Cluster cluster;
  private final ApiServer server;
  private final List<Served> kinds;
  private final List<String> withheld;

  private ClusterObjects(
      Cluster cluster, ApiServer server, List<Served> kinds, List<String> withheld) {
    this.cluster = cluster;
    this.server = server;
    this.kinds = kinds;
    this.withheld = withheld;
  }

  /**
   * Opens the cluster and makes sure that every kind may be listed that one cannot do without.
   *
   * @param environment environment variables
   * @param carriers the kinds that carry pod specs
   * @throws CannotUseClusterException when there is no cluster, it does not answer, or something
   *     may not be listed that one cannot do without
   */
  public static ClusterObjects open(Map<String, String> environment, Carriers carriers)
      throws CannotUseClusterException, InterruptedException {
    Cluster cluster = Cluster.connect(environment);
    try {
      ApiServer server = cluster.server();
      List<Served> kinds = new ArrayList<>();
      for (InventoryKind kind : InventoryKind.values()) {
        kinds.add(Served.of(kind));
      }
      kinds.addAll(PREDICTED);
      kinds.addAll(carriers(new Discovery(server), carriers));
      List<Served> there = new ArrayList<>();
      List<String> withheld = new ArrayList<>();
      for (Served kind : kinds) {
        if (isThere(server, kind, withheld)) {
          there.add(kind);
        }
      }
      if (!withheld.isEmpty()) {
        there.removeIf(kind -> kind.kind().equals(GroupKind.SERVICE_ACCOUNT));
      }
      return new ClusterObjects(cluster, server, there, withheld);
    } catch (RequestFailedException e) {
      cluster.close();
      throw new CannotUseClusterException(Text.escape(e.sentence()));
    } catch (InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static boolean isThere(ApiServer server, Served kind, List<String> withheld)
      throws RequestFailedException, InterruptedException {
    try {
      return server.has(kind.path() + "?limit=1");
    } catch (RequestFailedException e) {
      if (e.code() != 403 || kind.isNeeded()) {
        throw e;
      }
      withheld.add(kind.kind().kind());
      return false;
    }
  }

  /** The kinds that may not be listed, and of which nothing is known. */
  public List<String> withheld() {
    return List.copyOf(withheld);
  }

  private static List<Served> carriers(Discovery discovery, Carriers carriers)
      throws RequestFailedException, InterruptedException {
    Set<GroupKind> wanted = new HashSet<>();
    wanted.addAll(carriers.kinds());
    wanted.remove(GroupKind.POD);
    List<Served> served = new ArrayList<>(carriers(discovery, "v1", wanted));
    for (Discovery.Group group : discovery.groups()) {
      if (wanted.stream().anyMatch(kind -> kind.group().equals(group.name()))) {
        served.addAll(carriers(discovery, group.apiVersions().getFirst(), wanted));
      }
    }
    served.sort(
        Comparator.comparing((Served kind) -> LAST.contains(kind.kind().group()))
            .thenComparing(Served::path));
    return served;
  }

  private static List<Served> carriers(
      Discovery discovery, String apiVersion, Set<GroupKind> wanted)
      throws RequestFailedException, InterruptedException {
    try {
      return discovery.kinds(apiVersion).stream()
          .filter(served -> served.isListable() && wanted.contains(served.kind()))
          .map(served -> new Served(served.kind(), apiVersion, served.path(), true, true))
          .toList();
    } catch (RequestFailedException e) {
      if (e.code() == 404 || e.code() == 503 || e.code() == 200) {
        // A group whose own server is away, or says what nobody can read: nothing of it can be had.
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Hands over every object, kind by kind, in the API server's order, without {@code
   * metadata.managedFields} and what {@code kubectl apply} remembers. What names a controller that
   * has not turned up comes last.
   *
   * @param unreadable gets the objects that are there and cannot be read
   * @throws CannotUseClusterException when the cluster stops answering; some objects may have been
   *     handed over then
   */
  public void forEach(Consumer<Resource> each, Consumer<UnreadableObject> unreadable)
      throws CannotUseClusterException, InterruptedException {
    Set<String> carriers = new HashSet<>();
    List<Resource> ownerless = new ArrayList<>();
    for (Served kind : kinds) {
      try {
        server.list(
            kind.path(),
            FIELDS,
            LONGEST,
            item ->
                hand(
                    item,
                    kind,
                    object -> {
                      if (kind.isCarrier()) {
                        carriers.add(object.metadata().text("uid"));
                      }
                      if (!kind.isCarrier() || !object.isControlled()) {
                        each.accept(object);
                      } else if (!isMadeOf(carriers, object)) {
                        ownerless.add(object);
                      }
                    },
                    unreadable));
      } catch (RequestFailedException e) {
        throw new CannotUseClusterException(Text.escape(e.sentence()));
      }
    }
    for (Resource object : ownerless) {
      if (!isMadeOf(carriers, object)) {
        each.accept(object);
      }
    }
  }

  private static boolean isMadeOf(Set<String> carriers, Resource object) {
    String own = object.metadata().text("uid");
    for (ObjectView reference : object.metadata().objects("ownerReferences")) {
      String owner = reference.text("uid");
      if (reference.flag("controller", false) && !owner.equals(own) && carriers.contains(owner)) {
        return true;
      }
    }
    return false;
  }

  private static void hand(
      StreamedObject item,
      Served kind,
      Consumer<Resource> each,
      Consumer<UnreadableObject> unreadable) {
    String problem = item.problem();
    if (item.isReadable()) {
      try {
        each.accept(
            ListedObjects.named(item.tree(), kind.apiVersion(), kind.kind().kind(), "cluster"));
        return;
      } catch (MalformedResourceException e) {
        problem = e.sentence();
      }
    }
    unreadable.accept(
        new UnreadableObject(
            kind.kind(), kind.apiVersion(), item.namespace(), item.name(), problem));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
