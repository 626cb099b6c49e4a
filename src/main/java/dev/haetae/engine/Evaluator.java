package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.MeteredInventory;
import dev.haetae.policy.AgentNamespaces;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.scheduling.PodDemands;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An evaluator judges objects by the policies of a table: first it repairs, where the enforcement
 * point allows it, then it judges what is left; the same way at every enforcement point.
 *
 * <p>Safe for any number of threads.
 */
public final class Evaluator {
  /** The label of a namespace whose objects are not reviewed; for operators alone to set. */
  public static final String EXEMPT = "haetae.dev/exempt";

  private static final Set<String> IGNORED_SUBRESOURCES =
      Set.of(
          "eviction",
          "exec",
          "attach",
          "portforward",
          "proxy",
          "log",
          "token",
          "approval",
          "finalize");

  private final PolicyTable table;
  private final Exceptions exceptions;
  private final InstantSource clock;
  private final InTreePolicies inTree;

  /**
   * An evaluator.
   *
   * @param clock tells when a waiver has expired
   */
  public Evaluator(PolicyTable table, InstantSource clock) {
    this(table, Exceptions.of(List.of(), clock), clock);
  }

  /**
   * An evaluator that honours exceptions.
   *
   * @param clock tells when a waiver has expired
   */
  public Evaluator(PolicyTable table, Exceptions exceptions, InstantSource clock) {
    this(table, exceptions, clock, InTreePolicies.NONE);
  }

  private Evaluator(
      PolicyTable table, Exceptions exceptions, InstantSource clock, InTreePolicies inTree) {
    this.table = table;
    this.exceptions = exceptions;
    this.clock = clock;
    this.inTree = inTree;
  }

  /** An evaluator that judges by Kubernetes' own policies too, wherever objects are read. */
  public Evaluator with(InTreePolicies beside) {
    return new Evaluator(table, exceptions, clock, beside);
  }

  /**
   * An evaluator of the same policies and exceptions, for other kinds that carry pod specs and
   * other namespaces of agents.
   */
  public Evaluator with(Carriers carriers, AgentNamespaces agents) {
    return new Evaluator(
        PolicyTable.of(table.policies(), carriers, agents), exceptions, clock, inTree);
  }

  /**
   * An evaluator as if of these policies each had Deny for its action, and no other judged.
   *
   * @param names of policies
   */
  public Evaluator enforcing(Set<String> names) {
    return new Evaluator(table.enforcing(names), exceptions, clock, inTree.enforcing(names));
  }

  /**
   * An evaluator of the same policies and exceptions, after which no exception counts as used: for
   * objects that nobody has sent.
   */
  public Evaluator apart() {
    return new Evaluator(table, exceptions.apart(), clock, inTree);
  }

  /** The policies it judges by. */
  public PolicyTable table() {
    return table;
  }

  /** All policies it judges by, ours and then Kubernetes' own in the form of ours. */
  public List<Policy> policies() {
    if (inTree.isEmpty()) {
      return table.policies();
    }
    List<Policy> all = new ArrayList<>(table.policies());
    all.addAll(inTree.policies());
    return all;
  }

  /** Kubernetes' own policies that it judges by. */
  public InTreePolicies inTree() {
    return inTree;
  }

  /** The exceptions it honours. */
  public Exceptions exceptions() {
    return exceptions;
  }

  /** Judges one object in a world by all policies, with the budget of a review. */
  public Verdict evaluate(Review review, Inventory inventory) {
    return evaluate(review, inventory, PolicyTable.Part.ALL, Budget.ofReview());
  }

  /**
   * Judges one object in a world by some of the policies. Those for which the budget does not
   * suffice have decided nothing.
   *
   * @param budget what the review may cost
   * @throws BudgetExceededException when the budget ends for a reason that leaves nothing to answer
   */
  public Verdict evaluate(
      Review review, Inventory inventory, PolicyTable.Part part, Budget budget) {
    PolicyTable.OfKind policies = table.of(review.object().groupKind());
    boolean ours = !policies.isEmpty(part) && review.operation() != Operation.DELETE;
    boolean theirs = !inTree.isEmpty() && inTree.judgesAt(review.point());
    if (!ours && !theirs) {
      return Verdict.allowed(review.object());
    }
    try {
      boolean ignored = !ours || isIgnored(review);
      return ignored && !theirs
          ? Verdict.allowed(review.object())
          : evaluate(
              ignored ? PolicyTable.OfKind.NOTHING : policies, part, review, inventory, budget);
    } catch (MalformedResourceException e) {
      // Not within a rule: what the engine itself reads, labels, annotations, owners.
      return Verdict.malformed(review.object(), e);
    }
  }

