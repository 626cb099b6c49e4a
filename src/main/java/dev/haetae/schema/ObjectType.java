package dev.haetae.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object type of the API: its fields by their JSON names, case-sensitive, in that order. */
public final class ObjectType {
  private final Schema schema;
  private final String name;
  private final String line;
  private volatile @Nullable Map<String, FieldType> fields;

  // The line is "name:word name:word …"; most types are never asked for their fields.
  ObjectType(Schema schema, String name, String line) {
    this.schema = schema;
    this.name = name;
    this.line = line;
  }

  /** Its name within the API, such as {@code PodSpec} or {@code Apps.DeploymentSpec}. */
  public String name() {
    return name;
  }

  /** What the field {@code name} takes; empty when there is no such field. */
  public Optional<FieldType> field(String name) {
    return Optional.ofNullable(fieldOrNull(name));
  }

  /** What {@link #field} gives; null when there is no such field. */
  public @Nullable FieldType fieldOrNull(String name) {
    return fields().get(name);
  }

  /** The names of all fields, sorted. */
  public Set<String> fieldNames() {
    return Collections.unmodifiableSet(fields().keySet());
  }

  Map<String, FieldType> fields() {
    Map<String, FieldType> known = fields;
    if (known == null) {
      Map<String, FieldType> read = new LinkedHashMap<>();
      for (int at = 0; at < line.length(); ) {
        int colon = line.indexOf(':', at);
        int space = line.indexOf(' ', colon);
        int end = space < 0 ? line.length() : space;
        read.put(line.substring(at, colon), schema.fieldType(line.substring(colon + 1, end)));
        at = end + 1;
      }
      known = read;
      fields = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return name;
  }
}
