package dev.haetae.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.haetae.cel.mutation.MutationTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The type of an expression or a variable. */
public final class ExpressionType {
  /** Any value, whose type shows when the expression runs. */
  public static final ExpressionType DYN = new ExpressionType(SimpleType.DYN);

  /** A truth value. */
  public static final ExpressionType BOOL = new ExpressionType(SimpleType.BOOL);

  /** A string. */
  public static final ExpressionType STRING = new ExpressionType(SimpleType.STRING);

  /** A whole number. */
  public static final ExpressionType INT = new ExpressionType(SimpleType.INT);

  /** A floating point number. */
  public static final ExpressionType DOUBLE = new ExpressionType(SimpleType.DOUBLE);

  /** Bytes. */
  public static final ExpressionType BYTES = new ExpressionType(SimpleType.BYTES);

  /** A point in time. */
  public static final ExpressionType TIMESTAMP = new ExpressionType(SimpleType.TIMESTAMP);

  /** A span of time. */
  public static final ExpressionType DURATION = new ExpressionType(SimpleType.DURATION);

  /** Null. */
  public static final ExpressionType NULL = new ExpressionType(SimpleType.NULL_TYPE);

  /** A whole object that an expression makes. */
  public static final ExpressionType OBJECT = new ExpressionType(MutationTypes.OBJECT);

  /** A list of operations of JSON Patch. */
  public static final ExpressionType PATCHES =
      new ExpressionType(ListType.create(MutationTypes.JSON_PATCH));

  private static final String OURS = "haetae.";

  private final CelType type;
  private final List<ExpressionType> fields;

  private ExpressionType(CelType type) {
    this(type, List.of());
  }

  private ExpressionType(CelType type, List<ExpressionType> fields) {
    this.type = type;
    this.fields = List.copyOf(fields);
  }

  static ExpressionType of(CelType type) {
    return new ExpressionType(type);
  }

  /** A list of this type. */
  public static ExpressionType list(ExpressionType element) {
    return new ExpressionType(ListType.create(element.type), List.of(element));
  }

  /** A map with string keys. */
  public static ExpressionType map(ExpressionType value) {
    return new ExpressionType(MapType.create(SimpleType.STRING, value.type), List.of(value));
  }

  /** A value of this type, or none. */
  public static ExpressionType optional(ExpressionType value) {
    return new ExpressionType(OptionalType.create(value.type), List.of(value));
  }

  /** A value that expressions hand to functions and cannot look into. */
  public static ExpressionType opaque(String name) {
    return new ExpressionType(OpaqueType.create(name));
  }

  /** An object of which the fields are known: any other is an error when it is compiled. */
  @SuppressWarnings("Immutable") // The copy of the fields is.
  public static ExpressionType struct(String name, Map<String, ExpressionType> fields) {
    Map<String, ExpressionType> known = Map.copyOf(fields);
    return new ExpressionType(
        StructType.create(
            name,
            ImmutableSet.copyOf(known.keySet()),
            field -> Optional.ofNullable(typeOf(known.get(field)))),
        new ArrayList<>(known.values()));
  }

  /**
   * An object of a policy's own variables: each has the type of its expression, or any, when that
   * is neither simple nor a list or map.
   */
  static ExpressionType variables(Map<String, ExpressionType> expressions) {
    Map<String, ExpressionType> fields = new HashMap<>();
    expressions.forEach((name, type) -> fields.put(name, new ExpressionType(field(type.type))));
    return struct("kubernetes.variables", fields);
  }

  private static CelType field(CelType type) {
    return switch (type) {
      case ListType list -> ListType.create(field(list.elemType()));
      case MapType map -> MapType.create(field(map.keyType()), field(map.valueType()));
      case SimpleType simple -> simple;
      case OptionalType optional when isOurs(optional.parameters().getFirst()) -> optional;
      default -> isOurs(type) ? type : SimpleType.DYN;
    };
  }

  // The API server forgets what it has no word for; of our own types nothing needs to be forgotten.
  private static boolean isOurs(CelType type) {
    return type.name().startsWith(OURS);
  }

  private static @Nullable CelType typeOf(@Nullable ExpressionType type) {
    return type == null ? null : type.type;
  }

  CelType cel() {
    return type;
  }

  /** The types that it is made of. */
  List<ExpressionType> parts() {
    return fields;
  }

  /** Returns whether values of this type may be looked at as any type. */
  public boolean isDynamic() {
    return type.equals(SimpleType.DYN) || type.equals(SimpleType.ANY);
  }

  // The library's types of objects are only equal to themselves.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExpressionType that
        && (type.equals(that.type) || toString().equals(that.toString()));
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The type as messages name it: {@code map(string, dyn)}. */
  @Override
  public String toString() {
    return name(type);
  }

  private static String name(CelType type) {
    if (type.kind() == CelKind.NULL_TYPE) {
      return "null_type";
    }
    if (type.kind() == CelKind.TYPE_PARAM) {
      return "<" + type.name() + ">";
    }
    if (type.parameters().isEmpty()) {
      return CelTypes.format(type);
    }
    StringJoiner names = new StringJoiner(", ", type.name() + "(", ")");
    type.parameters().forEach(parameter -> names.add(name(parameter)));
    return names.toString();
  }
}
