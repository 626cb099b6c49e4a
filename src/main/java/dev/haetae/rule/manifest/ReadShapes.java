package dev.haetae.rule.manifest;

import dev.haetae.resource.text.JsonShape;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the built-in kinds, for whoever reads a body: an object that fits its shape passes
 * {@link FieldShapes}, which need not look at it again.
 */
public final class ReadShapes {
  private static final JsonShape INT32 = JsonShape.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final JsonShape TEXT_OR_INT32 =
      JsonShape.textOrWhole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final JsonShape UINT8 = JsonShape.whole(0, 255);

  private static final ReadShapes KUBERNETES = new ReadShapes();

  // As many as the schema has types.
  private final Map<ObjectType, JsonShape> shapes = new ConcurrentHashMap<>();

  private ReadShapes() {}

  /** The shape of a built-in kind; null for any other. */
  public static @Nullable JsonShape of(String apiVersion, String kind) {
    ObjectType type = Schema.kubernetes().kindOrNull(apiVersion, kind);
    return type == null ? null : KUBERNETES.of(type);
  }

  private JsonShape of(ObjectType type) {
    JsonShape known = shapes.get(type);
    return known == null
        ? shapes.computeIfAbsent(type, one -> JsonShape.object(() -> fields(one)))
        : known;
  }

  private Map<String, JsonShape> fields(ObjectType type) {
    Map<String, JsonShape> fields = new LinkedHashMap<>();
    for (String name : type.fieldNames()) {
      FieldType field = type.fieldOrNull(name);
      fields.put(name, field == null ? JsonShape.ANY : of(field));
    }
    return fields;
  }

  private JsonShape of(FieldType type) {
    return switch (type) {
      case Scalar scalar -> of(scalar);
      case ObjectOf it -> of(it.type());
      case ListOf list -> JsonShape.listOf(of(list.element()));
      case MapOf map -> JsonShape.mapOf(of(map.value()));
      case ObjectOr _, Any _ -> JsonShape.ANY;
    };
  }

  private static JsonShape of(Scalar scalar) {
    return switch (scalar) {
      case STRING, TIME, MICRO_TIME -> JsonShape.TEXT;
      case INT32 -> INT32;
      case INT64, NUMBER -> JsonShape.ANY_NUMBER;
      case UINT8 -> UINT8;
      case BOOLEAN -> JsonShape.FLAG;
      case QUANTITY -> JsonShape.TEXT_OR_NUMBER;
      case INT_OR_STRING -> TEXT_OR_INT32;
      case BYTES -> JsonShape.TEXT_OR_LIST;
    };
  }
}
