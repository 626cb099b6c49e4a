package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.ResourceNames;
import dev.haetae.simulator.defaults.Amount;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How objects of one kind are counted by quotas.
 *
 * <p>Mirrors the evaluators of {@code pkg/quota/v1/evaluator/core} and {@code
 * k8s.io/apiserver/pkg/quota/v1/generic/evaluator.go}.
 */
public sealed interface Evaluator
    permits PodUsage, ClaimUsage, ServiceUsage, ResourceClaimUsage, ObjectCount {
  /** Kinds that quotas never look at. */
  Set<GroupKind> IGNORED =
      Set.of(
          GroupKind.BINDING,
          new GroupKind("", "ComponentStatus"),
          new GroupKind("", "Event"),
          new GroupKind("events.k8s.io", "Event"),
          new GroupKind("authorization.k8s.io", "LocalSubjectAccessReview"));

  /** The evaluator of a kind. */
  static Evaluator of(GroupKind kind) {
    if (kind.equals(GroupKind.POD)) {
      return PodUsage.INSTANCE;
    } else if (kind.equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return ClaimUsage.INSTANCE;
    } else if (kind.equals(GroupKind.SERVICE)) {
      return ServiceUsage.INSTANCE;
    } else if (kind.equals(GroupKind.RESOURCE_CLAIM)) {
      return ResourceClaimUsage.INSTANCE;
    }
    return ObjectCount.of(kind);
  }

  /** The name by which a quota counts the objects of a kind, such as {@code count/pods}. */
  static String countOf(GroupKind kind) {
    return "count/" + ResourceNames.qualified(kind);
  }

  /**
   * Returns whether a request is counted.
   *
   * @param existing the object whose place it takes; null when it is new
   */
  boolean handles(ObjectValue object, @Nullable ObjectValue existing);

  /** Returns whether a quota's resource is about objects of this kind. */
  boolean counts(String resource);

  /** Returns whether an object is within a scope of a quota. */
  boolean isWithin(Scope scope, ObjectValue object);

  /** Returns why a quota for these resources cannot count the object; null when it can. */
  default @Nullable String constraint(Set<String> resources, ObjectValue object) {
    return null;
  }

  /** What the object takes. */
  Map<String, Amount> usage(ObjectValue object);
}
