package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.simulator.defaults.CustomDefaults;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The type of a kind's objects: its fields, and how they are merged. */
public final class KindType {
  /** What all kinds have in common: their metadata. */
  public static final KindType OF_METADATA =
      new KindType(
          Objects.requireNonNull(
              Schema.further(
                      "kind A K X\ntype X apiVersion:string kind:string metadata:ObjectMeta\n")
                  .kindOrNull("A", "K")),
          Merging.TABLE,
          null);

  private final ObjectType type;
  private final Map<String, Merging> table;
  private final @Nullable ObjectValue definition;

  KindType(ObjectType type, Map<String, Merging> table, @Nullable ObjectValue definition) {
    this.type = type;
    this.table = table;
    this.definition = definition;
  }

  /** The type of a kind that is built in; null for any other. */
  public static @Nullable KindType builtIn(String apiVersion, String kind) {
    ObjectType type = Schema.kubernetes().kindOrNull(apiVersion, kind);
    return type == null ? null : new KindType(type, Merging.TABLE, null);
  }

  /**
   * A custom object with the defaults of its definition, and without fields that it does not
   * declare; any other as it is.
   */
  public ObjectValue completed(ObjectValue object) {
    if (definition == null) {
      return object;
    }
    ObjectValue completed = CustomDefaults.of(object, definition);
    return completed.get("metadata") instanceof ObjectValue metadata
        ? completed.with("metadata", CustomMetadata.coerced(metadata))
        : completed;
  }

  /** The fields of the whole object. */
  ObjectType type() {
    return type;
  }

  FieldMerging merging() {
    return new FieldMerging(type, table);
  }
}
