package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A type of the API: an object's fields and what the API server makes of them. */
final class ApiType {
  private final ApiField[] fields;
  private final Map<String, Integer> places = new HashMap<>();
  private final UnaryOperator<ObjectValue> function;
  // What is written for fields that are not there; worked out at the first use, for types may hang
  // together. A race works it out twice.
  private volatile Value @Nullable [] absent;
  private volatile @Nullable ObjectValue empty;

  ApiType(ApiField[] fields, UnaryOperator<ObjectValue> function) {
    this.fields = fields;
    this.function = function;
    for (int i = 0; i < fields.length; i++) {
      places.put(fields[i].name(), i);
    }
  }

  /** What is written for an object without fields. */
  ObjectValue empty() {
    ObjectValue known = empty;
    if (known == null) {
      known = written(ObjectValue.EMPTY);
      empty = known;
    }
    return known;
  }

  /** The object with defaults, and without fields that the type does not have or leaves out. */
  ObjectValue written(ObjectValue object) {
    Value[] missing = absent();
    ObjectValue.Builder out = new ObjectValue.Builder(object.size() + 4);
    long there = 0;
    for (int i = 0; i < object.size(); i++) {
      Integer place = places.get(object.key(i));
      if (place == null) {
        continue;
      }
      Value value = object.value(i);
      Value written = value.isNull() ? value : fields[place].written(value);
      if (!written.isNull()) {
        out.put(object.key(i), written, object.position(i));
        there |= 1L << place;
      }
    }
    for (int i = 0; i < missing.length; i++) {
      if (!missing[i].isNull() && (there & (1L << i)) == 0) {
        out.put(fields[i].name(), missing[i]);
      }
    }
    return function.apply(out.build());
  }

  private Value[] absent() {
    Value[] known = absent;
    if (known == null) {
      if (fields.length > Long.SIZE) {
        throw new IllegalStateException("too many fields: " + fields.length);
      }
      known = new Value[fields.length];
      for (int i = 0; i < fields.length; i++) {
        known[i] = fields[i].absent();
      }
      absent = known;
    }
    return known;
  }
}
