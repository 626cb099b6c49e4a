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

  @Override
  public @Nullable Resource object(GroupKind kind, String namespace, String name) {
    Resource found = accepted(kind, namespace).get(name);
    return found == null ? super.object(kind, namespace, name) : found;
  }

  @Override
  public Collection<Resource> objects(GroupKind kind, String namespace) {
    Collection<Resource> before = super.objects(kind, namespace);
    Map<String, Resource> here = accepted(kind, namespace);
    if (here.isEmpty()) {
      return before;
    }
    TreeMap<String, Resource> all = new TreeMap<>();
    before.forEach(one -> all.put(one.name(), one));
    all.putAll(here);
    return all.values();
  }

  @Override
  public @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    Resource found = accepted(GroupKind.PERSISTENT_VOLUME_CLAIM, namespace).get(name);
    return found == null ? super.claim(namespace, name) : PersistentVolumeClaim.of(found);
  }

  @Override
  public Collection<StorageClass> storageClasses() {
    Map<String, Resource> here = accepted(GroupKind.STORAGE_CLASS, "");
    if (here.isEmpty()) {
      return super.storageClasses();
    }
    TreeMap<String, StorageClass> all = new TreeMap<>();
    super.storageClasses().forEach(one -> all.put(one.name(), one));
    here.forEach((name, one) -> all.put(name, StorageClass.of(one)));
    return all.values();
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
    Map<String, Resource> here = accepted(GroupKind.NODE, "");
    if (here.isEmpty()) {
      return super.nodes();
    }
    TreeMap<String, Node> all = new TreeMap<>();
    super.nodes().forEach(one -> all.put(one.name(), one));
    here.forEach((name, one) -> all.put(name, Node.of(one)));
    return all.values();
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
    Map<String, Resource> here = accepted(GroupKind.SERVICE, namespace);
    if (here.isEmpty()) {
      return super.services(namespace);
    }
    TreeMap<String, ServiceView> all = new TreeMap<>();
    super.services(namespace).forEach(one -> all.put(one.resource().name(), one));
    here.forEach((name, one) -> all.put(name, ServiceView.of(one)));
    return all.values();
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
