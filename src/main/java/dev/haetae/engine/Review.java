package dev.haetae.engine;

import dev.haetae.resource.Resource;
import dev.haetae.rule.Door;
import dev.haetae.rule.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One object to be judged.
 *
 * @param object the object as it is to become
 * @param old as it was, for an UPDATE; null when not known
 * @param operation what is being done
 * @param door where it is judged
 * @param subresource such as {@code ephemeralcontainers}; empty for the object itself
 */
public record Review(
    Resource object, @Nullable Resource old, Operation operation, Door door, String subresource) {
  /** A new object at this door. */
  public static Review create(Resource object, Door door) {
    return new Review(object, null, Operation.CREATE, door, "");
  }

  /** A changed object at this door. */
  public static Review update(Resource object, @Nullable Resource old, Door door) {
    return new Review(object, old, Operation.UPDATE, door, "");
  }
}
