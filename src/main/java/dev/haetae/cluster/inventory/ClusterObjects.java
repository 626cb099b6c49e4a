package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.ApiServer;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.Discovery;
import dev.haetae.cluster.client.RequestFailedException;
import dev.haetae.cluster.client.UnreadableObject;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.KeptFields;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
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
  /** What is kept of the objects of the kinds that the world is made of. */
  public enum Detail {
    /** All but what nobody reads. */
    WHOLE,
    /** What rules look at in objects that they do not judge. */
    SEEN
  }

  private final Cluster cluster;
  private final Carriers carriers;
  private final List<ReadKind> kinds;
  private final List<String> withheld;

  private ClusterObjects(
      Cluster cluster, Carriers carriers, List<ReadKind> kinds, List<String> withheld) {
    this.cluster = cluster;
    this.carriers = carriers;
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
      return of(cluster, carriers, Set.of());
    } catch (CannotUseClusterException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * The objects of a cluster, which is closed with them.
   *
   * @param judged further kinds that are to be judged, as far as they are there
   */
  public static ClusterObjects of(Cluster cluster, Carriers carriers, Set<GroupKind> judged)
      throws CannotUseClusterException, InterruptedException {
    try {
      ApiServer server = cluster.server();
      List<ReadKind> there = new ArrayList<>();
      List<String> withheld = new ArrayList<>();
      for (ReadKind kind : ReadKind.all(new Discovery(server), carriers, judged)) {
        if (isThere(server, kind, withheld)) {
          there.add(kind);
        }
      }
      if (!withheld.isEmpty()) {
        there.removeIf(kind -> kind.kind().equals(GroupKind.SERVICE_ACCOUNT));
      }
      return new ClusterObjects(cluster, carriers, there, withheld);
    } catch (RequestFailedException e) {
      throw new CannotUseClusterException(Text.escape(e.sentence()));
    }
  }

  private static boolean isThere(ApiServer server, ReadKind kind, List<String> withheld)
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
    forEach(Detail.WHOLE, each, _ -> {}, unreadable);
  }

  /**
   * The same.
   *
   * @param detail what is kept of objects that carry no pods; of those that do, all
   * @param made gets what a controller has made of another carrier that is there
   */
  public void forEach(
      Detail detail,
      Consumer<Resource> each,
      Consumer<Resource> made,
      Consumer<UnreadableObject> unreadable)
      throws CannotUseClusterException, InterruptedException {
    Set<String> uids = new HashSet<>();
    List<Resource> ownerless = new ArrayList<>();
    for (ReadKind kind : kinds) {
      if (kind.role() == ReadKind.Role.JUDGED) {
        continue;
      }
      list(
          kind,
          kind.fields(detail),
          object -> {
            if (kind.isCarrier()) {
              uids.add(object.metadata().text("uid"));
            }
            if (!kind.isCarrier() || !object.isControlled()) {
              each.accept(object);
            } else if (isMadeOf(uids, object)) {
              made.accept(object);
            } else {
              ownerless.add(object);
            }
          },
          unreadable);
    }
    for (Resource object : ownerless) {
      (isMadeOf(uids, object) ? made : each).accept(object);
    }
  }

  /**
   * Hands over the objects of some kinds that carry no pods, and the pods, whole and page by page.
   *
   * @param wanted the kinds; what is not there is passed over
   * @param page gets {@value KindList#PAGE} objects at most, and may let go of them
   */
  public void forEachPage(
      Set<GroupKind> wanted, Consumer<List<Resource>> page, Consumer<UnreadableObject> unreadable)
      throws CannotUseClusterException, InterruptedException {
    for (ReadKind kind : kinds) {
      if (!kind.isCarrier() && wanted.contains(kind.kind())) {
        try {
          list().forEachPage(kind, page, unreadable);
        } catch (RequestFailedException e) {
          throw new CannotUseClusterException(Text.escape(e.sentence()));
        }
      }
    }
  }

  private KindList list() {
    return new KindList(cluster.server(), carriers);
  }

  private void list(
      ReadKind kind,
      KeptFields fields,
      Consumer<Resource> each,
      Consumer<UnreadableObject> unreadable)
      throws CannotUseClusterException, InterruptedException {
    try {
      list().forEach(kind, fields, each, unreadable);
    } catch (RequestFailedException e) {
      throw new CannotUseClusterException(Text.escape(e.sentence()));
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

  @Override
  public void close() {
    cluster.close();
  }
}
