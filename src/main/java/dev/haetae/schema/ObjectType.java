package dev.haetae.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object type of the API: its fields by their JSON names, case-sensitive, in that order. */
public final class ObjectType {
  private static final List<String> UNIONS =
      List.of("Source", "Action", "Projection", "KeySelector", "FieldSelector");

  private final Schema schema;
  private final String name;
  private final String line;
  private volatile @Nullable Fields fields;

  // The line is "name:word name:word …"; most types are never asked for their fields.
  ObjectType(Schema schema, String name, String line) {
    this.schema = schema;
    this.name = name;
    this.line = line;
  }

  /**
   * Returns the type's name within the API, such as {@code PodSpec} or {@code Apps.DeploymentSpec}.
   */
  public String name() {
    return name;
  }

  /** Returns what the field {@code name} takes; empty when there is no such field. */
  public Optional<FieldType> field(String name) {
    return Optional.ofNullable(fieldOrNull(name));
  }

  /** Returns what {@link #field} gives; null when there is no such field. */
  public @Nullable FieldType fieldOrNull(String name) {
    return table().get(name);
  }

  /** The names of all fields, sorted. */
  public Set<String> fieldNames() {
    return Collections.unmodifiableSet(table().read.keySet());
  }

  /**
   * The word that the types of fields share of which an object has only one: the sources of a
   * volume, the actions of a probe; null for any other type.
   */
  @Nullable String union() {
    for (String word : UNIONS) {
      if (name.endsWith(word)) {
        return word;
      }
    }
    return null;
  }

  /** The names and types of all fields, sorted by names. */
  Set<Map.Entry<String, FieldType>> fields() {
    return table().read.entrySet();
  }

  private Fields table() {
    Fields known = fields;
    if (known == null) {
      Map<String, FieldType> read = new LinkedHashMap<>();
      for (int at = 0; at < line.length(); ) {
        int colon = line.indexOf(':', at);
        int space = line.indexOf(' ', colon);
        int end = space < 0 ? line.length() : space;
        // A reader's field names are interned too, so that most look-ups compare no letters.
        read.put(
            line.substring(at, colon).intern(), schema.fieldType(line.substring(colon + 1, end)));
        at = end + 1;
      }
      known = new Fields(read);
      fields = known;
    }
    return known;
  }

  /** A hash table without nodes: every field of every object that is reviewed is looked up. */
  private static final class Fields {
    private final Map<String, FieldType> read;
    private final @Nullable String[] keys;
    private final @Nullable FieldType[] types;
    private final int mask;

    Fields(Map<String, FieldType> read) {
      this.read = read;
      int slots = Integer.highestOneBit(4 * read.size() + 1);
      keys = new String[slots];
      types = new FieldType[slots];
      mask = slots - 1;
      read.forEach((name, type) -> {
        int at = slot(name);
        keys[at] = name;
        types[at] = type;
      });
    }

    @Nullable FieldType get(String name) {
      return types[slot(name)];
    }

    // Where the name is, or the free slot where it would be: at least half of them are free.
    @SuppressWarnings("ReferenceEquality")
    private int slot(String name) {
      int hash = name.hashCode();
      int at = (hash ^ (hash >>> 16)) & mask;
      for (String key = keys[at]; key != null; key = keys[at]) {
        if (key == name || key.equals(name)) {
          return at;
        }
        at = (at + 1) & mask;
      }
      return at;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
