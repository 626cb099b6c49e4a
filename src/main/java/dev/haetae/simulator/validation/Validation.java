package dev.haetae.simulator.validation;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API server's validation says to an object: every cause for which it is invalid. */
@FunctionalInterface
public interface Validation {
  /** The validation that finds nothing. */
  Validation NONE = (_, _) -> List.of();

  /** The validation of the built-in kinds; of others, that of their metadata. */
  Validation BUILT_IN =
      (object, existing) ->
          existing == null ? Kinds.create(object) : Kinds.update(object, existing);

  /**
   * Returns the causes for which an object is invalid; none when it is valid.
   *
   * @param object with its defaults and what mutating admission has made of it; a manifest that is
   *     applied is merged with the live object first
   * @param existing the object whose place it takes, with its status; null when it is new
   */
  List<Cause> causes(ObjectValue object, @Nullable ObjectValue existing);

  /** Every cause for which a new object is invalid. */
  static List<Cause> create(Resource object) {
    return BUILT_IN.causes(object.tree(), null);
  }

  /** Every cause for which a changed object is invalid. */
  static List<Cause> update(Resource object, Resource old) {
    return BUILT_IN.causes(object.tree(), old.tree());
  }

  /** Returns whether the validation of this kind is known, and not only that of its metadata. */
  static boolean knows(GroupKind kind) {
    return Kinds.knows(kind);
  }
}
