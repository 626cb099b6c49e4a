package dev.haetae.simulator.prediction;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.HeldNodePort;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.NodeLoad;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StorageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A world as the API server holds it while the objects of an input come in, one after the other:
 * what was there before, and those that it has accepted. What the manifests of the world are, is
 * what was there before.
 */
final class AdmittedWorld extends ForwardingInventory {
  // By kind and namespace, then by name.
  private final Map<Place, TreeMap<String, Resource>> accepted = new HashMap<>();
  private final Map<Integer, List<NodePortOwner>> ports = new HashMap<>();

  private record Place(GroupKind kind, String namespace) {}

  /** A world that has accepted nothing yet. */
  AdmittedWorld(Inventory before) {
    super(before);
  }

  /** Takes an object into the world, in the place of one of its name. */
  void accept(Resource stored) {
    if (stored.name().isEmpty()) {
      return;
    }
    Resource old =
        accepted
            .computeIfAbsent(
                new Place(stored.groupKind(), stored.namespace()), _ -> new TreeMap<>())
            .put(stored.name(), stored);
    if (stored.groupKind().equals(GroupKind.SERVICE)) {
      if (old != null) {
        ports.values().forEach(owners -> owners.removeIf(owner -> isOf(owner, stored)));
      }
      for (HeldNodePort held : HeldNodePort.of(ServiceView.of(stored))) {
        ports.computeIfAbsent(held.port(), _ -> new ArrayList<>(1)).add(held.owner());
      }
    }
  }

  private static boolean isOf(NodePortOwner owner, Resource service) {
    return owner.namespace().equals(service.namespace()) && owner.name().equals(service.name());
  }

  private Map<String, Resource> accepted(GroupKind kind, String namespace) {
    TreeMap<String, Resource> here = accepted.get(new Place(kind, namespace));
    return here == null ? Map.of() : here;
  }

  // What was there, and in place of what has the same name what was accepted; by name.
  private <T> Collection<T> with(
      GroupKind kind,
      String namespace,
      Collection<T> before,
      Function<T, String> name,
      Function<Resource, T> view) {
    Map<String, Resource> here = accepted(kind, namespace);
    if (here.isEmpty()) {
      return before;
    }
    TreeMap<String, T> all = new TreeMap<>();
    before.forEach(one -> all.put(name.apply(one), one));
    here.forEach((key, one) -> all.put(key, view.apply(one)));
    return all.values();
  }

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    Resource found = accepted(kind, namespace).get(name);
    return found == null ? super.object(kind, namespace, name) : found;
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    return with(kind, namespace, super.objects(kind, namespace), Resource::name, one -> one);
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    Resource found = accepted(GroupKind.PERSISTENT_VOLUME_CLAIM, namespace).get(name);
    return found == null ? super.claim(namespace, name) : PersistentVolumeClaim.of(found);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    return with(
        GroupKind.STORAGE_CLASS, "", super.storageClasses(), StorageClass::name, StorageClass::of);
  }

  @Override
  public @Nullable StorageClass storageClass(String name) {
    Resource found = accepted(GroupKind.STORAGE_CLASS, "").get(name);
    return found == null ? super.storageClass(name) : StorageClass.of(found);
  }

  @Override
  public @Nullable Node node(String name) {
    Resource found = accepted(GroupKind.NODE, "").get(name);
    return found == null ? super.node(name) : Node.of(found);
  }

  @Override
  public Collection<Node> nodes() {
    return with(GroupKind.NODE, "", super.nodes(), Node::name, Node::of);
  }

  @Override
  public List<NodeLoad> nodeLoads() {
    if (accepted(GroupKind.NODE, "").isEmpty()) {
      return super.nodeLoads();
    }
    return nodes().stream().map(node -> NodeLoad.of(node, podsOn(node.name()))).toList();
  }

  @Override
  public @Nullable ServiceView service(String namespace, String name) {
    Resource found = accepted(GroupKind.SERVICE, namespace).get(name);
    return found == null ? super.service(namespace, name) : ServiceView.of(found);
  }

  @Override
  public Collection<ServiceView> services(String namespace) {
    return with(
        GroupKind.SERVICE,
        namespace,
        super.services(namespace),
        one -> one.resource().name(),
        ServiceView::of);
  }

  @Override
  public List<NodePortOwner> nodePortOwners(int port) {
    List<NodePortOwner> owners = new ArrayList<>(ports.getOrDefault(port, List.of()));
    for (NodePortOwner owner : super.nodePortOwners(port)) {
      if (!accepted(GroupKind.SERVICE, owner.namespace()).containsKey(owner.name())) {
        owners.add(owner);
      }
    }
    return owners;
  }
}
