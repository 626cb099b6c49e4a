package dev.haetae.rule.gpu;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Toleration;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.GpuNames;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.Placement;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.scheduling.Replicas;
import dev.haetae.simulator.scheduling.Room;
import dev.haetae.simulator.scheduling.TroubleTaints;
import java.util.List;

/**
 * The nodes could run a pod that asks for GPUs, and all its replicas.
 *
 * <p>Why: a pod that asks for more GPUs than any node has, or for a profile that none is cut into,
 * waits for ever, and says so only to those who describe it.
 *
 * <p>Looks at what the pod asks for, its {@code nodeSelector}, node affinity and tolerations, and
 * at the nodes as they were without any pod: what is taken now does not count, nor cordons and the
 * taints that the control plane sets on a node in trouble. A template is looked at with what
 * policies add to its pods. A pod that asks for no GPU is only told of a resource that is nearly
 * spelt like one and that no node has. Volumes are left to other rules. A pod that is put on a node
 * by {@code nodeName} is the kubelet's to refuse ({@link NamedNode}); one that another scheduler
 * finds a node for is undecided where the default one would find none. Skipped are pods on a node
 * already, and numbers of GPUs that cannot be read.
 */
public final class GpuCapacity implements PodRule {
  static final Reason FITS_NOWHERE =
      new Reason("GpuFitsNowhere", "No node could run the pod, even without any other pod.");
  private static final Reason REPLICAS_EXCEED =
      new Reason(
          "GpuReplicasExceedCapacity",
          "The nodes cannot run all replicas at once, even without any other pod.");
  static final Reason NOT_OFFERED =
      new Reason("GpuNotOffered", "No node offers the GPU resource or has the GPU product.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "gpu-capacity",
              "The nodes could run a pod that asks for GPUs, and all its replicas.",
              Subjects.carriersAnd(),
              List.of(FITS_NOWHERE, REPLICAS_EXCEED, NOT_OFFERED))
          .lookingAt(GroupKind.RUNTIME_CLASS);

  static final Toleration ANY_TAINT = new Toleration("", "Exists", "", "");

  private final GpuResources gpus;
  private final List<String> productLabels;

  /** The rule with the parameters of a policy. */
  public GpuCapacity(Parameters parameters) {
    gpus = new GpuResources(parameters);
    productLabels = parameters.texts("productLabels", List.of("nvidia.com/gpu.product"));
  }

  /** The resources that stand for GPUs. */
  public GpuNames gpus() {
    return gpus.names();
  }

