package dev.haetae.report;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.apply.ListKeys;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Names for the elements of lists that do not hang on their places: by the API's own keys, by a
 * name that stands in the element, a scalar by its value; else by a hash of what the element says,
 * numbers and the order of its parts left out.
 *
 * <p>What has been worked out is kept, since a thousand findings may lie within one element. For
 * one thread.
 */
final class ElementNames {
  // Words that tell elements apart in lists to which the API gives no keys.
  private static final List<Path> WORDS =
      List.of(
          Path.of("name"),
          Path.of("metadata", "name"),
          Path.of("key"),
          Path.of("groupName"),
          Path.of("topologyKey"),
          Path.of("host"),
          Path.of("path"));

  private static final int LONGEST = 80;
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final IdentityHashMap<Object, String> known = new IdentityHashMap<>();

  /**
   * The name of an element, such as {@code name=proc}.
   *
   * @param keys of the object that holds the list
   * @param field the list
   */
  String of(Value element, ListKeys keys, String field) {
    return element instanceof ObjectValue object
        ? name(object, keys.of(field, object))
        : word(element);
  }

  /** The text, or the beginning of a long one with a hash of it all. */
  String bounded(String text) {
    return text.length() <= LONGEST
        ? Text.escape(text)
        : known.computeIfAbsent(text, _ -> Text.shorten(text, LONGEST) + hexadecimal(hash(text)));
  }

  private String name(ObjectValue element, Map<String, Value> keys) {
    if (!keys.isEmpty()) {
      StringJoiner name = new StringJoiner(",");
      keys.forEach((key, value) -> name.add(key + word(value)));
      return name.toString();
    }
    for (Path path : WORDS) {
      if (path.in(element) instanceof StringValue text) {
        return path + word(text);
      }
    }
    // A source of one kind: {secret: {name: a}}.
    if (element.size() == 1
        && element.value(0) instanceof ObjectValue inner
        && inner.get("name") instanceof StringValue text) {
      return bounded(element.key(0)) + ".name" + word(text);
    }
    return hashed(element);
  }

  private String word(Value value) {
    return switch (value) {
      case StringValue text -> '=' + bounded(text.text());
      case NumberValue number -> '=' + bounded(number.literal());
      case BooleanValue flag -> "=" + flag;
      case NullValue _ -> "=";
      case ObjectValue _, ArrayValue _ -> hashed(value);
    };
  }

  private String hashed(Value value) {
    return known.computeIfAbsent(value, _ -> '#' + hexadecimal(hash(value)));
  }

  private static long hash(Value value) {
    return switch (value) {
      case StringValue text -> hash(text.text());
      case NumberValue _ -> 1;
      case BooleanValue flag -> hash(flag.toString());
      case NullValue _ -> 2;
      case ArrayValue list -> {
        long sum = 3;
        for (int i = 0; i < list.size(); i++) {
          sum += mixed(hash(list.get(i)));
        }
        yield sum;
      }
      case ObjectValue object -> {
        long sum = 4;
        for (int i = 0; i < object.size(); i++) {
          sum += mixed(hash(object.key(i)) * PRIME + hash(object.value(i)));
        }
        yield sum;
      }
    };
  }

  // FNV-1a, by characters.
  private static long hash(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  // So that sums of hashes tell more than the hashes of sums.
  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    return mixed ^ (mixed >>> 31);
  }

  private static String hexadecimal(long hash) {
    return HexFormat.of().toHexDigits((int) (mixed(hash) >>> 32));
  }
}
