package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field of a type of the API: how the API server writes what it holds. */
final class ApiField {
  private static final NumberValue NOTHING = NumberValue.of(0);
  private static final StringValue EMPTY = new StringValue("");
  private static final StringValue ZERO = new StringValue("0");

  // A volume's capacity and a scaler's policies are refused otherwise when empty than when absent.
  private static final Set<String> KEPT = Set.of("capacity", "policies");

  private final ApiTypes types;
  private final String name;
  private final Many many;
  private final String word;
  private final boolean leaf;
  private final boolean pointer;
  private final boolean omitted;
  private final boolean struct;
  private final @Nullable Value standard;

  private enum Many {
    ONE,
    LIST,
    MAP
  }

  private ApiField(
      ApiTypes types,
      String name,
      Many many,
      String word,
      boolean pointer,
      String mark,
      @Nullable Value standard) {
    this.types = types;
    this.name = name;
    this.many = many;
    this.word = word;
    this.leaf = isLeaf(word);
    this.pointer = pointer;
    this.omitted = !mark.isEmpty();
    this.struct = many == Many.ONE && !leaf && !pointer && !mark.equals("?!");
    this.standard = standard;
  }

  /**
   * A field by its words.
   *
   * @param mark empty for a field that is always written, {@code ?} or {@code ?!}
   * @param type such as {@code *Probe}
   * @param standard what stands for an absent value
   */
  static ApiField of(
      ApiTypes types, String name, String mark, String type, @Nullable Value standard) {
    if (type.startsWith("[]")) {
      return new ApiField(types, name, Many.LIST, type.substring(2), false, mark, standard);
    } else if (type.startsWith("{}")) {
      return new ApiField(types, name, Many.MAP, type.substring(2), false, mark, standard);
    } else if (type.startsWith("*")) {
      return new ApiField(types, name, Many.ONE, type.substring(1), true, mark, standard);
    }
    return new ApiField(types, name, Many.ONE, type, false, mark, standard);
  }

  private static boolean isLeaf(String word) {
    return switch (word) {
      case "string", "bool", "number", "quantity", "time", "intstr", "any" -> true;
      default -> false;
    };
  }

  String name() {
    return name;
  }

  /** What is written when nothing is there; {@link NullValue#NULL} for nothing. */
  Value absent() {
    if (standard != null) {
      return standard instanceof ObjectValue object && !leaf
          ? types.type(word).written(object)
          : standard;
    }
    if (struct) {
      return types.type(word).empty();
    }
    // These two are structs in Go, which are never left out.
    boolean kept = word.equals("intstr") || word.equals("quantity");
    if (pointer || many != Many.ONE || (omitted && !kept)) {
      return NullValue.NULL;
    }
    return switch (word) {
      case "string" -> EMPTY;
      case "quantity" -> ZERO;
      case "number", "intstr" -> NOTHING;
      case "bool" -> BooleanValue.FALSE;
      default -> NullValue.NULL;
    };
  }

  /** What is written for a value; {@link NullValue#NULL} when it is left out. */
  Value written(Value value) {
    return switch (many) {
      // What has a default takes it in the place of nothing, too.
      case ONE -> one(value, !pointer && (omitted || standard != null));
      case LIST -> value instanceof ArrayValue list ? list(list) : value;
      case MAP -> value instanceof ObjectValue map ? map(map) : value;
    };
  }

  private Value one(Value value, boolean leaveOutZero) {
    if (!leaf) {
      return value instanceof ObjectValue object ? types.type(word).written(object) : value;
    }
    if (word.equals("quantity")) {
      return quantity(value, false);
    }
    return leaveOutZero && isZero(value) ? NullValue.NULL : value;
  }

  private static boolean isZero(Value value) {
    if (value instanceof StringValue text) {
      return text.text().isEmpty();
    }
    if (value instanceof NumberValue number) {
      return number.isInteger() && number.integer() == 0;
    }
    if (value instanceof ObjectValue object) {
      return object.size() == 0;
    }
    if (value instanceof ArrayValue array) {
      return array.size() == 0;
    }
    return value.isNull() || value == BooleanValue.FALSE;
  }

  private Value list(ArrayValue list) {
    if (list.size() == 0) {
      return KEPT.contains(name) ? list : NullValue.NULL;
    }
    if (leaf && !word.equals("quantity")) {
      return list;
    }
    if (leaf) {
      ArrayValue.Builder out = new ArrayValue.Builder();
      for (int i = 0; i < list.size(); i++) {
        out.add(quantity(list.get(i), false), list.position(i));
      }
      return out.build();
    }
    ApiType type = types.type(word);
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < list.size(); i++) {
      Value element = list.get(i);
      Value written =
          element instanceof ObjectValue object
              ? type.written(object)
              : element.isNull() ? type.empty() : element;
      out.add(written, list.position(i));
    }
    return out.build();
  }

  private Value map(ObjectValue map) {
    if (map.size() == 0) {
      return KEPT.contains(name) ? map : NullValue.NULL;
    }
    if (leaf && !word.equals("quantity")) {
      return map;
    }
    ObjectValue.Builder out = new ObjectValue.Builder(map.size());
    for (int i = 0; i < map.size(); i++) {
      Value value = map.value(i);
      // The lists of resources are rounded, but for that of a RuntimeClass.
      Value written = leaf ? quantity(value, !name.equals("podFixed")) : one(value, false);
      out.put(map.key(i), written, map.position(i));
    }
    return out.build();
  }

  private static Value quantity(Value value, boolean thousandths) {
    String text = "";
    if (value instanceof StringValue string) {
      text = string.text();
    } else if (value instanceof NumberValue number) {
      text = number.literal();
    }
    // As resource.Quantity is read from JSON.
    String stripped = text.strip();
    Amount amount = stripped.isEmpty() ? null : Amount.parse(stripped.equals(".") ? "0" : stripped);
    if (amount == null) {
      return value;
    }
    String written = (thousandths ? amount.roundedToThousandths() : amount).toString();
    return written.equals(text) && value instanceof StringValue ? value : new StringValue(written);
  }
}