  /** The node labels whose values are products of GPUs. */
  public List<String> productLabels() {
    return productLabels;
  }

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    if (pod.isMirror() || !gpus.areReadableIn(pod)) {
      return;
    }
    Inventory inventory = context.inventory();
    if (!gpus.areAskedBy(pod)) {
      checkMisspelt(pod, inventory, findings);
      return;
    }
    boolean isByHand = Placement.isByHand(pod);
    if (!isByHand && !pod.nodeName().isEmpty()) {
      return;
    }
    if (inventory.nodes().isEmpty()) {
      findings.undecidedAdvice(
          FITS_NOWHERE,
          askedAt(pod),
          Sentence.of("whether a node could run the pod is not known: no Node is known at all"));
      return;
    }
    PodDemand demand =
        context
            .demands()
            .admitted(pod)
            .withoutClaims()
            .in(inventory)
            .withTolerations(TroubleTaints.TOLERATED);
    if (isByHand) {
      new NamedNode(pod, demand, inventory, findings).check(askedAt(pod));
      return;
    }
    PodPrediction prediction = NodeFit.predictIdle(demand, inventory);
    GpuOffers offers = new GpuOffers(gpus, inventory, findings);
    boolean offered = offers.checkProducts(pod, productLabels);
    if (prediction.outcome() == PodPrediction.Outcome.SCHEDULABLE) {
      checkReplicas(pod, demand, inventory, findings);
    } else if (offered) {
      checkNowhere(pod, prediction, offers, inventory, findings);
    } else if (!demand.isOfAnotherScheduler()) {
      var _ = offers.checkResources(pod);
    }
  }

  private void checkMisspelt(PodView pod, Inventory inventory, Findings findings) {
    String scheduler = pod.placing("schedulerName").text("schedulerName");
    boolean isUsual = scheduler.isEmpty() || scheduler.equals("default-scheduler");
    if (isUsual && pod.nodeName().isEmpty() && asksForExtended(pod) && inventory.isClosed()) {
      new GpuOffers(gpus, inventory, findings).checkMisspelt(pod);
    }
  }

  private static boolean asksForExtended(PodView pod) {
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        for (int i = 0; i < amounts.value().size(); i++) {
          if (amounts.value().key(i).indexOf('/') >= 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // Labels, a resource or product that no node has say already why the pod fits nowhere.
  private void checkNowhere(
      PodView pod,
      PodPrediction prediction,
      GpuOffers offers,
      Inventory inventory,
      Findings findings) {
    LabelFault fault = NodeMatch.faultOrNull(pod, inventory);
    if (fault != null) {
      findings.violation(FITS_NOWHERE, fault.path(), fault.sentence());
    }
    if (prediction.pod().isOfAnotherScheduler()) {
      if (fault == null) {
        findings.undecidedAdvice(FITS_NOWHERE, askedAt(pod), ofAnotherScheduler(pod));
      }
    } else if (offers.checkResources(pod) && fault == null) {
      PodPrediction told = pastTaints(prediction, inventory);
      Sentence sentence = new NowhereMessage(told, gpus, inventory).sentence();
      report(FITS_NOWHERE, askedAt(pod), sentence, inventory, findings);
    }
  }

  // The scheduler looks no further than a taint: to tolerate it helps only where nothing else
  // fails.
  private static PodPrediction pastTaints(PodPrediction prediction, Inventory inventory) {
    PodDemand tolerant = prediction.pod().withTolerations(List.of(ANY_TAINT));
    PodPrediction rest = NodeFit.predictIdle(tolerant, inventory);
    return rest.outcome() == PodPrediction.Outcome.SCHEDULABLE ? prediction : rest;
  }

  private static Sentence ofAnotherScheduler(PodView pod) {
    String name = pod.placing("schedulerName").text("schedulerName");
    return Sentence.of("whether a node could run the pod is not known: by the default scheduler's")
        .then(" rules none could, and those of ")
        .then(
            name.isEmpty() || name.equals("default-scheduler")
                ? Sentence.of("HAMi, whose webhook takes such pods,")
                : Sentence.of("%q", name))
        .then(" are not looked at");
  }

  private void checkReplicas(
      PodView pod, PodDemand demand, Inventory inventory, Findings findings) {
    // A DaemonSet has as many pods as nodes match.
    if (pod.isPod() || pod.carrier().groupKind().equals(GroupKind.DAEMON_SET)) {
      return;
    }
    int replicas = Replicas.of(pod);
    Room room = replicas > 1 ? NodeFit.roomIdle(demand, inventory) : null;
    if (room == null || room.pods() >= replicas) {
      return;
    }
    Replicas.Lowering lowering = Replicas.lowering(pod, room.pods());
    boolean isOne = room.nodes() == 1;
    long left = replicas - room.pods();
    Sentence nodes = isOne ? Sentence.of("the one ") : Sentence.of("the %s ", room.nodes());
    Sentence sentence =
        nodes
            .then(inventory.isClosed() ? "" : "known ")
            .then(isOne ? "node that fits holds" : "nodes that fit hold")
            .then(room.pods() == 1 ? " %s such pod" : " %s such pods", room.pods())
            .then(
                " (%s each), even without any other: ", GpuOffers.describe(demand.requests(), gpus))
            .then(left == 1 ? "%s of %s stays Pending" : "%s of %s stay Pending", left, replicas)
            .instead(fewer(lowering));
    report(REPLICAS_EXCEED, lowering.path(), sentence, inventory, findings);
  }

  // Where several fields multiply the pods, the one that is to be lowered is named.
  private static Sentence fewer(Replicas.Lowering lowering) {
    if (lowering.most() == 0) {
      return Sentence.of("let the pods on to more nodes");
    }
    String field = lowering.path().key();
    return Sentence.of(lowering.only() ? "write " : "write " + field + ": ")
        .then("%s or fewer, or let the pods on to more nodes", lowering.most());
  }

  // In an open world there may be another node.
  private static void report(
      Reason reason, Path path, Sentence sentence, Inventory inventory, Findings findings) {
    if (inventory.isClosed()) {
      findings.violation(reason, path, sentence);
    } else {
      findings.undecided(reason, path, sentence.withoutRemedy());
    }
  }

  // The first that a container asks for.
  private Path askedAt(PodView pod) {
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        for (int i = 0; i < amounts.value().size(); i++) {
          if (gpus.areAsked(amounts.value(), i)) {
            return amounts.path(amounts.value().key(i));
          }
        }
      }
    }
    return pod.spec().path();
  }
}
