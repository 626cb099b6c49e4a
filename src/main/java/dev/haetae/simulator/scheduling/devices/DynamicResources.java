package dev.haetae.simulator.scheduling.devices;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.scheduling.devices.DeviceAllocator.Choice;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Alternative;
import dev.haetae.simulator.scheduling.devices.DeviceClaim.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The resource claims of a pod and the nodes whose devices they can have.
 *
 * <p>Mirrors the plugin DynamicResources ({@code
 * pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go}). A claim that does not
 * exist, or whose template does not, keeps the pod out of the scheduler's queue; a claim that has
 * its devices lets the pod run where these are; for the others devices must be found on the node.
 */
public final class DynamicResources {

  private static final GroupKind SLICE = new GroupKind("resource.k8s.io", "ResourceSlice");
  private static final int MOST_USERS = 256;
  private static final ObjectView NOTHING = ObjectView.of(ObjectValue.EMPTY, Path.ROOT);

  private final Inventory inventory;
  private final DeviceSelection selection;
  private final Map<String, DeviceClaim> claims = new LinkedHashMap<>();
  private final List<DeviceClaim> toAllocate = new ArrayList<>();
  private final List<DevicePool.Slice> slices = new ArrayList<>();
  private final Set<Device.Id> taken = new HashSet<>();
  private final Set<String> elsewhere = new TreeSet<>();
  private String missing = "";
  private String failure = "";
  private boolean shares;

  /** What a node fails on. */
  public enum Rejection {
    /** Not all claims can have devices there. */
    NOT_ALLOCATED,
    /** A claim has its devices elsewhere. */
    ELSEWHERE
  }

  private DynamicResources(Inventory inventory, DeviceExpressions expressions) {
    this.inventory = inventory;
    this.selection = new DeviceSelection(inventory, expressions);
  }

  /**
   * Reads the claims of a pod.
   *
   * @param uses at least one
   */
  public static DynamicResources of(
      String namespace,
      String pod,
      List<DeviceUse> uses,
      Inventory inventory,
      DeviceExpressions expressions) {
    DynamicResources resources = new DynamicResources(inventory, expressions);
    for (DeviceUse use : uses) {
      resources.read(namespace, pod, use);
    }
    if (resources.missing.isEmpty()) {
      resources.prepare();
    }
    return resources;
  }

  /**
   * Returns whether a world can say who has which devices: one that was read from files can, one
   * that is watched only when it is told of slices.
   */
  public static boolean areKnownIn(Inventory inventory) {
    return !inventory.isClosed()
        || !inventory.manifests().of(GroupKind.NODE).isEmpty()
        || !inventory.objects(SLICE, "").isEmpty();
  }

  private void read(String namespace, String pod, DeviceUse use) {
    if (use.claim().isEmpty()) {
      Resource template =
          inventory.object(GroupKind.RESOURCE_CLAIM_TEMPLATE, namespace, use.template());
      if (template == null) {
        miss("ResourceClaimTemplate", use.template());
      } else {
        String name = pod + '-' + use.name() + "-xxxxx";
        ObjectView spec = template.view().object("spec").object("spec");
        claims.put(name, DeviceClaim.of(namespace, name, spec, NOTHING));
      }
      return;
    }
    Resource claim = inventory.object(GroupKind.RESOURCE_CLAIM, namespace, use.claim());
    if (claim == null) {
      miss("ResourceClaim", use.claim());
    } else if (claim.isTerminating()) {
      missing = "resourceclaim \"" + use.claim() + "\" is being deleted";
    } else {
      ObjectView view = claim.view();
      claims.put(
          use.claim(),
          DeviceClaim.of(namespace, use.claim(), view.object("spec"), view.object("status")));
    }
  }

  private void miss(String kind, String name) {
    if (missing.isEmpty()) {
      missing = kind + " \"" + name + "\" does not exist";
    }
  }

  private void prepare() {
    for (DeviceClaim claim : claims.values()) {
      if (failure.isEmpty()) {
        check(claim);
      }
    }
    if (toAllocate.isEmpty() || !failure.isEmpty()) {
      return;
    }
    for (Resource resource : inventory.objects(SLICE, "")) {
      try {
        DevicePool.Slice slice = DevicePool.Slice.of(resource);
        slices.add(slice);
        shares |= slice.shares();
      } catch (MalformedResourceException _) {
        // No driver publishes such a slice, and no scheduler reads it.
      }
    }
    for (Resource resource : inventory.manifests().of(GroupKind.RESOURCE_CLAIM)) {
      try {
        taken.addAll(DeviceClaim.devices(resource.view().object("status")));
      } catch (MalformedResourceException _) {
        // It holds nothing that could be named.
      }
    }
  }

