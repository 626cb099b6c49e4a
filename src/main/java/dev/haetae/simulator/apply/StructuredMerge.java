package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.ObjectType;
import java.util.ArrayList;
import java.util.List;

/**
 * The merge of an ApplyConfiguration with an object, as the API server does it for a
 * MutatingAdmissionPolicy: lists by their keys, and nothing that is replaced as a whole.
 *
 * <p>Mirrors {@code patch/smd.go} of {@code k8s.io/apiserver}.
 */
public final class StructuredMerge {
  private static final int MOST_NAMED = 50;

  private StructuredMerge() {}

  /**
   * The object with the fields of a patch.
   *
   * @param type of the object
   * @param patch without apiVersion and kind, or with those of the object
   * @param foreign what stands in the patch for values that schemas do not take
   * @throws ApplyException in the API server's words when it does not fit
   */
  public static ObjectValue apply(
      KindType type, ObjectValue object, ObjectValue patch, ForeignValues foreign)
      throws ApplyException {
    FieldMerging merging = type.merging();
    ObjectValue typed =
        patch.with("apiVersion", object.get("apiVersion")).with("kind", object.get("kind"));
    try {
      PatchTypes.check(merging, typed, foreign);
    } catch (ApplyException e) {
      throw new ApplyException("failed to convert patch object to typed object: " + e.sentence());
    }
    List<String> atomics = new ArrayList<>(0);
    collect(merging, typed, "", atomics);
    if (!atomics.isEmpty()) {
      throw new ApplyException(
          "invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: "
              + String.join(", ", atomics));
    }
    return ServerSideApply.merged(merging, object, typed);
  }

  private static void collect(
      FieldMerging merging, ObjectValue object, String path, List<String> atomics) {
    ObjectType type = merging.type();
    if (type == null) {
      return;
    }
    for (String key : PatchTypes.keys(object)) {
      FieldType field = type.fieldOrNull(key);
      Value value = object.get(key);
      boolean composed = value instanceof ObjectValue || value instanceof ArrayValue;
      if (field != null && composed) {
        collect(merging, key, value, path + '.' + key, atomics);
      }
    }
  }

  private static void collect(
      FieldMerging parent, String key, Value value, String path, List<String> atomics) {
    if (parent.of(key, value).kind() == Merging.Kind.ATOMIC && atomics.size() < MOST_NAMED) {
      atomics.add(path);
    }
    FieldType field = parent.type() == null ? null : parent.type().fieldOrNull(key);
    FieldMerging inner = parent.below(key);
    if (field instanceof FieldType.ObjectOf && value instanceof ObjectValue object) {
      collect(inner, object, path, atomics);
    } else if (field instanceof FieldType.ListOf(FieldType.ObjectOf(ObjectType type))
        && value instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof ObjectValue element) {
          String place = path + '[' + i + ']';
          if (parent.isAtomic(type) && atomics.size() < MOST_NAMED) {
            atomics.add(place);
          }
          collect(inner, element, place, atomics);
        }
      }
    }
  }
}
