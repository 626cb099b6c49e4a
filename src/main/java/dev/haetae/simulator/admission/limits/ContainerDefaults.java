package dev.haetae.simulator.admission.limits;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The requests and limits that one LimitRange gives to containers without.
 *
 * @param told what has been given to whom
 */
record ContainerDefaults(ObjectValue requests, ObjectValue limits, List<String> told) {
  /**
   * The container with what it lacked.
   *
   * @param what {@code container} or {@code init container}
   */
  ObjectValue give(ObjectValue container, String what) {
    String to = what + ' ' + container.text("name");
    ObjectValue resources = Trees.object(container, "resources");
    ObjectValue out = give(resources, "requests", requests, " request for " + to);
    out = give(out, "limits", limits, " limit for " + to);
    return Trees.isSame(resources, out) ? container : container.with("resources", out);
  }

  private ObjectValue give(
      ObjectValue resources, String field, ObjectValue defaults, String telling) {
    ObjectValue own = Trees.object(resources, field);
    List<String> given = new ArrayList<>(0);
    for (int i = 0; i < defaults.size(); i++) {
      if (!own.has(defaults.key(i))) {
        given.add(defaults.key(i));
      }
    }
    if (given.isEmpty()) {
      return resources;
    }
    Collections.sort(given);
    told.add(String.join(", ", given) + telling);
    return resources.with(field, Trees.filled(own, defaults));
  }
}
