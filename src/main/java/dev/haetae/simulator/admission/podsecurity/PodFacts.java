package dev.haetae.simulator.admission.podsecurity;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What checks look at.
 *
 * @param annotations of the pod
 * @param spec of the pod
 * @param context the pod's security context
 * @param containers all of them, init containers first
 */
record PodFacts(
    ObjectValue annotations, ObjectValue spec, ObjectValue context, List<ObjectValue> containers) {
  static PodFacts of(ObjectValue metadata, ObjectValue spec) {
    List<ObjectValue> containers = new ArrayList<>();
    add(containers, Trees.array(spec, "initContainers"));
    add(containers, Trees.array(spec, "containers"));
    add(containers, Trees.array(spec, "ephemeralContainers"));
    return new PodFacts(
        Trees.object(metadata, "annotations"),
        spec,
        Trees.object(spec, "securityContext"),
        containers);
  }

  private static void add(List<ObjectValue> containers, ArrayValue array) {
    for (int i = 0; i < array.size(); i++) {
      containers.add(Trees.object(array, i));
    }
  }

  /** The same pod with other containers. */
  PodFacts with(List<ObjectValue> others) {
    return new PodFacts(annotations, spec, context, others);
  }

  /** The same pod with other volumes. */
  PodFacts withVolumes(List<Value> others) {
    return new PodFacts(
        annotations, spec.with("volumes", ArrayValue.of(others)), context, containers);
  }

  /** The security context of a container. */
  static ObjectValue context(ObjectValue container) {
    return Trees.object(container, "securityContext");
  }

  /** The names of the containers of which something is true. */
  List<String> named(Predicate<ObjectValue> bad) {
    List<String> names = new ArrayList<>(0);
    for (ObjectValue container : containers) {
      if (bad.test(container)) {
        names.add(container.text("name"));
      }
    }
    return names;
  }

  boolean isWindows() {
    return Trees.object(spec, "os").text("name").equals("windows");
  }

  /** Returns whether its users are not those of the node. */
  boolean hasOwnUsers() {
    return spec.get("hostUsers") == BooleanValue.FALSE;
  }
}
