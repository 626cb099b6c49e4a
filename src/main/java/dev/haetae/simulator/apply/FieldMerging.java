package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.Value;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of one type are merged.
 *
 * @param type null for one that is not known: its objects are merged, its lists replaced
 * @param table the ways of fields, by the name of the type and the field's
 */
@SuppressWarnings("ReferenceEquality") // There is but one of what is compared so.
record FieldMerging(@Nullable ObjectType type, Map<String, Merging> table) {
  private static final FieldMerging UNKNOWN = new FieldMerging(null, Map.of());

  /** How the fields of a kind are merged that is built in; of any other nothing is known. */
  static FieldMerging ofKind(String apiVersion, String kind) {
    ObjectType type = Schema.kubernetes().kindOrNull(apiVersion, kind);
    return type == null ? UNKNOWN : new FieldMerging(type, Merging.TABLE);
  }

  /** How a field is merged that has this value. */
  Merging of(String field, Value value) {
    return Merging.of(table, type, field, value);
  }

  /** Returns whether the type is one of Kubernetes' own. */
  boolean isBuiltIn() {
    return table == Merging.TABLE;
  }

  /** Returns whether the type takes fields that it does not declare. */
  boolean isOpen() {
    return type != null && table.get(type.name()) == Merging.OPEN;
  }

  /** Returns whether objects of a type are replaced as a whole. */
  boolean isAtomic(ObjectType other) {
    return table.getOrDefault(other.name(), Merging.GRANULAR).kind() == Merging.Kind.ATOMIC;
  }

  /** How the fields of a field's object are merged, or of its list's elements. */
  FieldMerging below(String field) {
    ObjectType inner = Merging.typeOf(type, field);
    return inner == null ? UNKNOWN : new FieldMerging(inner, table);
  }
}
