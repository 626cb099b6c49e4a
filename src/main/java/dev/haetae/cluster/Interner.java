package dev.haetae.cluster;

import dev.haetae.resource.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives equal values one shape in memory: thousands of pods differ in their names and in little
 * else.
 *
 * <p>Bounded: what is thrown out is kept a second time at worst.
 */
final class Interner {
  private static final int MOST = 1 << 14;

  // By the text, in which maps of another order and quantities of another spelling differ.
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Quantity> quantities = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> textMaps = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Quantity>> quantityMaps = new ConcurrentHashMap<>();
  private final Map<String, List<String>> lists = new ConcurrentHashMap<>();

  String text(String text) {
    return text.isEmpty() ? "" : one(texts, text, text);
  }

  Quantity quantity(Quantity quantity) {
    return one(quantities, quantity.toString(), quantity);
  }

  List<String> texts(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    String key = texts.toString();
    List<String> known = lists.get(key);
    // Equal, since a comma within an element looks like two of them.
    return known != null && known.equals(texts)
        ? known
        : one(lists, key, texts.stream().map(this::text).toList());
  }

  Map<String, String> textMap(Map<String, String> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    String key = map.toString();
    Map<String, String> known = textMaps.get(key);
    if (known != null && known.equals(map)) {
      return known;
    }
    Map<String, String> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((name, value) -> copy.put(text(name), text(value)));
    return one(textMaps, key, Collections.unmodifiableMap(copy));
  }

  Map<String, Quantity> quantityMap(Map<String, Quantity> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    String key = map.toString();
    Map<String, Quantity> known = quantityMaps.get(key);
    if (known != null && known.equals(map)) {
      return known;
    }
    Map<String, Quantity> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((name, value) -> copy.put(text(name), quantity(value)));
    return one(quantityMaps, key, Collections.unmodifiableMap(copy));
  }

  private static <V> V one(Map<String, V> pool, String key, V value) {
    if (pool.size() >= MOST) {
      pool.clear();
    }
    V known = pool.putIfAbsent(key, value);
    return known == null || !known.equals(value) ? value : known;
  }
}
