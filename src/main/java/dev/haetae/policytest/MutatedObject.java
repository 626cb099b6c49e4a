package dev.haetae.policytest;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.ApiServer;
import dev.haetae.simulator.admission.Submission;
import dev.haetae.simulator.defaults.Defaults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of an object that was mutated with what a test expects it to be. */
public final class MutatedObject {
  private static final String METADATA = "metadata";

  private MutatedObject() {}

  /**
   * Compares, as if both had been sent to an API server: it has filled in much by the time that
   * policies mutate, and files have not.
   *
   * @param expected objects, among which is this one
   * @param before what the object was before an UPDATE; null when it is new
   * @param world in which it was judged
   * @param differences gets what differs, a sentence each
   */
  public static void compare(
      Resource mutated,
      List<Resource> expected,
      @Nullable Resource before,
      Inventory world,
      List<String> differences) {
    for (Resource one : expected) {
      if (one.groupKind().equals(mutated.groupKind())
          && one.namespace().equals(mutated.namespace())
          && one.name().equals(mutated.name())) {
        ObjectValue wanted = seen(one, before, world);
        ObjectValue found = seen(mutated, before, world);
        if (!wanted.equals(found)) {
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

  private static ObjectValue seen(Resource object, @Nullable Resource before, Inventory world) {
    ApiServer.Views views =
        ApiServer.views(
            new Submission(
                object.tree(), object.namespace(), before == null ? null : before.tree()),
            world);
    ObjectValue tree = views == null ? Defaults.of(object.tree()) : views.mutating();
    return object.namespace().isEmpty() || !(tree.get(METADATA) instanceof ObjectValue metadata)
        ? tree
        : tree.with(METADATA, metadata.with("namespace", new StringValue(object.namespace())));
  }
}
