package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Node;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.scheduling.devices.DeviceAllocator.Choice;
import java.util.ArrayList;
import java.util.List;

/** A ResourceClaim as it is once it has its devices, as far as the scheduler looks at it. */
final class AllocatedClaim {
  private AllocatedClaim() {}

  /** The claim with these devices, found on a node. */
  static Resource of(GroupKind kind, DeviceClaim claim, List<Choice> choices, Node node) {
    List<Value> results = new ArrayList<>();
    boolean everywhere = true;
    for (Choice choice : choices) {
      Device.Id id = choice.device().id();
      results.add(
          object(
              "request", text(choice.request().nameOf(choice.alternative())),
              "driver", text(id.driver()),
              "pool", text(id.pool()),
              "device", text(id.name())));
      everywhere &= choice.device().place().everywhere();
    }
    Value devices = object("results", ArrayValue.of(results));
    Value allocation =
        everywhere
            ? object("devices", devices)
            : object("devices", devices, "nodeSelector", selector(node));
    Value user = object("resource", text("pods"), "name", text("placed"));
    ObjectValue tree =
        object(
            "apiVersion", text(kind.group() + "/v1"),
            "kind", text(kind.kind()),
            "metadata", object("name", text(claim.name()), "namespace", text(claim.namespace())),
            "status",
                object("allocation", allocation, "reservedFor", ArrayValue.of(List.of(user))));
    return Resource.of(tree, Origin.NONE, claim.namespace());
  }

  private static Value selector(Node node) {
    Value field =
        object(
            "key", text("metadata.name"),
            "operator", text("In"),
            "values", ArrayValue.of(List.of(text(node.name()))));
    Value term = object("matchFields", ArrayValue.of(List.of(field)));
    return object("nodeSelectorTerms", ArrayValue.of(List.of(term)));
  }

  private static Value text(String text) {
    return new StringValue(text);
  }

  private static ObjectValue object(Object... fields) {
    ObjectValue.Builder object = new ObjectValue.Builder(fields.length / 2);
    for (int i = 0; i < fields.length; i += 2) {
      object.put((String) fields[i], (Value) fields[i + 1]);
    }
    return object.build();
  }
}
