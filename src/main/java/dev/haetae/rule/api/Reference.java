package dev.haetae.rule.api;

import dev.haetae.resource.GroupKind;
import dev.haetae.rule.Reason;

/**
 * A way in which a pod names another object.
 *
 * @param kind of what is named
 * @param reason of a finding
 * @param consequence what becomes of the pod without it
 */
record Reference(GroupKind kind, Reason reason, String consequence) {
  private static final String NO_POD = "no pod is made";
  private static final String NO_START = "containers do not start";

  /** The account that the pod acts as. */
  static final Reference SERVICE_ACCOUNT = of("", "ServiceAccount", NO_POD);

  /** The way in which the pod is run. */
  static final Reference RUNTIME_CLASS = of("node.k8s.io", "RuntimeClass", NO_POD);

  /** The pod's place among those that wait. */
  static final Reference PRIORITY_CLASS = of("scheduling.k8s.io", "PriorityClass", NO_POD);

  /** Files or variables. */
  static final Reference CONFIG_MAP = of("", "ConfigMap", NO_START);

  /** Files or variables. */
  static final Reference SECRET = of("", "Secret", NO_START);

  /** What images are pulled with. */
  static final Reference PULL_SECRET =
      new Reference(SECRET.kind, SECRET.reason, "images are pulled without it");

  private static Reference of(String group, String kind, String consequence) {
    return new Reference(
        new GroupKind(group, kind),
        new Reason(kind + "NotFound", "The " + kind + " that a pod names does not exist."),
        consequence);
  }
}
