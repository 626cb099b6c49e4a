package dev.haetae.rule.namespace;

import dev.haetae.inventory.ForwardingInventory;
import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.admission.quota.QuotaLedger;
import dev.haetae.simulator.admission.quota.QuotaNames;
import dev.haetae.simulator.admission.quota.Shortage;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.scheduling.NodeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ResourceQuotas of a namespace let a carrier have all its pods, and count something.
 *
 * <p>Why: the API server takes a Deployment of any size, and refuses its pods one by one; nothing
 * but the events of its ReplicaSet says why there are none. And of extended resources a quota
 * counts requests only: {@code hard: nvidia.com/gpu} is taken, and limits nothing.
 *
 * <p>Looks at the ResourceQuotas of the subject's namespace, what they say is used, and the pods of
 * the subject that are there already. Allowed: a namespace of which no quota is known. Pods are
 * judged by {@code haetae check} only: at the webhook the API server answers for itself.
 */
public final class NamespaceQuota implements Rule {

  // The steps that the mutating plugins take for a pod, at least, and a quota.
  private static final long ADMISSION = 1000;
  private static final long LOOK = 100;

  private static final Reason EXCEEDED =
      new Reason("QuotaExceeded", "A quota has too little left for all pods of the carrier.");
  private static final Reason UNSPECIFIED =
      new Reason("QuotaMustSpecify", "A quota needs an amount that a container does not write.");
  private static final Reason NOTHING =
      new Reason("QuotaCountsNothing", "A quota limits a resource that no quota counts.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "namespace-quota",
              "The quotas of a namespace let a carrier have all its pods, and count something.",
              Subjects.carriersAnd(GroupKind.RESOURCE_QUOTA),
              List.of(EXCEEDED, UNSPECIFIED, NOTHING))
          .at(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE)
          // What a RuntimeClass adds to its pods counts, and quotas may count by PriorityClass.
          .lookingAt(GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS);

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (subject.groupKind().equals(GroupKind.RESOURCE_QUOTA)) {
      checkHard(subject, findings);
      return;
    }
    if (subject.pods().isEmpty()
        || context.inventory().objects(GroupKind.RESOURCE_QUOTA, subject.namespace()).isEmpty()) {
      return;
    }
    QuotaLedger ledger = new QuotaLedger(new Others(context.inventory(), subject));
    context.budget().spend(ledger.steps(subject.namespace()));
    new MadeObjects(subject, context, ledger).check(EXCEEDED, findings);
    for (PodView view : subject.pods()) {
      FuturePod pod = FuturePod.of(view, context);
      if (pod != null) {
        check(pod, ledger, context, findings);
      }
    }
  }

  // Where manifests are the world, a Pod that is judged is among them, and would count twice.
  private static final class Others extends ForwardingInventory {
    private final Resource subject;

    Others(Inventory world, Resource subject) {
      super(world);
      this.subject = subject;
    }

    @Override
    public Collection<Resource> objects(GroupKind kind, String namespace) {
      Collection<Resource> all = world().objects(kind, namespace);
      if (!subject.groupKind().equals(GroupKind.POD) || !kind.equals(GroupKind.POD)) {
        return all;
      }
      List<Resource> others = new ArrayList<>(all);
      others.removeIf(other -> other.name().equals(subject.name()));
      return others;
    }
  }

  private static void checkHard(Resource quota, Findings findings) {
    ObjectView hard = quota.view().object("spec").object("hard");
    for (int i = 0; i < hard.value().size(); i++) {
      String name = hard.value().key(i);
      // A name without a slash is the API server's to refuse.
      if (name.indexOf('/') < 0 || QuotaNames.isCounted(name)) {
        continue;
      }
      String meant = QuotaNames.meant(name);
      findings.violation(
          NOTHING,
          hard.path(name),
          Sentence.of("no quota counts %q: as it stands, it limits nothing", name)
              .instead(
                  meant.isEmpty()
                      ? Sentence.of("take it away, or write a resource that quotas count")
                      : Sentence.of("write %s", Sentence.whole(meant))));
    }
  }

  private static void check(
      FuturePod pod, QuotaLedger ledger, RuleContext context, Findings findings) {
    context.budget().spend(ADMISSION + LOOK * ledger.quotas(pod.namespace()).size());
    Attributes request = pod.admitted(context.inventory());
    String problem = ledger.problem(request);
    if (problem != null) {
      findings.violation(
          UNSPECIFIED,
          pod.containers().isEmpty() ? pod.view().spec().path() : resources(pod, ""),
          Sentence.of("namespace %q refuses ", pod.namespace())
              .then(pod.view().isPod() ? "the pod: %s" : "the pods: %s", problem)
              .instead("write what is missing into every container, or a LimitRange"));
      return;
    }
    long wanted = wanted(pod.view(), context.inventory());
    long there = Math.min(wanted, there(pod.view(), context));
    long more = wanted - there;
    Shortage shortage = more > 0 ? ledger.shortage(request, more) : null;
    if (shortage == null) {
      return;
    }
    long made = Math.max(0, ledger.chargeCopies(request, more));
    report(pod, shortage, new Count(wanted, there, made), findings);
  }

  /**
   * The numbers of pods.
   *
   * @param wanted that the carrier asks for
   * @param there that it has already
   * @param made that can be made besides
   */
  private record Count(long wanted, long there, long made) {
    long missing() {
      return wanted - there - made;
    }
  }

  private static void report(FuturePod pod, Shortage shortage, Count count, Findings findings) {
    Path place = resources(pod, shortage.resource());
    if (pod.view().isPod()) {
      findings.violation(
          EXCEEDED,
          place,
          left(pod.namespace(), shortage)
              .then("the pod will not be made (it takes %s, ", shortage.each())
              .then("ResourceQuota %q)", shortage.quota())
              .instead("ask for less, or free what other pods hold"));
      return;
    }
    long can = count.there() + count.made();
    Replicas.Lowering lowering = Replicas.lowering(pod.view(), can);
    boolean fewer = lowering.most() > 0;
    findings.violation(
        EXCEEDED,
        fewer ? lowering.path() : place,
        left(pod.namespace(), shortage)
            .then("%s of %s pods will not be made (", count.missing(), count.wanted())
            .then("%s each, ResourceQuota %q)", shortage.each(), shortage.quota())
            .instead(
                fewer
                    ? Sentence.of("write %s or fewer, or free what others hold", lowering.most())
                    : Sentence.of("ask for less, or free what other pods hold")));
  }

  /** Begins to say what a quota has left. */
  static Sentence left(String namespace, Shortage shortage) {
    Amount left = shortage.left().compareTo(Amount.ZERO) < 0 ? Amount.ZERO : shortage.left();
    return Sentence.of("namespace %q has %s of ", namespace, left)
        .then("%s %s left: ", shortage.hard(), shortage.resource());
  }

  private static long wanted(PodView pod, Inventory world) {
    if (!pod.carrier().groupKind().equals(GroupKind.DAEMON_SET)) {
      return Replicas.of(pod);
    }
    long nodes = 0;
    for (NodeCandidate node : NodeFit.predict(pod, world).candidates()) {
      nodes += node.isMeant() ? 1 : 0;
    }
    return nodes;
  }

  // Those of the object before, or those that the world has: both are counted as used.
  private static long there(PodView pod, RuleContext context) {
    Resource old = context.old();
    if (old != null) {
      for (PodView before : old.pods()) {
        if (before.spec().path().equals(pod.spec().path())) {
          return wanted(before, context.inventory());
        }
      }
      return 0;
    }
    Map<String, String> labels = pod.labels();
    if (pod.isPod() || labels.isEmpty()) {
      return 0;
    }
    long there = 0;
    for (Resource other : context.inventory().objects(GroupKind.POD, pod.carrier().namespace())) {
      context.budget().spend(labels.size());
      if (other.isControlled()
          && !other.isFinishedPod()
          && other.labels().entrySet().containsAll(labels.entrySet())) {
        there++;
      }
    }
    return there;
  }

  // The first container that asks for the resource, or else the first of all.
  private static Path resources(FuturePod pod, String counted) {
    String name = counted.substring(counted.indexOf('.') + 1);
    @Nullable Path first = null;
    for (ContainerView container : pod.containers()) {
      for (ObjectView amounts : container.writtenAmounts()) {
        if (amounts.has(name)) {
          return amounts.path(name);
        }
      }
      first = first == null ? container.view().path("resources") : first;
    }
    return first == null ? pod.view().spec().path() : first;
  }
}
