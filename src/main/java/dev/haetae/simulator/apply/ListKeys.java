package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which the API server tells the elements of lists apart, for the fields of one type:
 * {@code name} of containers, {@code containerPort} and {@code protocol} of their ports.
 */
public final class ListKeys {
  private static final ListKeys UNKNOWN = new ListKeys(null);

  private final @Nullable ObjectType type;

  private ListKeys(@Nullable ObjectType type) {
    this.type = type;
  }

  /** The keys for the fields of a kind; of one that is not built in nothing is known. */
  public static ListKeys ofKind(String apiVersion, String kind) {
    return of(Schema.kubernetes().kindOrNull(apiVersion, kind));
  }

  private static ListKeys of(@Nullable ObjectType type) {
    return type == null ? UNKNOWN : new ListKeys(type);
  }

  /**
   * The keys for the fields of a field's object, or of its list's elements. An object with
   * containers, of a type that is not known, is taken for the spec of a pod.
   *
   * @param value what the field holds
   */
  public ListKeys below(String field, Value value) {
    ObjectType known = Merging.typeOf(type, field);
    return known == null
            && value instanceof ObjectValue object
            && object.get("containers") instanceof ArrayValue
        ? podSpec()
        : of(known);
  }

  private static ListKeys podSpec() {
    ObjectType pod = Schema.kubernetes().kindOrNull("v1", "Pod");
    return pod != null && pod.fieldOrNull("spec") instanceof FieldType.ObjectOf spec
        ? of(spec.type())
        : UNKNOWN;
  }

  /**
   * The keys of an element of the list in {@code field} with their values, defaults filled in;
   * empty for a list whose elements have no keys, and for an element that has none of them.
   */
  public Map<String, Value> of(String field, ObjectValue element) {
    return Merging.of(type, field, ArrayValue.EMPTY).keys(element);
  }
}
