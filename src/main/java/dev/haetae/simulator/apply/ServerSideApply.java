package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges a manifest with the live object, as server-side apply does with one field manager and
 * {@code force}: what the manager had applied and applies no more goes, what others have written
 * stays.
 *
 * <p>Mirrors {@code typed/merge.go} and {@code typed/remove.go} of {@code
 * sigs.k8s.io/structured-merge-diff}. Whether another manager wants what goes is not known.
 */
public final class ServerSideApply {
  private ServerSideApply() {}

  /**
   * The object that takes the place of the live one, before its defaults.
   *
   * @param live as the API server holds it
   * @param previous the manifest applied before; null when none was
   * @param applied the manifest that is applied
   */
  public static ObjectValue merge(
      ObjectValue live, @Nullable ObjectValue previous, ObjectValue applied) {
    ObjectType type =
        Schema.kubernetes().kindOrNull(applied.text("apiVersion"), applied.text("kind"));
    ObjectValue merged = merged(type, live, applied);
    return previous == null ? merged : pruned(type, merged, previous, applied);
  }

  private static ObjectValue merged(
      @Nullable ObjectType type, ObjectValue live, ObjectValue applied) {
    ObjectValue.Builder out = new ObjectValue.Builder(live.size() + applied.size());
    for (int i = 0; i < live.size(); i++) {
      out.put(live.key(i), live.value(i));
    }
    for (int i = 0; i < applied.size(); i++) {
      String field = applied.key(i);
      Value value = applied.value(i);
      if (!value.isNull()) {
        out.put(field, merged(type, field, live.get(field), value));
      }
    }
    return out.build();
  }

  private static Value merged(@Nullable ObjectType type, String field, Value live, Value applied) {
    Merging merging = Merging.of(type, field, applied);
    return switch (merging.kind()) {
      case ATOMIC -> applied;
      case GRANULAR ->
          live instanceof ObjectValue before && applied instanceof ObjectValue now
              ? merged(Merging.typeOf(type, field), before, now)
              : applied;
      case SET, BY_KEYS ->
          live instanceof ArrayValue before && applied instanceof ArrayValue now
              ? merged(merging, Merging.typeOf(type, field), before, now)
              : applied;
    };
  }

  private static ArrayValue merged(
      Merging merging, @Nullable ObjectType type, ArrayValue live, ArrayValue applied) {
    Map<String, Value> before = byIdentity(merging, live);
    Map<String, Value> now = byIdentity(merging, applied);
    if (before.size() < live.size() || now.size() < applied.size()) {
      return applied;
    }
    ArrayValue.Builder out = new ArrayValue.Builder();
    Set<String> done = new HashSet<>();
    int next = 0;
    for (int i = 0; i < applied.size(); i++) {
      String identity = merging.identity(applied.get(i));
      // What others have put before this element stays before it.
      while (before.containsKey(identity) && next < live.size()) {
        String other = merging.identity(live.get(next));
        if (now.containsKey(other)) {
          break;
        }
        out.add(live.get(next));
        done.add(other);
        next++;
      }
      if (next < live.size() && merging.identity(live.get(next)).equals(identity)) {
        next++;
      }
      done.add(identity);
      Value old = before.getOrDefault(identity, NullValue.NULL);
      out.add(
          old instanceof ObjectValue was && applied.get(i) instanceof ObjectValue is
              ? merged(type, was, is)
              : applied.get(i));
    }
    for (int i = 0; i < live.size(); i++) {
      if (done.add(merging.identity(live.get(i)))) {
        out.add(live.get(i));
      }
    }
    return out.build();
  }

  private static Map<String, Value> byIdentity(Merging merging, ArrayValue list) {
    Map<String, Value> elements = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      elements.put(merging.identity(list.get(i)), list.get(i));
    }
    return elements;
  }

  // Without what was applied before and is no more.
  private static ObjectValue pruned(
      @Nullable ObjectType type, ObjectValue merged, ObjectValue previous, ObjectValue applied) {
    ObjectValue.Builder out = new ObjectValue.Builder(merged.size());
    for (int i = 0; i < merged.size(); i++) {
      String field = merged.key(i);
      Value before = previous.get(field);
      Value left =
          before.isNull()
              ? merged.value(i)
              : pruned(type, field, merged.value(i), before, applied.get(field));
      if (!left.isNull()) {
        out.put(field, left);
      }
    }
    return out.build();
  }

  private static Value pruned(
      @Nullable ObjectType type, String field, Value merged, Value previous, Value applied) {
    Merging merging = Merging.of(type, field, previous);
    ObjectType inner = Merging.typeOf(type, field);
    return switch (merging.kind()) {
      case ATOMIC -> applied.isNull() ? NullValue.NULL : merged;
      case GRANULAR -> prunedObject(inner, merged, previous, applied);
      case SET, BY_KEYS -> prunedList(merging, inner, merged, previous, applied);
    };
  }

  private static Value prunedObject(
      @Nullable ObjectType type, Value merged, Value previous, Value applied) {
    if (!(merged instanceof ObjectValue object) || !(previous instanceof ObjectValue before)) {
      return applied.isNull() ? NullValue.NULL : merged;
    }
    if (before.size() == 0) {
      // An empty object is applied as a whole.
      return applied.isNull() ? NullValue.NULL : merged;
    }
    ObjectValue now = applied instanceof ObjectValue written ? written : ObjectValue.EMPTY;
    ObjectValue left = pruned(type, object, before, now);
    return left.size() == 0 && applied.isNull() ? NullValue.NULL : left;
  }

  private static Value prunedList(
      Merging merging, @Nullable ObjectType type, Value merged, Value previous, Value applied) {
    if (!(merged instanceof ArrayValue list) || !(previous instanceof ArrayValue before)) {
      return applied.isNull() ? NullValue.NULL : merged;
    }
    Map<String, Value> had = byIdentity(merging, before);
    Map<String, Value> has =
        applied instanceof ArrayValue written ? byIdentity(merging, written) : Map.of();
    ArrayValue.Builder out = new ArrayValue.Builder();
    int left = 0;
    for (int i = 0; i < list.size(); i++) {
      Value element = list.get(i);
      String identity = merging.identity(element);
      Value was = had.getOrDefault(identity, NullValue.NULL);
      Value is = has.getOrDefault(identity, NullValue.NULL);
      if (!was.isNull() && is.isNull()) {
        continue;
      }
      out.add(
          element instanceof ObjectValue object
                  && was instanceof ObjectValue then
                  && is instanceof ObjectValue now
              ? pruned(type, object, then, now)
              : element);
      left++;
    }
    return left == 0 && applied.isNull() ? NullValue.NULL : out.build();
  }
}
