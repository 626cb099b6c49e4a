package dev.haetae.simulator.validation;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API server's validation says to an object: every cause for which it is invalid. */
@FunctionalInterface
public interface Validation {
  /** The validation that finds nothing. */
  Validation NONE = (_, _) -> List.of();

  /**
   * Returns the causes for which an object is invalid; none when it is valid.
   *
   * @param object with its defaults and what mutating admission has made of it
   * @param existing the object whose place it takes; null when it is new
   */
  List<Cause> causes(ObjectValue object, @Nullable ObjectValue existing);
}
