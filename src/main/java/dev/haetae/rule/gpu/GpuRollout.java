package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.List;

/**
 * A new version of a Deployment with GPUs can start where the old one runs.
 *
 * <p>Why: a roll-out starts new pods beside the old ones. Where it may end none of the old before a
 * new one is ready, and every GPU is taken, both wait for ever.
 *
 * <p>Looks at {@code replicas} and {@code strategy} of Deployments whose pods ask for a GPU.
 * Allowed: {@code Recreate}; a surge of 0; pods that may be missing meanwhile ({@code
 * maxUnavailable}, rounded down), whose GPUs the new ones take; a world whose nodes have room for
 * the pods and one more.
 */
public final class GpuRollout implements PodRule {
  private static final Reason NEEDS_SPARE_GPU =
      new Reason(
          "RolloutNeedsSpareGpu",
          "A roll-out needs a free GPU before it gives back one of its own.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "gpu-rollout",
              "A Deployment with GPUs rolls out without a spare GPU.",
              Subjects.of(GroupKind.DEPLOYMENT),
              List.of(NEEDS_SPARE_GPU))
          .lookingAt(GroupKind.RUNTIME_CLASS);

  private final GpuResources gpus;

  /** The rule with the parameters of a policy. */
  public GpuRollout(Parameters parameters) {
    gpus = new GpuResources(parameters);
  }

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    if (!gpus.areAskedBy(pod)) {
      return;
    }
    ObjectView spec = pod.carrier().view().object("spec");
    Rollout rollout = Rollout.of(spec);
    if (rollout == null || !rollout.waitsForSurge()) {
      return;
    }
    Inventory inventory = context.inventory();
    boolean counted =
        inventory.isClosed() && !inventory.nodes().isEmpty() && gpus.areReadableIn(pod);
    if (counted && (hasRoom(pod, spec, rollout, context) || !mayEverRun(pod, context, inventory))) {
      return;
    }
    findings.violation(
        NEEDS_SPARE_GPU,
        rollout.path(),
        Sentence.of("a new pod starts before an old one ends (%s): ", rollout.describe())
            .then(
                counted
                    ? "no node has room for it now, so the roll-out waits"
                    : "while no GPU is free, the roll-out waits for ever")
            .instead("write maxSurge: 0 and maxUnavailable: 1, or type: Recreate"),
        rollout.fix());
  }

  // What never runs is never rolled out: another rule says why.
  private static boolean mayEverRun(PodView pod, RuleContext context, Inventory inventory) {
    PodDemand demand = context.demands().admitted(pod).withoutClaims();
    List<Toleration> any = List.of(GpuCapacity.ANY_TAINT);
    return NodeFit.roomIdle(demand.withTolerations(any), inventory).pods() > 0;
  }

  // For the pods that are not there yet, and for one more.
  private static boolean hasRoom(
      PodView pod, ObjectView spec, Rollout rollout, RuleContext context) {
    Inventory inventory = context.inventory();
    LabelSelector selector = LabelSelector.of(spec.object("selector"));
    long missing = rollout.replicas();
    for (Node node : inventory.nodes()) {
      for (PlacedPod other : inventory.podsOn(node.name())) {
        if (other.namespace().equals(pod.carrier().namespace())) {
          inventory.spend(selector.requirements().size());
          missing -= selector.matches(other.labels()) ? 1 : 0;
        }
      }
    }
    PodDemand demand = context.demands().admitted(pod).withoutClaims();
    return NodeFit.room(demand, inventory).pods() > Math.max(0, missing);
  }
}