  private void check(DeviceClaim claim) {
    if (claim.allocated()) {
      if (claim.users() >= MOST_USERS) {
        failure = "resourceclaim in use";
      }
      return;
    }
    toAllocate.add(claim);
    for (Request request : claim.requests()) {
      for (Alternative alternative : request.alternatives()) {
        String name = alternative.className();
        if (failure.isEmpty() && inventory.object(GroupKind.DEVICE_CLASS, "", name) == null) {
          failure =
              "request "
                  + request.nameOf(alternative)
                  + ": device class "
                  + name
                  + " does not exist";
        }
      }
    }
  }

  /** Returns what is missing, so that the pod is never looked at; empty when nothing is. */
  public String missing() {
    return missing;
  }

  /** Returns why the pod fails on every node before one is looked at; empty when it does not. */
  public String failure() {
    return failure;
  }

  /** What may bear on the answer and was not looked at. */
  public List<String> unmodelled() {
    List<String> all = new ArrayList<>();
    if (shares) {
      all.add("parts of devices for several claims");
    }
    selection.unknown().forEach(expression -> all.add("the expression " + expression));
    return all;
  }

  /**
   * Returns what a node fails on; null when it does not.
   *
   * @throws DeviceErrorException when the pod fails on every node, whatever the others have
   */
  public @Nullable Rejection reject(Node node) {
    if (!missing.isEmpty()) {
      return null;
    }
    boolean isElsewhere = false;
    for (DeviceClaim claim : claims.values()) {
      if (claim.allocated()
          && claim.nodes() != null
          && !claim.nodes().matches(node.name(), node.labels())) {
        isElsewhere = true;
        elsewhere.add(claim.name());
      }
    }
    if (!toAllocate.isEmpty() && allocate(node) == null) {
      return Rejection.NOT_ALLOCATED;
    }
    return isElsewhere ? Rejection.ELSEWHERE : null;
  }

  /**
   * Takes the devices from a claim that was in the way on a node and that nobody uses.
   *
   * @return whether there is such a claim, so that the nodes have to be looked at again
   */
  public boolean free() {
    for (String name : elsewhere) {
      DeviceClaim claim = claims.get(name);
      if (claim != null && claim.users() == 0) {
        claims.put(name, claim.unallocated());
        elsewhere.clear();
        toAllocate.clear();
        slices.clear();
        taken.clear();
        prepare();
        Resource there = inventory.object(GroupKind.RESOURCE_CLAIM, claim.namespace(), name);
        if (there != null) {
          taken.removeAll(DeviceClaim.devices(there.view().object("status")));
        }
        return failure.isEmpty();
      }
    }
    return false;
  }

  private @Nullable List<List<Choice>> allocate(Node node) {
    inventory.spend(slices.size());
    List<DevicePool> pools = DevicePool.of(slices, node);
    return new DeviceAllocator(inventory, selection, node, pools, taken, toAllocate).allocate();
  }

  /**
   * The devices that claims get which have none yet, were the pod to run on a node, by the name of
   * the claim; of one that is made with the pod the last part of its name is {@code xxxxx}.
   */
  public Map<String, List<Device.Id>> allocations(Node node) {
    Map<String, List<Device.Id>> allocations = new TreeMap<>();
    List<List<Choice>> found = toAllocate.isEmpty() ? null : allocate(node);
    if (found != null) {
      for (int i = 0; i < found.size(); i++) {
        allocations.put(
            toAllocate.get(i).name(),
            found.get(i).stream().map(choice -> choice.device().id()).toList());
      }
    }
    return allocations;
  }

  /**
   * The claims that get devices, were the pod to run on a node, as they are then. Those that are
   * made with the pod have the names of {@link #allocations}.
   */
  public List<Resource> allocated(Node node) {
    List<Resource> allocated = new ArrayList<>();
    List<List<Choice>> found = toAllocate.isEmpty() ? null : allocate(node);
    for (int i = 0; found != null && i < found.size(); i++) {
      allocated.add(
          AllocatedClaim.of(GroupKind.RESOURCE_CLAIM, toAllocate.get(i), found.get(i), node));
    }
    return allocated;
  }
}
