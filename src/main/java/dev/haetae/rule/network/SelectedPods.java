package dev.haetae.rule.network;

import dev.haetae.inventory.Budget;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.rule.RuleContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pods of the world that a Service selects, those that are there and those that a template will
 * make, and the ports that their containers declare.
 */
final class SelectedPods {
  private final Map<String, String> selector;
  private final String namespace;
  private final PodLabels labels;
  private final Budget budget;
  private final Map<String, SortedSet<String>> names = new HashMap<>();
  private final Map<String, SortedSet<String>> numbers = new HashMap<>();
  private final SortedSet<String> others = new TreeSet<>();
  private boolean worldHasPods;
  private boolean found;
  private boolean unreadable;
  private boolean mayListenElsewhere;

  SelectedPods(ServiceView service, PodLabels labels, RuleContext context) {
    this.selector = service.selector();
    this.namespace = service.resource().namespace();
    this.labels = labels;
    this.budget = context.budget();
    for (GroupKind kind : service.resource().carriers().kinds()) {
      for (Resource carrier : context.inventory().manifests().of(kind)) {
        worldHasPods = true;
        if (carrier.namespace().equals(namespace)) {
          read(carrier);
        }
      }
    }
  }

  // What cannot be read is no fault of the Service; but it may be what the Service selects.
  private void read(Resource carrier) {
    try {
      if (!carrier.isFinishedPod()) {
        carrier.pods().forEach(this::read);
      }
    } catch (MalformedResourceException e) {
      unreadable = true;
    }
  }

  private void read(PodView pod) {
    if (!labels.match(selector, pod, budget)) {
      String key = selector.keySet().iterator().next();
      String other = pod.metadata().object("labels").textOrNull(key);
      if (other != null && !other.equals(selector.get(key))) {
        others.add(other);
      }
      return;
    }
    found = true;
    for (ContainerView container : pod.containers()) {
      if (container.role() == ContainerView.Role.MAIN || container.isSidecar()) {
        mayListenElsewhere |= container.ports().isEmpty();
        for (ObjectView port : container.ports()) {
          budget.spend(1);
          String protocol = ServiceView.protocol(port);
          of(numbers, protocol).add(Long.toString(port.integer("containerPort", 0)));
          String name = port.text("name");
          if (!name.isEmpty()) {
            of(names, protocol).add(name);
          }
        }
      }
    }
  }

  /** Returns whether there is any. */
  boolean found() {
    return found;
  }

  /** Returns whether none can have been missed, in a world that is closed. */
  boolean areAllKnown() {
    return worldHasPods && !unreadable;
  }

  /** The values that pods which are not selected have of the first label that is asked for. */
  SortedSet<String> otherValues() {
    return others;
  }

  /** Returns whether a container declares a port of this name. */
  boolean name(String port, String protocol) {
    return names(protocol).contains(port);
  }

  /**
   * Returns whether a container declares a port of this number, or one that declares none may
   * listen.
   */
  boolean mayListenAt(long port, String protocol) {
    return mayListenElsewhere || numbers(protocol).contains(Long.toString(port));
  }

  /** The names of the ports that containers declare for a protocol. */
  SortedSet<String> names(String protocol) {
    return names.getOrDefault(protocol, Collections.emptySortedSet());
  }

  /** The numbers of the ports that containers declare for a protocol. */
  SortedSet<String> numbers(String protocol) {
    return numbers.getOrDefault(protocol, Collections.emptySortedSet());
  }

  private static SortedSet<String> of(Map<String, SortedSet<String>> ports, String protocol) {
    return ports.computeIfAbsent(protocol, _ -> new TreeSet<>());
  }
}
