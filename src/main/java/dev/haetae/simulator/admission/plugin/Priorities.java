package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a pod's priority class, and sees that only one class is the default.
 *
 * <p>Mirrors {@code plugin/pkg/admission/priority/admission.go}.
 */
public final class Priorities {
  // In every cluster, and hardly ever in a listing.
  private static final Map<String, Long> SYSTEM =
      Map.of("system-cluster-critical", 2_000_000_000L, "system-node-critical", 2_000_001_000L);
  private static final String LOWER = "PreemptLowerPriority";

  private Priorities() {}

  private record Priority(String name, long value, String policy) {}

  /** Resolves the class of a pod; returns null when it may pass. */
  public static @Nullable Refusal admit(Attributes request) {
    if (!request.isOf(GroupKind.POD)) {
      return null;
    }
    return request.isCreate() ? admitNew(request) : keep(request);
  }

  private static @Nullable Refusal keep(Attributes request) {
    ObjectValue existing = request.existing();
    ObjectValue before = existing == null ? ObjectValue.EMPTY : Trees.object(existing, "spec");
    ObjectValue spec = request.spec();
    ObjectValue out = spec;
    for (String field : new String[] {"priority", "preemptionPolicy"}) {
      if (before.has(field)) {
        out = Trees.ifAbsent(out, field, before.get(field));
      }
    }
    if (!Trees.isSame(spec, out)) {
      request.replaceSpec(out);
    }
    return null;
  }

  private static @Nullable Refusal admitNew(Attributes request) {
    ObjectValue spec = request.spec();
    String name = spec.text("priorityClassName");
    Priority priority = name.isEmpty() ? standard(request) : resolve(request, name);
    if (priority == null) {
      return request.knows(GroupKind.PRIORITY_CLASS)
          ? Refusal.forbidden(request, "no PriorityClass with name " + name + " was found")
          : null;
    }
    if (spec.has("priority") && Trees.integer(spec, "priority", 0) != priority.value()) {
      return Refusal.forbidden(
          request,
          "the integer value of priority ("
              + Trees.integer(spec, "priority", 0)
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority.value()
              + " from the given PriorityClass name");
    }
    String policy = spec.text("preemptionPolicy");
    if (!policy.isEmpty() && !policy.equals(priority.policy())) {
      return Refusal.forbidden(
          request,
          "the string value of PreemptionPolicy ("
              + policy
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority.policy()
              + " from the given PriorityClass name");
    }
    ObjectValue out = spec;
    if (!priority.name().isEmpty()) {
      out = Trees.with(out, "priorityClassName", priority.name());
    }
    out = out.with("priority", NumberValue.of(priority.value()));
    request.replaceSpec(Trees.with(out, "preemptionPolicy", priority.policy()));
    return null;
  }

  private static Priority of(ObjectValue priorityClass) {
    String policy = priorityClass.text("preemptionPolicy");
    return new Priority(
        Trees.object(priorityClass, "metadata").text("name"),
        Trees.integer(priorityClass, "value", 0),
        policy.isEmpty() ? LOWER : policy);
  }

  private static @Nullable Priority resolve(Attributes request, String name) {
    ObjectValue found = request.find(GroupKind.PRIORITY_CLASS, name);
    if (found != null) {
      return of(found);
    }
    Long value = SYSTEM.get(name);
    return value == null ? null : new Priority(name, value, LOWER);
  }

  private static Priority standard(Attributes request) {
    Priority standard = null;
    for (Resource one : request.list(GroupKind.PRIORITY_CLASS)) {
      if (Trees.isTrue(one.tree(), "globalDefault")) {
        Priority other = of(one.tree());
        if (standard == null || standard.value() > other.value()) {
          standard = other;
        }
      }
    }
    return standard == null ? new Priority("", 0, LOWER) : standard;
  }

  /** Refuses a second default class; returns null when it may pass. */
  public static @Nullable Refusal validate(Attributes request) {
    if (!request.isOf(GroupKind.PRIORITY_CLASS)
        || !Trees.isTrue(request.object(), "globalDefault")) {
      return null;
    }
    Priority standard = standard(request);
    if (standard.name().isEmpty()
        || (!request.isCreate() && standard.name().equals(request.name()))) {
      return null;
    }
    return Refusal.forbidden(
        request,
        "PriorityClass "
            + standard.name()
            + " is already marked as default. Only one default can exist");
  }
}
