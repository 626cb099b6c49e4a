package dev.haetae.simulator.validation.field;

import dev.haetae.resource.tree.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The place of a field as validation names it, which is not always the field's path: {@code
 * spec.resources[storage]} is {@code spec.resources.requests.storage}.
 *
 * <p>Mirrors {@code apimachinery/pkg/util/validation/field/path.go}: a child follows a point, a key
 * and an index stand in brackets, whatever their letters.
 */
public final class Place {
  /** The object itself. */
  public static final Place ROOT = new Place(null, "", false, -1);

  private final @Nullable Place parent;
  private final String step;
  private final boolean bracketed;
  private final int index;

  private Place(@Nullable Place parent, String step, boolean bracketed, int index) {
    this.parent = parent;
    this.step = step;
    this.bracketed = bracketed;
    this.index = index;
  }

  /** The place of {@code fields}, one below the other. */
  public static Place of(String... fields) {
    Place place = ROOT;
    for (String field : fields) {
      place = place.child(field);
    }
    return place;
  }

  /** The place of a field here. */
  public Place child(String field) {
    return new Place(this, field, false, -1);
  }

  /** The place of the element at {@code index} here. */
  public Place index(int index) {
    return new Place(this, Integer.toString(index), true, index);
  }

  /** The place of a key of the map here. */
  public Place key(String key) {
    return new Place(this, key, true, -1);
  }

  /** The path of that name, be there such a field or not. */
  public Path path() {
    if (parent == null) {
      return Path.ROOT;
    }
    return index < 0 ? parent.path().child(step) : parent.path().child(index);
  }

  @Override
  public String toString() {
    Deque<Place> steps = new ArrayDeque<>();
    for (Place at = this; at.parent != null; at = at.parent) {
      steps.push(at);
    }
    StringBuilder out = new StringBuilder();
    for (Place at : steps) {
      if (at.bracketed) {
        out.append('[').append(at.step).append(']');
      } else {
        out.append(out.isEmpty() ? "" : ".").append(at.step);
      }
    }
    return out.toString();
  }
}