  /**
   * The policies by which an object is judged, in the order of names: those that match it, or of
   * which it is not known whether they do. Asked for apart, so that judging costs no more.
   */
  public List<Policy> judging(Review review, Inventory inventory) {
    List<Policy> ours =
        review.operation() == Operation.DELETE || isIgnored(review)
            ? List.of()
            : ours(review, inventory);
    List<Policy> theirs =
        inTree.judgesAt(review.point()) ? inTree.judging(review, inventory) : List.of();
    if (theirs.isEmpty()) {
      return ours;
    }
    List<Policy> all = new ArrayList<>(ours);
    all.addAll(theirs);
    return all;
  }

  private List<Policy> ours(Review review, Inventory inventory) {
    List<Policy> judging = new ArrayList<>();
    try {
      for (Policy policy :
          table.of(review.object().groupKind()).at(review.point(), PolicyTable.Part.ALL)) {
        MatchConstraints.Result match =
            policy
                .match()
                .matches(review.object(), review.operation(), review.subresource(), inventory);
        if (match != MatchConstraints.Result.NO) {
          judging.add(policy);
        }
      }
    } catch (MalformedResourceException e) {
      // Its labels cannot be read: nothing has judged it, which the verdict says.
      return List.of();
    }
    return judging;
  }

  private Verdict evaluate(
      PolicyTable.OfKind policies,
      PolicyTable.Part part,
      Review review,
      Inventory world,
      Budget budget) {
    boolean controlled = Controllers.make(review, world);
    VerdictBuilder verdict = builder(review, controlled);
    RuleContext context = context(review, world, budget);
    Resource subject = review.object();
    if (repairsAt(review)) {
      subject =
          new Repairs(review, world, context.withRepairing(true), verdict)
              .make(policies.repairing(part));
    }
    boolean isRead = isRead(review.point());
    InTreeJudgement theirs = new InTreeJudgement(inTree, review, world, verdict);
    if (isRead) {
      subject = theirs.changed(subject);
    }
    if (review.point() != EnforcementPoint.MUTATE) {
      Policy[] judging = policies.at(review.point(), part);
      new Judgement(judging, review, subject, world, context, verdict).run();
      if (review.operation() == Operation.UPDATE && verdict.isDenied()) {
        // Of its own, so that an object that could be judged before the update forgives all it can.
        Budget anew = budget.anew();
        Ratchet.forgive(review, verdict, before -> judged(judging, before, world, anew), anew);
      }
    }
    if (inTree.judgesAt(review.point())) {
      theirs.judge(subject);
    }
    // Whoever reads a report reads all of it.
    return verdict.build(subject, isRead ? Integer.MAX_VALUE : Told.MOST);
  }

  private VerdictBuilder judged(Policy[] policies, Review review, Inventory world, Budget budget) {
    VerdictBuilder verdict = builder(review, false);
    RuleContext context = context(review, world, budget);
    new Judgement(policies, review, review.object(), world, context, verdict).run();
    return verdict;
  }

  private VerdictBuilder builder(Review review, boolean controlled) {
    return new VerdictBuilder(Waivers.of(review, exceptions, clock), controlled);
  }

  private RuleContext context(Review review, Inventory world, Budget budget) {
    PodDemands demands = new PodDemands();
    RuleContext context =
        new RuleContext(
            new MeteredInventory(world, budget),
            review.point(),
            review.operation(),
            false,
            review::old,
            demands,
            budget);
    demands.admitBy(new FuturePods(table, exceptions, clock, world, context));
    return context;
  }

  private static boolean isIgnored(Review review) {
    String subresource = review.subresource();
    return (!subresource.isEmpty() && IGNORED_SUBRESOURCES.contains(subresource))
        || ((subresource.equals("status") || review.object().isTerminating())
            && changesNothingJudged(review));
  }

  // A finalizer must be removable whatever the rules say; skipping every terminating object,
  // changed or not, was CVE-2023-34091. The API server lets a status bring annotations and labels
  // with it, and a terminating object too.
  private static boolean changesNothingJudged(Review review) {
    if (review.operation() != Operation.UPDATE) {
      return false;
    }
    Resource old = review.old();
    return old != null
        && body(review.object()).equals(body(old))
        && addsNothing("labels", review.object(), old)
        && addsNothing("annotations", review.object(), old);
  }

  private static boolean addsNothing(String field, Resource object, Resource old) {
    ObjectValue after = object.metadata().object(field).value();
    ObjectValue before = old.metadata().object(field).value();
    for (int i = 0; i < after.size(); i++) {
      if (!after.value(i).equals(before.get(after.key(i)))) {
        return false;
      }
    }
    return true;
  }

  private static ObjectValue body(Resource resource) {
    return resource.tree().without("metadata").without("status");
  }

  private static boolean isRead(EnforcementPoint point) {
    return point == EnforcementPoint.CHECK || point == EnforcementPoint.AUDIT;
  }

  private static boolean repairsAt(Review review) {
    return (review.point() == EnforcementPoint.MUTATE || review.point() == EnforcementPoint.CHECK)
        && review.operation() == Operation.CREATE
        && review.subresource().isEmpty();
  }
}
