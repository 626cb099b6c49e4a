package dev.haetae.inventory;

import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects a rule may look at besides its subject. Every look-up is by key and O(1) or
 * O(answer); lists come in the order of names.
 *
 * <p>A world is <em>closed</em> when what is not found does not exist (a cluster, a saved
 * inventory), and <em>open</em> when only a part of it is known (a few manifests): then what is not
 * found is undecided, never a pass and never a violation.
 *
 * <p>An object may be there and yet be <em>unreadable</em>: too large, or of a shape that it cannot
 * have. It is never absent: every look-up that would have to give it, or that needs all objects of
 * a kind to be right, throws an {@link UnreadableObjectException}, which makes the verdict of the
 * rule that asked undecided. Which look-ups these are is decided so that nobody can have the
 * reviews of others undecided:
 *
 * <ul>
 *   <li>by name ({@link #claim}, {@link #volume}, {@link #storageClass}, {@link #node}, {@link
 *       #service}, {@link #namespaceLabels}, {@link #object}): when it is that object;
 *   <li>lists of volumes, classes and nodes: when any of the kind is unreadable, for it may be the
 *       one that counts, and only operators write them;
 *   <li>{@link #objects}: when one of that kind and namespace is;
 *   <li>{@link #podsUsing}: when a pod of that namespace is;
 *   <li>lists of what the users of all namespaces write ({@link #claims}, {@link #services}, {@link
 *       #podsOn}, {@link #placedPods}, {@link #podsKeepingOff}, {@link #nodePortOwners}): never;
 *       they give what can be read.
 * </ul>
 *
 * <p>Labels that are not kept throw the same when one of them is asked for ({@link UnknownLabels}).
 */
public interface Inventory {
  /** Returns whether what is not found does not exist. */
  boolean isClosed();

  /**
   * Counts steps of work that multiplies things of this world with things of an object that is
   * judged, other than look-ups.
   *
   * @throws BudgetExceededException in a world that is looked at with a {@link Budget}, when that
   *     is spent
   */
  default void spend(long steps) {}

  /** The part of the world that was last heard of longest ago; null for a world that stands. */
  default @Nullable Age oldest() {
    return null;
  }

  /** The claim of this name; null when not found. */
  @Nullable PersistentVolumeClaim claim(String namespace, String name);

  /** The claims of a namespace, by name. */
  Collection<PersistentVolumeClaim> claims(String namespace);

  /**
   * The claims of all namespaces that have no volume yet, by the class that they write; the empty
   * class is that of claims that write the empty one or none. By namespace and name.
   */
  Collection<PersistentVolumeClaim> unboundClaims(String storageClass);

  /**
   * Returns whether a volume is about to be made for a claim that is new: pods that mount it wait
   * for that, and for nothing else. Only a world of predictions knows of one.
   */
  default boolean isProvisioning(String namespace, String claim) {
    return false;
  }

  /** The volume of this name; null when not found. */
  @Nullable PersistentVolume volume(String name);

  /** All volumes, by name. */
  Collection<PersistentVolume> volumes();

  /** The volumes of a class, by name; the empty class is that of volumes without one. */
  List<PersistentVolume> volumesByClass(String storageClass);

  /**
   * The volumes whose claimRef names this claim, by name, whatever the uid: at most one in a
   * healthy cluster.
   */
  List<PersistentVolume> volumesPromisedTo(String namespace, String claim);

  /** The volumes of a CSI driver with this handle, by name: at most one in a healthy cluster. */
  default List<PersistentVolume> volumesByHandle(String driver, String handle) {
    List<PersistentVolume> found = new ArrayList<>();
    for (PersistentVolume volume : volumes()) {
      PersistentVolume.Source source = volume.source();
      if (source.driver().equals(driver) && source.handle().equals(handle)) {
        found.add(volume);
      }
    }
    return found;
  }

  /** The volumes whose NFS export is this one, holds it or lies in it, by name. */
  default List<PersistentVolume> volumesOverlapping(NfsExport export) {
    List<PersistentVolume> found = new ArrayList<>();
    for (PersistentVolume volume : volumes()) {
      NfsExport other = volume.source().export();
      if (other != null && other.overlaps(export)) {
        found.add(volume);
      }
    }
    return found;
  }

  /** The class of this name; null when not found. */
  @Nullable StorageClass storageClass(String name);

  /** All classes, by name. */
  Collection<StorageClass> storageClasses();

  /**
   * The class of devices of this name; null when it is not known, which in no world means that
   * there is none: API servers before 1.34 do not serve it, and live worlds do not watch it.
   */
  default @Nullable DeviceClass deviceClass(String name) {
    return null;
  }

  /** The node of this name; null when not found. */
  @Nullable Node node(String name);

  /** All nodes, by name. */
  Collection<Node> nodes();

  /** All nodes with what their pods take of them, by name. */
  default List<NodeLoad> nodeLoads() {
    List<NodeLoad> loads = new ArrayList<>();
    for (Node node : nodes()) {
      loads.add(NodeLoad.of(node, podsOn(node.name())));
    }
    return loads;
  }

  /** The unfinished pods that are on a node, by namespace and name. */
  List<PlacedPod> podsOn(String node);

  /** The unfinished pods of a namespace that are on nodes, in groups of equal labels. */
  default Collection<Collection<PlacedPod>> placedPods(String namespace) {
    PodGroups groups = new PodGroups();
    for (Node node : nodes()) {
      for (PlacedPod pod : podsOn(node.name())) {
        if (pod.namespace().equals(namespace)) {
          groups.addByLabels(pod);
        }
      }
    }
    return groups.of(namespace);
  }

  /** The unfinished pods of all namespaces that are on nodes, in groups of equal labels. */
  default Collection<Collection<PlacedPod>> placedPods() {
    PodGroups groups = new PodGroups();
    for (Node node : nodes()) {
      podsOn(node.name()).forEach(groups::addByLabels);
    }
    return groups.all();
  }

  /**
   * The unfinished pods on nodes whose anti-affinity may keep pods of a namespace off, whatever
   * their labels; in groups of equal anti-affinity.
   */
  default Collection<Collection<PlacedPod>> podsKeepingOff(String namespace) {
    PodGroups groups = new PodGroups();
    for (Node node : nodes()) {
      podsOn(node.name()).forEach(groups::addKeepingOff);
    }
    return groups.ofAnd(namespace);
  }

  /** The unfinished pods, placed or not, that mount a claim, by name. */
  List<PlacedPod> podsUsing(String namespace, String claim);

  /** The owner of a node port; null when none is known. */
  default @Nullable NodePortOwner nodePortOwner(int port) {
    List<NodePortOwner> owners = nodePortOwners(port);
    return owners.isEmpty() ? null : owners.getFirst();
  }

  /**
   * Everybody who holds a node port, by namespace and name: at most one Service in a healthy
   * cluster, more where manifests collide.
   */
  List<NodePortOwner> nodePortOwners(int port);

  /**
   * Holds a node port for a Service that is being created, for as long as its creation may take, so
   * that two concurrent reviews do not choose the same one.
   *
   * @param service namespace and name, {@code team/web}
   * @return false when another Service holds it already
   */
  default boolean reserveNodePort(int port, String service) {
    return true;
  }

  /** The Service of this name; null when not found. */
  @Nullable ServiceView service(String namespace, String name);

  /** The Services of a namespace, by name. */
  Collection<ServiceView> services(String namespace);

  /** Labels of a namespace; null when the namespace is not found. */
  @Nullable Map<String, String> namespaceLabels(String name);

  /**
   * An object of any kind that has no look-up of its own here, such as a ServiceAccount or a
   * RuntimeClass, as the API server holds it; null when not found.
   *
   * @param namespace empty for cluster-scoped kinds
   */
  default @Nullable Resource object(GroupKind kind, String namespace, String name) {
    return manifests().find(kind, namespace, name);
  }

  /**
   * The objects of any kind in a namespace, such as its LimitRanges, by name; those of a
   * cluster-scoped kind are in the empty one.
   */
  default Collection<Resource> objects(GroupKind kind, String namespace) {
    return manifests().of(kind, namespace);
  }

  /**
   * Returns whether this world follows all objects of a kind that has no look-up of its own here,
   * so that what is not found does not exist: a live one does, of the kinds that rules look at. A
   * world that was read from files may not have been asked for the kind.
   */
  default boolean follows(GroupKind kind) {
    return false;
  }

  /** The manifests that this world was read from; none for a live one. */
  default Manifests manifests() {
    return Manifests.NONE;
  }

  /**
   * The time since a part of the world was last heard of.
   *
   * @param kind such as {@code Pod}
   * @param age never negative
   */
  record Age(String kind, Duration age) {}

  /**
   * The Service that holds a node port.
   *
   * @param namespace the Service's namespace
   * @param name the Service's name
   * @param field {@code spec.ports[1].nodePort} or {@code spec.healthCheckNodePort}
   */
  record NodePortOwner(String namespace, String name, String field) {}
}
