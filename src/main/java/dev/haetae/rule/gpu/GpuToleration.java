package dev.haetae.rule.gpu;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Taint;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * A pod that asks for GPUs tolerates the taints that keep others off the nodes that have them.
 *
 * <p>Why: GPU nodes are tainted so that pods without GPUs stay away. A pod that is meant to be
 * there and does not tolerate the taint waits for ever. Nodes cut into MIG slices carry the taint
 * of the whole GPU, {@code nvidia.com/gpu}, which is not what their pods ask for.
 *
 * <p>Looks at {@code tolerations}, and at the taints of the nodes that the pod could run on if only
 * it tolerated them ({@link GpuTaints}). Passed over: pods on a node already, mirror pods, numbers
 * of GPUs that cannot be read. A toleration opens nodes and chooses none: it never counts as
 * placement.
 *
 * <p>Repairs Pods by adding the toleration. A DaemonSet is never repaired: it makes pods for those
 * nodes only that its template tolerates.
 */
public final class GpuToleration implements PodRule {
  private static final Reason NOT_TOLERATED =
      new Reason(
          "GpuTaintNotTolerated",
          "A pod with GPUs does not tolerate a taint of nodes that have them.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "gpu-toleration",
              "A pod that asks for GPUs tolerates the taints of the nodes that have them.",
              Subjects.carriersAnd(),
              List.of(NOT_TOLERATED))
          .repairing();

  private final GpuResources gpus;
  private final GpuTaints taints;

  /** The rule with the parameters of a policy. */
  public GpuToleration(Parameters parameters) {
    gpus = new GpuResources(parameters);
    taints = new GpuTaints(parameters, gpus);
  }

  /** Returns whether a taint marks GPU nodes: pods that ask for GPUs are to tolerate it. */
  public boolean isMark(Taint taint) {
    return taints.isMark(taint);
  }

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    if (!gpus.areToBePlacedFor(pod)) {
      return;
    }
    GpuTaints.Untolerated untolerated = taints.untolerated(pod, context);
    Path path = pod.spec().path("tolerations");
    if (!untolerated.isKnown()) {
      if (!taints.isAnyTolerated(pod)) {
        findings.undecidedAdvice(
            NOT_TOLERATED,
            path,
            Sentence.of(
                "whether the pod must tolerate a taint is not known: no node is known that could"
                    + " run it"));
      }
      return;
    }
    boolean isDaemonSet = pod.carrier().groupKind().equals(GroupKind.DAEMON_SET);
    int added = 0;
    for (GpuTaints.Missing missing : untolerated.missing()) {
      if (context.repairing() && !pod.isPod() && !isDaemonSet) {
        findings.note(FuturePods.of(pod).then(" will tolerate %s", missing.taint()));
      } else {
        boolean repairs = pod.isPod() && context.isNew();
        report(path, missing, repairs ? missing.fix(pod, added++) : List.of(), findings);
      }
    }
  }

  private static void report(
      Path path, GpuTaints.Missing missing, List<PatchOperation> fix, Findings findings) {
    Taint taint = missing.taint();
    Sentence remedy =
        missing.anyValue()
            ? Sentence.of("{key: %s, operator: Exists, effect: %s}", taint.key(), taint.effect())
            : Sentence.of("of exactly that key, value and effect");
    findings.violation(
        NOT_TOLERATED,
        path,
        missing
            .nodes()
            .then(" tainted %q, which the pod does not tolerate", taint)
            .instead("add a toleration %s", remedy),
        fix);
  }
}
