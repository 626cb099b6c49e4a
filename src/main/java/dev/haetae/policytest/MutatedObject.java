package dev.haetae.policytest;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.defaults.Defaults;
import java.util.List;

/** The comparison of an object that was mutated with what a test expects it to be. */
public final class MutatedObject {
  private MutatedObject() {}

  /**
   * Compares, as if both were stored: an API server has filled in its defaults by the time it
   * mutates, and files have not.
   *
   * @param expected objects, among which is this one
   * @param differences gets what differs, a sentence each
   */
  public static void compare(Resource mutated, List<Resource> expected, List<String> differences) {
    for (Resource one : expected) {
      if (one.groupKind().equals(mutated.groupKind())
          && one.namespace().equals(mutated.namespace())
          && one.name().equals(mutated.name())) {
        if (!stored(one).equals(stored(mutated))) {
          differences.add(
              "what the mutation leaves is not what "
                  + one.origin().file()
                  + " holds: "
                  + mutated.tree());
        }
        return;
      }
    }
    differences.add(mutated.describe() + " is not among what the mutation should leave");
  }

  private static ObjectValue stored(Resource object) {
    ObjectValue tree = Defaults.of(object.tree());
    return object.namespace().isEmpty() || !(tree.get("metadata") instanceof ObjectValue metadata)
        ? tree
        : tree.with("metadata", metadata.with("namespace", new StringValue(object.namespace())));
  }
}
