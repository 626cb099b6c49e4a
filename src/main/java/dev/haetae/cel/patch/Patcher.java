package dev.haetae.cel.patch;

import dev.haetae.cel.mutation.JsonValues;
import dev.haetae.cel.mutation.MadeFields;
import dev.haetae.cel.mutation.MadeObject;
import dev.haetae.cel.mutation.MadePatch;
import dev.haetae.cel.mutation.Meter;
import dev.haetae.cel.mutation.ServerFault;
import dev.haetae.cel.value.CelFailure;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.apply.ApplyException;
import dev.haetae.simulator.apply.CustomKinds;
import dev.haetae.simulator.apply.KindType;
import dev.haetae.simulator.apply.PatchStep;
import dev.haetae.simulator.apply.ServerPatch;
import dev.haetae.simulator.apply.StrictDecoding;
import dev.haetae.simulator.apply.StructuredMerge;
import dev.haetae.simulator.apply.Weights;
import dev.haetae.simulator.defaults.Defaults;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patcher puts what a mutation's expression has made into an object: applied, decoded strictly
 * and with defaults, as the API server goes on with it.
 */
public final class Patcher {
  private static final String INTERNAL = "Internal error occurred: ";

  private final CustomKinds kinds;

  /**
   * A patcher.
   *
   * @param kinds the types of kinds that are not built in
   */
  public Patcher(CustomKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * The object with the change; null when it cannot be known, for the type of the object is not.
   *
   * @param made a list of {@link MadePatch}, or a {@link MadeObject}
   * @throws MutationException when it does not fit the object
   */
  public @Nullable ObjectValue patched(ObjectValue object, Object made) throws MutationException {
    ObjectValue applied = applied(object, made);
    return applied == null ? null : withDefaults(applied);
  }

  private ObjectValue withDefaults(ObjectValue object) {
    KindType type = kinds.type(object.text("apiVersion"), object.text("kind"));
    return type == null ? Defaults.of(object) : type.completed(Defaults.of(object));
  }

  /**
   * The object with the change and no defaults for what is new; null when it cannot be known, for
   * the type of the object is not.
   *
   * @param made a list of {@link MadePatch}, or a {@link MadeObject}
   * @throws MutationException when it does not fit the object
   */
  public @Nullable ObjectValue applied(ObjectValue object, Object made) throws MutationException {
    try {
      return switch (made) {
        case List<?> patches -> bounded(object, patched(object, steps(patches)));
        case MadeObject fields -> {
          ObjectValue merged = merged(object, fields);
          yield merged == null ? null : bounded(object, merged);
        }
        default -> throw MutationException.failed("type mismatch: a mutation gives no " + made);
      };
    } catch (CelFailure e) {
      throw MutationException.failed(e.getMessage());
    } catch (ServerFault e) {
      throw MutationException.fatal(INTERNAL + e.sentence());
    }
  }

  private static List<PatchStep> steps(List<?> patches) {
    JsonValues values = new JsonValues(new Meter());
    List<PatchStep> steps = new ArrayList<>(patches.size());
    for (Object patch : patches) {
      MadePatch made = (MadePatch) patch;
      Object value = made.operand();
      try {
        steps.add(
            new PatchStep(
                made.op(), made.path(), made.from(), value == null ? null : values.of(value)));
      } catch (CelFailure e) {
        throw new CelFailure(valueFailure(e.getMessage()));
      }
    }
    return steps;
  }

  private static String valueFailure(String message) {
    return message.startsWith("type mismatch")
        ? message
        : "JSONPath valueExpression evaluated to a type that could not marshal to JSON: " + message;
  }

  private static ObjectValue patched(ObjectValue object, List<PatchStep> steps)
      throws MutationException {
    ObjectValue patched;
    try {
      patched = ServerPatch.apply(object, steps);
    } catch (ApplyException e) {
      throw MutationException.failed("JSON Patch: " + e.sentence());
    }
    // Without them it is taken for what it was.
    ObjectValue typed =
        Trees.ifAbsent(
            Trees.ifAbsent(patched, "kind", object.get("kind")),
            "apiVersion",
            object.get("apiVersion"));
    try {
      typed = StrictDecoding.decoded(typed);
    } catch (ApplyException e) {
      throw MutationException.fatal(INTERNAL + e.sentence());
    }
    if (!typed.get("kind").equals(object.get("kind"))
        || !typed.get("apiVersion").equals(object.get("apiVersion"))) {
      throw MutationException.fatal(
          INTERNAL + "failed to convert object: the patch changes its apiVersion or its kind");
    }
    return typed;
  }

  private @Nullable ObjectValue merged(ObjectValue object, MadeObject written)
      throws MutationException {
    MadeFields made = MadeFields.of(written);
    KindType type = kinds.type(object.text("apiVersion"), object.text("kind"));
    if (type == null) {
      type = onlyMetadata(made.tree()) ? KindType.OF_METADATA : null;
    }
    if (type == null) {
      return null;
    }
    ObjectValue merged;
    try {
      merged = StructuredMerge.apply(type, object, made.tree(), made.foreign());
    } catch (ApplyException e) {
      throw MutationException.failed("error applying patch: " + e.sentence());
    }
    try {
      return StrictDecoding.converted(merged);
    } catch (ApplyException e) {
      throw MutationException.failed(
          "unable to convert unstructured object to " + named(object) + ": " + e.sentence());
    }
  }

  private static String named(ObjectValue object) {
    String apiVersion = object.text("apiVersion");
    return (apiVersion.indexOf('/') < 0 ? "/" : "") + apiVersion + ", Kind=" + object.text("kind");
  }

  // What every kind has in common.
  private static boolean onlyMetadata(ObjectValue fields) {
    return fields.without("metadata").without("apiVersion").without("kind").size() == 0;
  }

  // A patch that makes nothing larger is taken whatever the size.
  private ObjectValue bounded(ObjectValue before, ObjectValue after) throws MutationException {
    try {
      long letters = Weights.letters(after);
      if (letters > Meter.MOST_BYTES && letters > Weights.letters(before)) {
        throw MutationException.failed("the object would be larger than 3 MiB");
      }
    } catch (ApplyException e) {
      throw MutationException.failed(e.sentence());
    }
    return after;
  }
}
