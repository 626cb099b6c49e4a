package dev.haetae.simulator.admission.request;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.service.NodePortAllocation.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in the API server: an object that is created or takes another's place. Mutating plugins
 * put a changed copy in the object's place; used by one thread, for one request.
 */
public final class Attributes {
  private static final String WITHOUT_NAME = "*";

  private final GroupKind kind;
  private final String namespace;
  private final Inventory world;
  private final @Nullable ObjectValue existing;
  private final List<String> warnings = new ArrayList<>(0);
  private ObjectValue object;
  private Range nodePorts = Range.DEFAULT;

  /**
   * A request that is about to be looked at.
   *
   * @param object with its defaults
   * @param existing the object whose place it takes; null when it is new
   * @param namespace where it is to live; empty for cluster-scoped kinds
   */
  public Attributes(
      ObjectValue object, @Nullable ObjectValue existing, String namespace, Inventory world) {
    this.kind = GroupKind.of(object.text("apiVersion"), object.text("kind"));
    this.object = object;
    this.existing = existing;
    this.namespace = namespace;
    this.world = world;
  }

  /** The kind of the object. */
  public GroupKind kind() {
    return kind;
  }

  /** Returns whether the object is of this kind. */
  public boolean isOf(GroupKind other) {
    return kind.equals(other);
  }

  /** The resource, such as {@code statefulsets.apps}. */
  public String resource() {
    return ResourceNames.qualified(kind);
  }

  /** The namespace; empty for cluster-scoped kinds. */
  public String namespace() {
    return namespace;
  }

  /** The name; {@code trainer-*} for one that is generated. */
  public String name() {
    ObjectValue metadata = Trees.object(object, "metadata");
    String name = metadata.text("name");
    return name.isEmpty() ? metadata.text("generateName") + WITHOUT_NAME : name;
  }

  /** Returns whether the object is new. */
  public boolean isCreate() {
    return existing == null;
  }

  /** The object whose place it takes; null when it is new. */
  public @Nullable ObjectValue existing() {
    return existing;
  }

  /** The object as it is by now. */
  public ObjectValue object() {
    return object;
  }

  /** The spec of the object as it is by now. */
  public ObjectValue spec() {
    return Trees.object(object, "spec");
  }

  /** Puts a changed object in the place of the object. */
  public void replace(ObjectValue changed) {
    object = changed;
  }

  /** Puts a changed spec in the place of the object's. */
  public void replaceSpec(ObjectValue spec) {
    object = object.with("spec", spec);
  }

  /** Says something to the user whatever the answer is. */
  public void warn(String warning) {
    warnings.add(warning);
  }

  /** What has been said, in that order. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The world; what depends on it spends its budget. */
  public Inventory world() {
    return world;
  }

  /** The node ports of the cluster. */
  public Range nodePorts() {
    return nodePorts;
  }

  /** The same request in a cluster with these node ports. */
  public Attributes withNodePorts(Range range) {
    nodePorts = range;
    return this;
  }

  /** Returns whether an object of a kind that is not found is not there. */
  public boolean knows(GroupKind asked) {
    return knows(asked, world);
  }

  /**
   * Returns whether what a world does not have of a kind is not there. Where none of the kind is
   * known, nobody may have asked for it; but who lists the namespaces and their service accounts,
   * of which each has one, has listed what there is.
   */
  public static boolean knows(GroupKind asked, Inventory world) {
    if (!world.isClosed()) {
      return false;
    }
    return world.follows(asked)
        || isKnown(asked, world)
        || (isKnown(GroupKind.NAMESPACE, world) && isKnown(GroupKind.SERVICE_ACCOUNT, world));
  }

  private static boolean isKnown(GroupKind asked, Inventory world) {
    return !world.manifests().of(asked).isEmpty();
  }

  /** An object of the request's namespace, or of none; null when not found. */
  public @Nullable ObjectValue find(GroupKind kind, String name) {
    Resource found = world.object(kind, kind.isClusterScoped() ? "" : namespace, name);
    return found == null ? null : found.tree();
  }

  /** The objects of a kind in the request's namespace, or in none. */
  public Collection<Resource> list(GroupKind kind) {
    return world.objects(kind, kind.isClusterScoped() ? "" : namespace);
  }
}
