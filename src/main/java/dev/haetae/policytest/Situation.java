package dev.haetae.policytest;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A situation: all that a case gives.
 *
 * @param objects that are judged, one after the other
 * @param old the same objects before an UPDATE; empty when nothing was there
 * @param world what else there is, and then nothing but that; null when nobody says, so that what
 *     hangs on it is undecided
 * @param parameters objects that policies may take for their parameters
 * @param request what the request is, beside its object
 */
public record Situation(
    List<Resource> objects,
    List<Resource> old,
    @Nullable List<Resource> world,
    List<Resource> parameters,
    RequestFacts request) {
  /** A situation that keeps its own copies. */
  public Situation {
    objects = List.copyOf(objects);
    old = List.copyOf(old);
    world = world == null ? null : List.copyOf(world);
    parameters = List.copyOf(parameters);
  }

  /** The object as it was before; null when nothing was there. */
  public @Nullable Resource before(Resource object) {
    for (Resource before : old) {
      if (before.groupKind().equals(object.groupKind())
          && before.namespace().equals(object.namespace())
          && before.name().equals(object.name())) {
        return before;
      }
    }
    return null;
  }

  /** What there is, with the objects themselves. */
  public Inventory inventory() {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    // What is too malformed for the world is judged all the same: the verdict says why.
    if (world != null) {
      world.forEach(builder::addOrMark);
    }
    objects.forEach(builder::addOrMark);
    return builder.build(world != null);
  }

  /** The same about one of its objects; the others are there. */
  public Situation about(Resource object) {
    List<Resource> there = world == null ? null : new ArrayList<>(world);
    if (there != null) {
      there.addAll(objects);
    }
    return new Situation(List.of(object), old, there, parameters, request);
  }

  /** The same with other parameters. */
  public Situation with(List<Resource> others) {
    return new Situation(objects, old, world, others, request);
  }

  /** The operation on an object. */
  public String operation(Resource object) {
    if (!request.operation().isEmpty()) {
      return request.operation();
    }
    return before(object) == null ? "CREATE" : "UPDATE";
  }
}
