package dev.haetae.rule.gpu;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.scheduling.Placement;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.List;

/**
 * A pod that asks for GPUs pins its nodes.
 *
 * <p>Why: GPUs differ from node to node and teams own them; the scheduler takes any node with
 * enough of the resource. The terms of a node affinity are alternatives, so one that says nothing
 * of GPUs undoes all others.
 *
 * <p>Looks at {@code nodeSelector} and at {@code
 * affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution} of pods that ask for a GPU
 * by name. Allowed: one of the keys in {@code nodeSelector}; or in every term an expression on one
 * of them that narrows (In, Gt, Lt, Exists), or a field {@code metadata.name}, which the DaemonSet
 * controller writes; unless all of it together takes in every node there is ({@link NodeCover}). A
 * preferred affinity pins nothing. {@code nodeName} goes past the scheduler: to pin that node is
 * right, not by which field; whether the node takes the pod is a matter of {@link GpuCapacity}.
 *
 * <p>Repairs Pods: an expression on {@code kubernetes.io/hostname} into every wide term, or one
 * term where there is none ({@link NodeAffinityRepair}); never a term beside others, which would
 * widen. An empty term matches no node, so it is never filled: that would widen too. Where no node
 * satisfies what is written already, a pin would not help, and the label that rules all nodes out
 * is told instead.
 */
public final class GpuNodeAffinity implements Rule {
  private static final Reason MISSING =
      new Reason("NodeAffinityMissing", "A pod with GPUs does not pin its nodes.");
  private static final Reason TERM_TOO_WIDE =
      new Reason(
          "NodeAffinityTermTooWide",
          "A term of the node affinity of a pod with GPUs does not narrow its nodes.");
  static final Reason MATCHES_NO_NODE =
      new Reason("NodeAffinityMatchesNoNode", "A pod with GPUs is pinned to nodes that are none.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "gpu-node-affinity",
              "A pod that asks for GPUs pins its nodes.",
              Subjects.carriersAnd(),
              List.of(MISSING, TERM_TOO_WIDE, MATCHES_NO_NODE))
          .repairing();

  private static final List<String> SHIPPED_KEYS =
      List.of(NodeAffinityRepair.HOSTNAME, "nvidia.com/gpu.present", "nvidia.com/gpu.product");

  // What a repair writes into all terms together: a pod of more is meant to be none.
  private static final int MOST_NAMES = 50_000;

  private final GpuResources gpus;
  private final List<String> keys;
  private final NodeAffinityRepair repair;

  /** The rule with the parameters of a policy. */
  public GpuNodeAffinity(Parameters parameters) {
    gpus = new GpuResources(parameters);
    keys = parameters.texts("keys", SHIPPED_KEYS);
    repair = new NodeAffinityRepair(parameters);
    if (keys.isEmpty()) {
      parameters.problem("keys", "must hold at least one label");
    } else if (repair.hasPools() && !keys.contains(NodeAffinityRepair.HOSTNAME)) {
      parameters.problem("pools", "are pinned by kubernetes.io/hostname, which keys do not hold");
    }
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    GpuResources here = gpus.in(context.inventory());
    for (PodView pod : subject.pods()) {
      // A mirror pod only shows what runs already: denying it would hide it. A part of a pod spec
      // does not show what the rest of it selects.
      if (pod.isMirror() || pod.isPart()) {
        continue;
      }
      if (here.areAskedBy(pod)) {
        check(pod, context, here, findings);
      } else {
        Path asked = here.mayBeAskedAt(pod);
        if (asked != null && !isPinnedAnywhere(pod, context)) {
          findings.undecided(
              MISSING,
              asked,
              Sentence.of(
                  "whether the pod must pin its nodes is not known: whether devices of this class"
                      + " are GPUs is not, since the DeviceClass is not known or names no driver"));
        }
      }
    }
  }

  // Which nodes a pod is meant for is not known where it is not known whether it asks for GPUs.
  private boolean isPinnedAnywhere(PodView pod, RuleContext context) {
    return isPinned(pod, NodeTerm.of(pod))
        && !NodeCover.isTotal(pod, keys, context.inventory(), () -> _ -> false);
  }

  private void check(PodView pod, RuleContext context, GpuResources here, Findings findings) {
    if (Placement.isByHand(pod)) {
      pastTheScheduler(pod, context, here, findings);
      return;
    }
    if (isPinnedByRuntimeClass(pod, context)) {
      return;
    }
    List<NodeTerm> terms = NodeTerm.of(pod);
    boolean narrows = isPinned(pod, terms);
    boolean isTotal =
        narrows
            && NodeCover.isTotal(pod, keys, context.inventory(), () -> repair.meantFor(pod, here));
    if (narrows && !isTotal) {
      NodeMatch.check(pod, context.inventory(), findings);
      return;
    }
    Pin pin = pin(pod, terms, context, here);
    // Its message is for those who judge; a webhook that repairs asks for none.
    if (!isTotal
        && context.point() != EnforcementPoint.MUTATE
        && terms.stream().noneMatch(NodeTerm::isEmpty)
        && NodeMatch.isFutile(pod, pin.hostnames(), context.inventory(), findings)) {
      return;
    }
    if (!pin.hostnames().isEmpty() && !pod.isPod() && context.repairing()) {
      findings.note(
          FuturePods.of(pod)
              .then(" will be pinned to kubernetes.io/hostname In [%s]", pin.hostnames()));
    } else if (terms.isEmpty()) {
      missing(pod, isTotal, context, pin, findings);
    } else {
      tooWide(pod, terms, isTotal, context, pin, findings);
    }
  }

