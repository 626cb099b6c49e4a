package dev.haetae.simulator.apply;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;

/**
 * The metadata of a custom object, from which the API server drops what does not fit.
 *
 * <p>Mirrors {@code pkg/apiserver/schema/objectmeta} of {@code k8s.io/apiextensions-apiserver}.
 */
final class CustomMetadata {
  private CustomMetadata() {}

  /** The metadata without what it cannot have; labels that are no strings go all together. */
  static ObjectValue coerced(ObjectValue metadata) {
    ObjectValue out = StrictDecoding.metadata(metadata);
    for (String field : new String[] {"labels", "annotations"}) {
      if (out.has(field) && !isOfTexts(out.get(field))) {
        out = out.without(field);
      }
    }
    return out;
  }

  private static boolean isOfTexts(Value value) {
    if (!(value instanceof ObjectValue object)) {
      return false;
    }
    for (int i = 0; i < object.size(); i++) {
      if (!(object.value(i) instanceof StringValue)) {
        return false;
      }
    }
    return true;
  }
}
