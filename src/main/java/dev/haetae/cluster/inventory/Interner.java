package dev.haetae.cluster.inventory;

import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.Quantity;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal values one shape in memory: thousands of pods differ in their names and in little
 * else.
 *
 * <p>Bounded in bytes: what is long is not looked for, and what has not been asked for in a while
 * is thrown out; it is kept a second time at worst.
 *
 * <p>Safe for any number of threads.
 */
final class Interner {
  /** The most letters of a value that is looked for. */
  static final int LONGEST = 1 << 10;

  /** The most that the values of one sort weigh together, in letters. */
  static final int MOST = 1 << 19;

  // What a value takes beside its letters.
  private static final int OVERHEAD = 64;

  // By the text, in which maps of another order and quantities of another spelling differ.
  private final Pool<String> texts = new Pool<>();
  private final Pool<Quantity> quantities = new Pool<>();
  private final Pool<Map<String, String>> textMaps = new Pool<>();
  private final Pool<Map<String, Quantity>> quantityMaps = new Pool<>();
  private final Pool<List<String>> lists = new Pool<>();
  private final Pool<Owner> owners = new Pool<>();

  String text(String text) {
    return text.isEmpty() ? "" : texts.one(text, text);
  }

  Quantity quantity(Quantity quantity) {
    return quantities.one(quantity.toString(), quantity);
  }

  @Nullable Owner owner(@Nullable Owner owner) {
    return owner == null ? null : owners.one(owner.toString(), owner);
  }

  List<String> texts(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    String key = texts.toString();
    List<String> known = lists.find(key);
    // Equal, since a comma within an element looks like two of them.
    return known != null && known.equals(texts)
        ? known
        : lists.one(key, texts.stream().map(this::text).toList());
  }

  Map<String, String> textMap(Map<String, String> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    String key = map.toString();
    Map<String, String> known = textMaps.find(key);
    if (known != null && known.equals(map)) {
      return known;
    }
    Map<String, String> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((name, value) -> copy.put(text(name), text(value)));
    return textMaps.one(key, Collections.unmodifiableMap(copy));
  }

  Map<String, Quantity> quantityMap(Map<String, Quantity> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    String key = map.toString();
    Map<String, Quantity> known = quantityMaps.find(key);
    if (known != null && known.equals(map)) {
      return known;
    }
    Map<String, Quantity> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((name, value) -> copy.put(text(name), quantity(value)));
    return quantityMaps.one(key, Collections.unmodifiableMap(copy));
  }

  /** Returns what all values weigh now, in letters. */
  long weight() {
    return texts.weight()
        + quantities.weight()
        + textMaps.weight()
        + quantityMaps.weight()
        + lists.weight()
        + owners.weight();
  }

  /**
   * Values by their texts, in two halves: what is asked for goes to the younger one, and when that
   * is full, the older one is thrown out.
   */
  private static final class Pool<V> {
    private Map<String, V> young = new HashMap<>();
    private Map<String, V> old = Map.of();
    private long youngWeight;
    private long oldWeight;

    synchronized @Nullable V find(String key) {
      V known = young.get(key);
      if (known == null) {
        known = old.get(key);
        if (known != null) {
          add(key, known);
        }
      }
      return known;
    }

    synchronized V one(String key, V value) {
      if (key.length() > LONGEST) {
        return value;
      }
      V known = find(key);
      if (known == null) {
        add(key, value);
        return value;
      }
      return known.equals(value) ? known : value;
    }

    private void add(String key, V value) {
      int weight = key.length() + OVERHEAD;
      if (youngWeight + weight > MOST / 2) {
        old = young;
        oldWeight = youngWeight;
        young = new HashMap<>();
        youngWeight = 0;
      }
      young.put(key, value);
      youngWeight += weight;
    }

    synchronized long weight() {
      return youngWeight + oldWeight;
    }
  }
}
