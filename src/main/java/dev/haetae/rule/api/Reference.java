package dev.haetae.rule.api;

import dev.haetae.resource.GroupKind;
import dev.haetae.rule.Reason;

/** A way in which a pod names another object. */
enum Reference {
  /** The account that the pod acts as. */
  SERVICE_ACCOUNT("", "ServiceAccount", "ServiceAccountNotFound", "no pod is made"),
  /** The way in which the pod is run. */
  RUNTIME_CLASS("node.k8s.io", "RuntimeClass", "RuntimeClassNotFound", "no pod is made"),
  /** The pod's place among those that wait. */
  PRIORITY_CLASS("scheduling.k8s.io", "PriorityClass", "PriorityClassNotFound", "no pod is made"),
  /** Files or variables. */
  CONFIG_MAP("", "ConfigMap", "ConfigMapNotFound", "containers do not start"),
  /** Files or variables. */
  SECRET("", "Secret", "SecretNotFound", "containers do not start"),
  /** What images are pulled with. */
  PULL_SECRET("", "Secret", "SecretNotFound", "images are pulled without it");

  private final GroupKind kind;
  private final Reason reason;
  private final String consequence;

  Reference(String group, String kind, String reason, String consequence) {
    this.kind = new GroupKind(group, kind);
    this.reason = new Reason(reason, "The " + kind + " that a pod names does not exist.");
    this.consequence = consequence;
  }

  /** The kind of what is named. */
  GroupKind kind() {
    return kind;
  }

  /** The reason of a finding. */
  Reason reason() {
    return reason;
  }

  /** What becomes of the pod without it. */
  String consequence() {
    return consequence;
  }
}
