package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * <p>Mirrors {@code merge/update.go}, {@code typed/merge.go} and {@code typed/remove.go} of {@code
 * sigs.k8s.io/structured-merge-diff}: an object of which the manager owns nothing any more goes
 * with all that nobody owns in it, defaults too. Whether another manager owns something is not
 * known.
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
    FieldMerging type = FieldMerging.ofKind(applied.text("apiVersion"), applied.text("kind"));
    ObjectValue merged = merged(type, live, applied);
    Value left = previous == null ? merged : pruned(type, merged, previous, applied);
    return left instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  static ObjectValue merged(FieldMerging type, ObjectValue live, ObjectValue applied) {
    ObjectValue.Builder out = new ObjectValue.Builder(live.size() + applied.size());
    for (int i = 0; i < live.size(); i++) {
      out.put(live.key(i), live.value(i));
    }
    for (int i = 0; i < applied.size(); i++) {
      String field = applied.key(i);
      Value value = applied.value(i);
      // An explicit null clears what is replaced as a whole, and nothing else.
      if (!value.isNull()) {
        out.put(field, merged(type, field, live.get(field), value));
      } else if (type.of(field, live.get(field)).kind() == Merging.Kind.ATOMIC) {
        out.put(field, NullValue.NULL);
      }
    }
    return out.build();
  }

  private static Value merged(FieldMerging type, String field, Value live, Value applied) {
    Merging merging = type.of(field, applied);
    return switch (merging.kind()) {
      case ATOMIC -> applied;
      case GRANULAR ->
          live instanceof ObjectValue before && applied instanceof ObjectValue now
              ? merged(type.below(field), before, now)
              : applied;
      case SET, BY_KEYS ->
          live instanceof ArrayValue before && applied instanceof ArrayValue now
              ? merged(merging, type.below(field), before, now)
              : applied;
    };
  }

  private static ArrayValue merged(
      Merging merging, FieldMerging type, ArrayValue live, ArrayValue applied) {
    Map<String, Value> before = byIdentity(merging, live);
    Map<String, Value> now = byIdentity(merging, applied);
    if (now.size() < applied.size()) {
      return applied;
    }
    return new ListMerge(merging, type, live, applied, before, now).merge();
  }

  /** The merge of two lists: elements of one alone stay where they are, if that is possible. */
  private static final class ListMerge {
    private final Merging merging;
    private final FieldMerging type;
    private final ArrayValue live;
    private final ArrayValue applied;
    private final Map<String, Value> before;
    private final Map<String, Value> now;
    private final Deque<String> shared = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();
    private final ArrayValue.Builder out = new ArrayValue.Builder();

    ListMerge(
        Merging merging,
        FieldMerging type,
        ArrayValue live,
        ArrayValue applied,
        Map<String, Value> before,
        Map<String, Value> now) {
      this.merging = merging;
      this.type = type;
      this.live = live;
      this.applied = applied;
      this.before = before;
      this.now = now;
      for (int i = 0; i < applied.size(); i++) {
        String identity = merging.identity(applied.get(i));
        if (before.containsKey(identity)) {
          shared.add(identity);
        }
      }
    }

    ArrayValue merge() {
      int left = 0;
      int right = 0;
      while (left < live.size() || right < applied.size()) {
        String old = left < live.size() ? merging.identity(live.get(left)) : null;
        String next = right < applied.size() ? merging.identity(applied.get(right)) : null;
        boolean awaited = old != null && now.containsKey(old);
        if (old != null && next != null && awaited && !old.equals(next)) {
          if (!shared.isEmpty() && !old.equals(shared.peek())) {
            left++;
            continue;
          }
        }
        if (old != null && !awaited) {
          out.add(live.get(left++));
          continue;
        }
        if (old != null && (old.equals(next) || done.contains(old))) {
          left++;
        }
        if (next != null) {
          take(next, applied.get(right++));
        }
      }
      return out.build();
    }

    private void take(String identity, Value element) {
      done.add(identity);
      if (identity.equals(shared.peek())) {
        shared.remove();
      }
      out.add(
          before.get(identity) instanceof ObjectValue was && element instanceof ObjectValue is
              ? merged(type, was, is)
              : element);
    }
  }

  // Elements that are there twice are not merged with another.
  private static Map<String, Value> byIdentity(Merging merging, ArrayValue list) {
    Map<String, Value> elements = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      elements.merge(merging.identity(list.get(i)), list.get(i), (first, second) -> NullValue.NULL);
    }
    return elements;
  }

  // Without what was applied before and is no more. What is left without a field is null, and
  // still a field of its parent.
  private static Value pruned(
      FieldMerging type, ObjectValue merged, ObjectValue previous, ObjectValue applied) {
    ObjectValue.Builder out = new ObjectValue.Builder(merged.size());
    int left = 0;
    for (int i = 0; i < merged.size(); i++) {
      String field = merged.key(i);
      Merging merging = type.of(field, merged.value(i));
      Value before = previous.get(field);
      if (!isOwned(merging, before)) {
        out.put(field, merged.value(i));
        left++;
      } else if (isOwned(merging, applied.get(field))) {
        FieldMerging inner = type.below(field);
        out.put(field, pruned(merging, inner, merged.value(i), before, applied.get(field)));
        left++;
      }
    }
    return left == 0 && merged.size() > 0 ? NullValue.NULL : out.build();
  }

  // Whether a manifest with this value owns the field, or something beneath it.
  private static boolean isOwned(Merging merging, Value written) {
    return switch (merging.kind()) {
      case ATOMIC, GRANULAR -> !written.isNull();
      case SET, BY_KEYS -> written instanceof ArrayValue list && list.size() > 0;
    };
  }

  private static Value pruned(
      Merging merging, FieldMerging type, Value merged, Value previous, Value applied) {
    return switch (merging.kind()) {
      case ATOMIC -> merged;
      case GRANULAR ->
          merged instanceof ObjectValue object
                  && previous instanceof ObjectValue before
                  && applied instanceof ObjectValue now
              ? pruned(type, object, before, now)
              : merged;
      case SET, BY_KEYS ->
          merged instanceof ArrayValue list
                  && previous instanceof ArrayValue before
                  && applied instanceof ArrayValue now
              ? prunedList(merging, type, list, before, now)
              : merged;
    };
  }

  private static Value prunedList(
      Merging merging,
      FieldMerging type,
      ArrayValue merged,
      ArrayValue previous,
      ArrayValue applied) {
    Map<String, Value> had = byIdentity(merging, previous);
    Map<String, Value> has = byIdentity(merging, applied);
    ArrayValue.Builder out = new ArrayValue.Builder();
    for (int i = 0; i < merged.size(); i++) {
      Value element = merged.get(i);
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
    }
    return out.build();
  }
}
