package dev.haetae.inventory;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import org.jspecify.annotations.Nullable;

/** The annotation of an object that stands for one which is there and could not be read. */
public final class UnreadableMark {
  /** The annotation's key; its value says why the object could not be read. */
  public static final String ANNOTATION = "haetae.dev/unreadable";

  private UnreadableMark() {}

  /**
   * The object that stands for one which could not be read.
   *
   * @param namespace empty when it has none
   * @param problem why it could not be read
   */
  public static ObjectValue tree(
      String apiVersion, String kind, String namespace, String name, String problem) {
    ObjectValue.Builder metadata = new ObjectValue.Builder(3);
    metadata.put("name", new StringValue(name));
    if (!namespace.isEmpty()) {
      metadata.put("namespace", new StringValue(namespace));
    }
    metadata.put("annotations", ObjectValue.of(ANNOTATION, new StringValue(problem)));
    return new ObjectValue.Builder(3)
        .put("apiVersion", new StringValue(apiVersion))
        .put("kind", new StringValue(kind))
        .put("metadata", metadata.build())
        .build();
  }

  /** The reason why the object could not be read for which {@code resource} stands, if any. */
  static @Nullable String problem(Resource resource) {
    // Without raising what is wrong with the annotations of others.
    return resource.metadata().value().get("annotations") instanceof ObjectValue annotations
            && annotations.get(ANNOTATION) instanceof StringValue problem
        ? problem.text()
        : null;
  }
}
