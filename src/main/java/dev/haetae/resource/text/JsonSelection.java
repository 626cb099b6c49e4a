package dev.haetae.resource.text;

import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A selection of the parts of a JSON value that become a tree.
 *
 * <p>Few names at each level: they are compared one by one.
 */
public final class JsonSelection {
  /** The whole value. */
  public static final JsonSelection ALL = new JsonSelection(List.of(), null);

  /** Nothing of the value, nor its key. */
  public static final JsonSelection NONE = new JsonSelection(List.of(), null);

  /** Nothing now, and the whole value by {@link JsonReading#later}; once in a text. */
  public static final JsonSelection LATER = new JsonSelection(List.of(), null);

  /** An object of the API, all but its managed fields, which no rule reads. */
  public static final JsonSelection OBJECT =
      of(Map.of("metadata", of(Map.of("managedFields", NONE), ALL)), ALL);

  private final String[] names;
  private final JsonSelection[] named;
  private final @Nullable JsonSelection others;

  private JsonSelection(
      List<Map.Entry<String, JsonSelection>> named, @Nullable JsonSelection others) {
    this.names = named.stream().map(Map.Entry::getKey).toArray(String[]::new);
    this.named = named.stream().map(Map.Entry::getValue).toArray(JsonSelection[]::new);
    this.others = others;
  }

  /**
   * By key, where the value is an object; the whole of it otherwise.
   *
   * @param named the selections of some keys
   * @param others that of all other keys
   */
  public static JsonSelection of(Map<String, JsonSelection> named, JsonSelection others) {
    return new JsonSelection(List.copyOf(named.entrySet()), others);
  }

  /** Returns whether nothing of the value becomes a tree now. */
  boolean isLeftOut() {
    return this == NONE || this == LATER;
  }

  JsonSelection of(String key) {
    if (others == null) {
      return this;
    }
    int at = ObjectValue.indexOf(names, 0, names.length, key);
    return at < 0 ? others : named[at];
  }
}
