package dev.haetae.engine.admission;

import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/** The conversion of objects between the versions of their API. */
final class Versions {
  private Versions() {}

  /** The object in another version; null when it is not known how it looks there. */
  static @Nullable ObjectValue convert(ObjectValue object, String apiVersion, String kind) {
    return null;
  }
}
