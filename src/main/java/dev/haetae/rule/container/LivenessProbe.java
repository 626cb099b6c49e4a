package dev.haetae.rule.container;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * A container that is to run for ever is watched.
 *
 * <p>Why: a container that ends is started again, one that hangs is not: its pod stays Running and,
 * with a GPU, keeps it.
 *
 * <p>Looks at {@code livenessProbe} of the containers and native sidecars of carriers that run
 * until somebody deletes them. Allowed: every other init container, which ends, ephemeral
 * containers, which may have no probe, bare Pods, which are runs of a person, and everything of
 * batch kinds.
 *
 * <p>Not in the shipped pack: more than half of the carriers that people publish have no such
 * probe, and advice that is given to most is read by none.
 */
public final class LivenessProbe implements PodRule {
  private static final Reason MISSING =
      new Reason("LivenessProbeMissing", "A container that runs for ever has no liveness probe.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "liveness-probe",
              "Containers that are to run for ever have a liveness probe.",
              Subjects.of(
                  GroupKind.DEPLOYMENT,
                  GroupKind.STATEFUL_SET,
                  GroupKind.DAEMON_SET,
                  GroupKind.REPLICA_SET,
                  GroupKind.REPLICATION_CONTROLLER,
                  GroupKind.ROLLOUT),
              List.of(MISSING))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT)
          .onRequest();

  private static final String FIELD = "livenessProbe";
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    for (ContainerView container : pod.containers()) {
      if ((container.role() == ContainerView.Role.MAIN || container.isSidecar())
          && !isWatched(container)) {
        report(container, findings);
      }
    }
  }

  // A probe that does nothing is refused by the API server, except in kinds it does not know.
  private static boolean isWatched(ContainerView container) {
    ObjectView probe = container.view().object(FIELD);
    for (String handler : HANDLERS) {
      if (probe.has(handler)) {
        return true;
      }
    }
    return false;
  }

  private static void report(ContainerView container, Findings findings) {
    boolean isEmpty = container.view().has(FIELD);
    findings.violation(
        MISSING,
        container.view().path(FIELD),
        Sentence.of("container %q has ", container.name())
            .then(isEmpty ? "a livenessProbe that probes nothing" : "no livenessProbe")
            .then(": if its process hangs, nobody starts it again")
            .instead(
                "add one (httpGet, tcpSocket, grpc or exec) that fails only where a restart"
                    + " helps"));
  }
}