  private void pastTheScheduler(
      PodView pod, RuleContext context, GpuResources here, Findings findings) {
    Sentence pin = shown(repair.hostnames(pod, context.inventory(), here));
    findings.violation(
        MISSING,
        pod.spec().path("nodeName"),
        Sentence.of("nodeName puts the pod on %q past the scheduler:", pod.nodeName())
            .then(" where its GPUs are taken it does not wait for them, but fails for good")
            .instead("take nodeName out, and add a term %s", pin));
  }

  // Admission merges its nodeSelector into the pod.
  private boolean isPinnedByRuntimeClass(PodView pod, RuleContext context) {
    if (!pod.spec().has("runtimeClassName")) {
      return false;
    }
    PodDemand own = context.demands().of(pod);
    PodDemand merged = own.in(context.inventory());
    for (int i = own.nodeSelector().size(); i < merged.nodeSelector().size(); i++) {
      if (keys.contains(merged.nodeSelector().get(i).key())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The requirement that the repair would add.
   *
   * @param hostnames the nodes; none when there is nothing to add
   * @param expression that pins to them
   * @param shown as it is advised
   */
  private record Pin(List<String> hostnames, ObjectValue expression, Sentence shown) {}

  private Pin pin(PodView pod, List<NodeTerm> terms, RuleContext context, GpuResources here) {
    List<String> hostnames =
        isRepairable(pod, terms) ? repair.hostnames(pod, context.inventory(), here) : List.of();
    if (terms.size() > 1 && (long) terms.size() * hostnames.size() > MOST_NAMES) {
      hostnames = List.of();
    }
    return new Pin(hostnames, NodeAffinityRepair.expression(hostnames), shown(hostnames));
  }

  private Sentence shown(List<String> hostnames) {
    return hostnames.isEmpty()
        ? Sentence.of("%s In [your GPU nodes]", keys.getFirst())
        : Sentence.of("kubernetes.io/hostname In [%s]", hostnames);
  }

  private boolean isPinned(PodView pod, List<NodeTerm> terms) {
    ObjectValue nodeSelector = pod.placing("nodeSelector").object("nodeSelector").value();
    for (String key : keys) {
      if (nodeSelector.has(key)) {
        return true;
      }
    }
    for (NodeTerm term : terms) {
      if (!term.narrows(keys)) {
        return false;
      }
    }
    return !terms.isEmpty();
  }

  // The pods of a DaemonSet come with a node each, whatever the template says.
  private boolean isRepairable(PodView pod, List<NodeTerm> terms) {
    if (!pod.nodeName().isEmpty()
        || !keys.contains(NodeAffinityRepair.HOSTNAME)
        || pod.carrier().groupKind().equals(GroupKind.DAEMON_SET)) {
      return false;
    }
    for (NodeTerm term : terms) {
      if (term.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRepaired(PodView pod, RuleContext context, Pin pin) {
    return pod.isPod() && context.isNew() && !pin.hostnames().isEmpty();
  }

  private void missing(
      PodView pod, boolean isTotal, RuleContext context, Pin pin, Findings findings) {
    List<PatchOperation> fix =
        isRepaired(pod, context, pin)
            ? List.of(NodeAffinityRepair.addTerm(pod, pin.expression()))
            : List.of();
    findings.violation(
        MISSING,
        isTotal
            ? pod.placing("nodeSelector").path("nodeSelector")
            : pod.requiredNodeAffinity().path(),
        Sentence.of("the pod asks for GPUs but pins no node: ")
            .then(
                isTotal ? "every node is as nodeSelector asks, of %s" : "nothing is required of %s",
                keys)
            .instead("add a term %s", pin.shown()),
        fix);
  }

  private void tooWide(
      PodView pod,
      List<NodeTerm> terms,
      boolean isTotal,
      RuleContext context,
      Pin pin,
      Findings findings) {
    boolean isRepaired = isRepaired(pod, context, pin);
    for (NodeTerm term : terms) {
      if (term.isEmpty()) {
        findings.violation(
            TERM_TOO_WIDE,
            term.path(),
            Sentence.of("\"{}\" matches no node: an empty term pins nothing")
                .instead("remove it, or write %s", pin.shown()));
      } else if (isTotal || !term.narrows(keys)) {
        findings.violation(
            TERM_TOO_WIDE,
            term.path(),
            why(term, terms.size()).instead("add to it %s", pin.shown()),
            isRepaired
                ? List.of(NodeAffinityRepair.narrow(pod, term.view(), pin.expression()))
                : List.of());
      }
    }
  }

  private Sentence why(NodeTerm term, int terms) {
    Sentence shown = Sentence.of("%q", term.describe());
    if (!term.narrows(keys)) {
      return shown.then(" narrows none of %s, and one term is enough to let the pod in", keys);
    }
    return shown
        .then(terms == 1 ? " takes in" : " and its alternatives together take in")
        .then(" every node there is: that pins nothing");
  }
}
