package dev.haetae.cel.value;

import dev.haetae.resource.tree.Path;
import org.jspecify.annotations.Nullable;

/** A place on the way from a variable down: the view that is there knows the one that holds it. */
interface Place {
  /** What {@link #index} is for what a key leads to. */
  int KEY = -1;

  /** What holds it; null for a variable. */
  @Nullable Place parent();

  /** The key that leads to it, or the variable's name; empty for an element of an array. */
  String key();

  /** The position of an element of an array; {@link #KEY} for anything else. */
  int index();

  /** Its path from the variable. */
  static Path path(Place place) {
    Place parent = place.parent();
    if (parent == null) {
      return Path.ROOT;
    }
    Path above = path(parent);
    return place.index() < 0 ? above.child(place.key()) : above.child(place.index());
  }

  /** The name of the variable; empty when it was made on the way. */
  static String variable(Place place) {
    Place above = place;
    for (Place parent = above.parent(); parent != null; parent = above.parent()) {
      above = parent;
    }
    return above.key();
  }
}
