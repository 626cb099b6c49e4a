package dev.haetae.simulator.admission.podsecurity;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.defaults.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses pods that do not keep to the pod security standard of their namespace, and warns those
 * who write what makes pods.
 *
 * <p>Mirrors {@code k8s.io/pod-security-admission/admission/admission.go}.
 */
public final class PodSecurity {
  private static final String[] TEMPLATE = {"spec", "template"};
  private static final Map<GroupKind, String[]> CARRIERS =
      Map.of(
          GroupKind.REPLICATION_CONTROLLER,
          TEMPLATE,
          new GroupKind("", "PodTemplate"),
          new String[] {"template"},
          GroupKind.REPLICA_SET,
          TEMPLATE,
          GroupKind.DEPLOYMENT,
          TEMPLATE,
          GroupKind.STATEFUL_SET,
          TEMPLATE,
          GroupKind.DAEMON_SET,
          TEMPLATE,
          GroupKind.JOB,
          TEMPLATE,
          GroupKind.CRON_JOB,
          new String[] {"spec", "jobTemplate", "spec", "template"});

  private PodSecurity() {}

  /** Looks at a request; returns null when it may pass. */
  public static @Nullable Refusal validate(Attributes request) {
    if (request.isOf(GroupKind.NAMESPACE)) {
      return namespace(request);
    }
    boolean pod = request.isOf(GroupKind.POD);
    String[] path = CARRIERS.get(request.kind());
    if (!pod && path == null) {
      return null;
    }
    ObjectValue namespace = request.find(GroupKind.NAMESPACE, request.namespace());
    if (namespace == null) {
      return null;
    }
    NamespaceStandards standards = NamespaceStandards.of(labels(namespace));
    ObjectValue carried = request.object();
    for (int i = 0; path != null && i < path.length; i++) {
      carried = Trees.object(carried, path[i]);
    }
    PodFacts facts = PodFacts.of(Trees.object(carried, "metadata"), Trees.object(carried, "spec"));
    return pod ? pod(request, standards, facts) : warn(request, standards, facts);
  }

  /**
   * Returns what a namespace would refuse a pod for.
   *
   * @param labels of the namespace
   */
  public static Breaches breaches(ObjectValue labels, ObjectValue pod) {
    Standard enforce = NamespaceStandards.of(labels).enforce();
    PodFacts facts = PodFacts.of(Trees.object(pod, "metadata"), Trees.object(pod, "spec"));
    return new Breaches(enforce.toString(), Standards.breaches(enforce, facts));
  }

  private static ObjectValue labels(ObjectValue object) {
    return Trees.object(Trees.object(object, "metadata"), "labels");
  }

  private static @Nullable Refusal pod(
      Attributes request, NamespaceStandards standards, PodFacts facts) {
    ObjectValue existing = request.existing();
    if (existing != null && !SignificantUpdate.of(request.object(), existing)) {
      return null;
    }
    String violations = Standards.violations(standards.enforce(), facts);
    if (!violations.isEmpty()) {
      return Refusal.forbidden(
          request, "violates PodSecurity \"" + standards.enforce() + "\": " + violations);
    }
    return warn(request, standards, facts);
  }

  private static @Nullable Refusal warn(
      Attributes request, NamespaceStandards standards, PodFacts facts) {
    String violations = Standards.violations(standards.warn(), facts);
    if (!violations.isEmpty()) {
      request.warn("would violate PodSecurity \"" + standards.warn() + "\": " + violations);
    }
    return null;
  }

  private static @Nullable Refusal namespace(Attributes request) {
    NamespaceStandards standards = NamespaceStandards.of(labels(request.object()));
    if (standards.errors().isEmpty()) {
      return null;
    }
    ObjectValue existing = request.existing();
    if (existing != null
        && NamespaceStandards.of(labels(existing)).errors().equals(standards.errors())) {
      return null;
    }
    return Refusal.invalid(request, standards.errors());
  }
}
