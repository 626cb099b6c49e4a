package dev.haetae.rule.workload;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodRelations;
import dev.haetae.simulator.scheduling.Replicas;
import dev.haetae.simulator.scheduling.SpreadRoom;
import dev.haetae.simulator.scheduling.TroubleTaints;
import java.util.List;

/**
 * The nodes are enough for all replicas of a carrier that must keep apart or spread.
 *
 * <p>Why: required anti-affinity takes a node, or a zone, for each pod, and a spread with {@code
 * DoNotSchedule} stops where one domain can take no more. What is left of the replicas waits for
 * ever, and a rollout with it.
 *
 * <p>Looks at {@code podAntiAffinity}, {@code topologySpreadConstraints}, the replicas, and the
 * nodes as they were without any pod, cordon or trouble. Allowed: what is only preferred, and
 * DaemonSets. Not looked at: affinity to other pods, claims, pods of other schedulers, and carriers
 * whose replicas have no room at all or too little, whoever is beside them.
 */
public final class ReplicasCanSpread implements PodRule {
  private static final Reason EXCEED =
      new Reason(
          "ReplicasExceedDomains",
          "Required anti-affinity leaves no node for some of the replicas.");
  private static final Reason CANNOT_SPREAD =
      new Reason(
          "ReplicasCannotSpread",
          "A topology spread with `DoNotSchedule` leaves no node for some of the replicas.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "replicas-can-spread",
          "The nodes are enough for all replicas that must keep apart or spread.",
          Subjects.carriersAnd(),
          List.of(EXCEED, CANNOT_SPREAD));

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    if (pod.isPod() || pod.isPart() || pod.carrier().groupKind().equals(GroupKind.DAEMON_SET)) {
      return;
    }
    boolean spreads = pod.placing("topologySpreadConstraints").has("topologySpreadConstraints");
    if (!spreads && !pod.placing("affinity").object("affinity").has("podAntiAffinity")) {
      return;
    }
    int replicas = Replicas.of(pod);
    PodDemand demand = context.demands().admitted(pod).withoutClaims();
    PodRelations relations = demand.relations();
    boolean apart = !relations.antiAffinity().isEmpty();
    if (replicas < 2 || demand.isOfAnotherScheduler() || (!apart && relations.spread().isEmpty())) {
      return;
    }
    Inventory world = context.inventory();
    if (world.nodes().isEmpty()) {
      findings.undecidedAdvice(
          apart ? EXCEED : CANNOT_SPREAD,
          Replicas.lowering(pod, 1).path(),
          Sentence.of("whether the nodes are enough is not known: no Node is known at all"));
      return;
    }
    check(pod, demand.withTolerations(TroubleTaints.TOLERATED), world, findings);
  }

  private static void check(PodView pod, PodDemand demand, Inventory world, Findings findings) {
    int replicas = Replicas.of(pod);
    long can = SpreadRoom.of(demand, world, replicas);
    // Where room is all that is missing, spread or not, it is no fault of theirs.
    if (can >= replicas || can == 0 || NodeFit.roomIdle(demand, world).pods() <= can) {
      return;
    }
    PodRelations relations = demand.relations();
    boolean apart =
        !relations.antiAffinity().isEmpty()
            && SpreadRoom.ofUnspread(demand, world, replicas) < replicas;
    Replicas.Lowering lowering = Replicas.lowering(pod, can);
    Sentence lets =
        apart
            ? Sentence.of(
                "required anti-affinity by %q lets ",
                relations.antiAffinity().getFirst().topologyKey())
            : Sentence.of("the topology spread lets ");
    Sentence sentence =
        lets.then("%s of %s replicas run on the nodes", can, replicas)
            .then(world.isClosed() ? "" : " that are known")
            .then(", even without any other pod")
            .instead(remedy(lowering, apart));
    if (world.isClosed()) {
      findings.violation(apart ? EXCEED : CANNOT_SPREAD, lowering.path(), sentence);
    } else {
      findings.undecided(apart ? EXCEED : CANNOT_SPREAD, lowering.path(), sentence.withoutRemedy());
    }
  }

  private static Sentence remedy(Replicas.Lowering lowering, boolean apart) {
    String wish =
        apart ? "use preferredDuringSchedulingIgnoredDuringExecution" : "write ScheduleAnyway";
    return lowering.most() == 0
        ? Sentence.of("%s", wish)
        : Sentence.of("write %s or fewer, or %s", lowering.most(), wish);
  }
}
