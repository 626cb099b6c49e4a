package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.ShippedText;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.ObjectType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the fields of a type are merged, by the table {@code merging.txt}. */
final class Merging {

  /** Replaced as a whole. */
  static final Merging ATOMIC = new Merging(Kind.ATOMIC, List.of());

  /** Merged field by field. */
  static final Merging GRANULAR = new Merging(Kind.GRANULAR, List.of());

  /** The same, of a type that takes fields that it does not declare. */
  static final Merging OPEN = new Merging(Kind.GRANULAR, List.of());

  /** How fields of the built-in kinds are merged, by the name of the type and the field's. */
  static final Map<String, Merging> TABLE = read();

  private final Kind kind;
  private final List<Key> keys;

  private Merging(Kind kind, List<Key> keys) {
    this.kind = kind;
    this.keys = keys;
  }

  /** The ways in which a value is merged. */
  enum Kind {
    ATOMIC,
    GRANULAR,
    /** A list of scalars, each once. */
    SET,
    /** A list of objects, each known by its keys. */
    BY_KEYS
  }

  private record Key(String field, @Nullable Value fallback) {
    Value of(ObjectValue element) {
      Value value = element.get(field);
      return value.isNull() && fallback != null ? fallback : value;
    }
  }

  private static Map<String, Merging> read() {
    Map<String, Merging> table = new HashMap<>();
    ShippedText.of("dev/haetae/simulator/apply/merging.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          table.put(line.substring(0, space), of(line.substring(space + 1)));
        });
    return Map.copyOf(table);
  }

  /** The way that a word of the table stands for. */
  static Merging of(String word) {
    return switch (word) {
      case "atomic" -> new Merging(Kind.ATOMIC, List.of());
      case "granular" -> new Merging(Kind.GRANULAR, List.of());
      case "set" -> new Merging(Kind.SET, List.of());
      default -> {
        List<Key> keys = new ArrayList<>();
        for (String key : word.split(",", -1)) {
          int equals = key.indexOf('=');
          keys.add(
              equals < 0
                  ? new Key(key, null)
                  : new Key(key.substring(0, equals), new StringValue(key.substring(equals + 1))));
        }
        yield new Merging(Kind.BY_KEYS, List.copyOf(keys));
      }
    };
  }

  /**
   * How the field of a type is merged.
   *
   * @param type null for one that is not known: its objects are merged, its lists replaced
   */
  static Merging of(@Nullable ObjectType type, String field, Value value) {
    return of(TABLE, type, field, value);
  }

  /** The same by another table. */
  static Merging of(
      Map<String, Merging> table, @Nullable ObjectType type, String field, Value value) {
    FieldType declared = type == null ? null : type.fieldOrNull(field);
    if (type != null && declared != null) {
      Merging listed = table.get(type.name() + ' ' + field);
      if (listed != null) {
        return listed;
      }
      if (declared instanceof FieldType.ObjectOf object) {
        return table.getOrDefault(object.type().name(), GRANULAR);
      }
    }
    return value instanceof ObjectValue ? GRANULAR : ATOMIC;
  }

  /** The type of a field's object, or of its list's elements; null when it is not known. */
  static @Nullable ObjectType typeOf(@Nullable ObjectType type, String field) {
    FieldType declared = type == null ? null : type.fieldOrNull(field);
    return declared == null ? null : objectOf(declared);
  }

  private static @Nullable ObjectType objectOf(FieldType declared) {
    return switch (declared) {
      case FieldType.ObjectOf object -> object.type();
      case FieldType.ListOf list -> objectOf(list.element());
      case FieldType.MapOf map -> objectOf(map.value());
      default -> null;
    };
  }

  Kind kind() {
    return kind;
  }

  /** The names of the keys of a list's elements. */
  List<String> keyNames() {
    return keys.stream().map(Key::field).toList();
  }

  /** What tells an element of a list from the others. */
  String identity(Value element) {
    if (kind == Kind.SET || !(element instanceof ObjectValue object)) {
      return element.toString();
    }
    StringBuilder identity = new StringBuilder();
    for (Key key : keys) {
      identity.append(key.of(object)).append(',');
    }
    return identity.toString();
  }

  /** Returns whether an element has a value for one of its keys, be it a default. */
  boolean isKnown(ObjectValue element) {
    for (Key key : keys) {
      if (!key.of(element).isNull()) {
        return true;
      }
    }
    return keys.isEmpty();
  }

  /** The keys of an element with their values; empty when it has none of them. */
  Map<String, Value> keys(ObjectValue element) {
    Map<String, Value> values = new LinkedHashMap<>();
    boolean written = false;
    for (Key key : keys) {
      written |= element.has(key.field);
      values.put(key.field, key.of(element));
    }
    return written ? values : Map.of();
  }
}
