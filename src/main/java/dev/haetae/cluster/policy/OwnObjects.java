package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.ListedObjects;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import java.util.List;

/** The reading that the objects of our own kinds have in common. */
final class OwnObjects {
  private OwnObjects() {}

  /** An object of one of our own kinds of which nothing but its name is known. */
  static Resource named(PolicyKind kind, String namespace, String name) {
    ObjectValue metadata =
        new ObjectValue.Builder(2)
            .put("namespace", new StringValue(namespace))
            .put("name", new StringValue(name))
            .build();
    return ListedObjects.of(ObjectValue.of("metadata", metadata), kind.apiVersion(), kind.word());
  }

  static ObjectValue spec(Resource resource) {
    return resource.tree().get("spec") instanceof ObjectValue spec ? spec : ObjectValue.EMPTY;
  }

  /** {@code metadata.generation}; 0 when it is not written. */
  static long generation(Resource resource) {
    return resource.metadata().value().get("generation") instanceof NumberValue number
            && number.isInteger()
        ? number.integer()
        : 0;
  }

  /** Returns what is wrong with what was read, each on one line. */
  static List<String> problems(PolicyReader reader) {
    // A key of the parameters is any text, line breaks and all.
    return reader.problems().stream().map(Problem::message).map(Text::escape).toList();
  }
}
