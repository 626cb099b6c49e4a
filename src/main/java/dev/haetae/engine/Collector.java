package dev.haetae.engine;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what the rules of one review report; allocates no list before there is something. */
final class Collector implements Findings {
  private static final String MUTATED_BY = "haetae.dev/mutated-by";
  private static final Reason UNREADABLE =
      new Reason(
          "UnreadableObject", "an object that the rule looks at is there but cannot be read");
  private static final Reason FAULT = new Reason("InternalError", "the rule itself failed");
  private static final Reason EXCEEDED =
      new Reason("BudgetExceeded", "the object takes more work than a review may cost");
  // A tenth of what the answer has room for.
  private static final int MOST_OPERATIONS = 1_000;
  private static final int MOST_NOTES = 50;

  private final boolean controlled;
  private final int mostTold;
  private final Budget budget;
  private final Waivers waivers;
  private final Exceptions exceptions;

  private @Nullable Policy policy;
  private @Nullable Resource subject;
  private @Nullable List<PolicyException> fitting;
  private boolean matchUnknown;
  private boolean repairing;

  private List<Finding> findings = List.of();
  private List<Finding> undecided = List.of();
  private List<Finding> waived = List.of();
  private List<Finding> repairs = List.of();
  private List<PatchOperation> patch = List.of();
  private List<MalformedResourceException> malformed = List.of();
  private List<String> notes = List.of();
  private List<RuntimeException> faults = List.of();
  private @Nullable Cause exceeded;

  /**
   * A collector for one review.
   *
   * @param controlled whether only denials are reported, since a controller makes the object and
   *     who wrote what it is made of has been advised
   */
  Collector(
      Review review,
      Exceptions exceptions,
      InstantSource clock,
      Budget budget,
      boolean controlled) {
    this.budget = budget;
    // Whoever reads a report reads all of it.
    this.mostTold = review.point() == EnforcementPoint.CHECK ? Integer.MAX_VALUE : Told.MOST;
    Resource object = review.object();
    this.controlled = controlled;
    this.exceptions = exceptions;
    this.waivers =
        review.point() == EnforcementPoint.CHECK
            ? Waivers.of(object, clock.instant())
            : Waivers.NONE;
  }

  /** What follows is reported by {@code reporter}. */
  void begin(Policy reporter, Resource judged, boolean unknown) {
    policy = reporter;
    subject = judged;
    fitting = null;
    matchUnknown = unknown;
    repairing = false;
  }

  /** What follows is reported by {@code reporter}, of which only what it can repair counts. */
  void beginRepair(Policy reporter, Resource judged) {
    begin(reporter, judged, false);
    repairing = true;
  }

  @Override
  public void violation(
      Reason reason, Path path, String message, String remediation, List<PatchOperation> fix) {
    add(reason, path, message, remediation, fix, false);
  }

  @Override
  public void advice(Reason reason, Path path, String message, String remediation) {
    add(reason, path, message, remediation, List.of(), true);
  }

  private void add(
      Reason reason,
      Path path,
      String message,
      String remediation,
      List<PatchOperation> fix,
      boolean advisory) {
    budget.spend(Budget.FINDING);
    Policy reporter = current();
    Action action = advisory ? weaker(reporter.action()) : reporter.action();
    Finding finding = finding(reason, path, message, remediation, fix, action);
    if (repairing) {
      if (!fix.isEmpty() && waived(finding) == null) {
        if (patch.size() + fix.size() > MOST_OPERATIONS) {
          throw BudgetExceededException.of(Cause.STEPS);
        }
        repairs = appended(repairs, finding);
        for (PatchOperation operation : fix) {
          patch = appended(patch, operation);
        }
      }
    } else if (matchUnknown) {
      addUndecided(finding.withMessage(unknownMatch(message)), advisory);
    } else if (!controlled || action == Action.DENY) {
      addUnlessWaived(finding);
    }
  }

  private String unknownMatch(String message) {
    return message
        + "; whether the policy applies to namespace "
        + (subject == null ? "" : subject.namespace())
        + " is not known: its labels are not";
  }

  private void addUnlessWaived(Finding finding) {
    Finding excused = waived(finding);
    if (excused == null) {
      findings = appended(findings, finding);
    } else {
      waived = appended(waived, excused);
    }
  }

  /** The finding as it is reported when somebody has waived it; null when nobody has. */
  private @Nullable Finding waived(Finding finding) {
    String reason = waivers.reason(finding.rule());
    if (reason != null) {
      return finding.waived(": " + reason, "");
    }
    List<PolicyException> fitting = fitting(finding);
    PolicyException exception = exceptions.use(fitting);
    if (exception != null) {
      return finding.waived(
          " by PolicyException " + exception.id() + ": " + exception.reason(), exception.id());
    }
    for (PolicyException expired : fitting) {
      noteExpiry(expired, finding.policy());
    }
    return null;
  }

  // Which exceptions fit is asked once for each policy and object, however much is found.
  private List<PolicyException> fitting(Finding finding) {
    List<PolicyException> known = fitting;
    if (known == null) {
      known = exceptions.fitting(finding.policy(), finding.object());
      fitting = known;
    }
    return known;
  }

  private void noteExpiry(PolicyException expired, String policyName) {
    String note =
        "PolicyException "
            + expired.id()
            + " has expired"
            + (expired.expiry() == null ? "" : " (" + expired.expiry().written() + ')')
            + ": policy "
            + policyName
            + " holds again";
    addNote(note);
  }

  @Override
  public void undecided(Reason reason, Path path, String message) {
    budget.spend(Budget.FINDING);
    if (!repairing) {
      addUndecided(finding(reason, path, message, "", List.of(), Action.DENY), false);
    }
  }

  @Override
  public void undecidedAdvice(Reason reason, Path path, String message) {
    budget.spend(Budget.FINDING);
    if (!repairing) {
      addUndecided(finding(reason, path, message, "", List.of(), Action.DENY), true);
    }
  }

  private void addUndecided(Finding finding, boolean advisory) {
    Policy reporter = current();
    Action strongest =
        reporter.failurePolicy() == FailurePolicy.FAIL && !advisory
            ? reporter.action()
            : weaker(reporter.action());
    if (controlled && strongest != Action.DENY) {
      return;
    }
    Finding excused = waived(finding);
    if (excused == null) {
      undecided = appended(undecided, finding.withAction(strongest));
    } else {
      waived = appended(waived, excused);
    }
  }

  @Override
  public void note(String message) {
    if (!repairing) {
      addNote(message);
    }
  }

  private void addNote(String message) {
    if (notes.size() < MOST_NOTES && !notes.contains(message)) {
      notes = appended(notes, message);
    }
  }

  void malformed(MalformedResourceException e) {
    for (MalformedResourceException known : malformed) {
      if (known.path().equals(e.path())) {
        return;
      }
    }
    malformed = appended(malformed, e);
  }

  /** The rule has asked for an object that cannot be read: it has decided nothing. */
  void unreadable(UnreadableObjectException e) {
    if (repairing) {
      dropRepairs();
    } else {
      addUndecided(finding(UNREADABLE, Path.ROOT, e.sentence(), "", List.of(), Action.DENY), false);
    }
  }

  void fault(RuntimeException e) {
    faults = appended(faults, e);
    if (repairing) {
      return;
    }
    addUndecided(
        finding(
            FAULT,
            Path.ROOT,
            "the rule failed on this object, which is our fault; please report it",
            "",
            List.of(),
            Action.DENY),
        false);
  }

  /** The rule was not allowed to come to its end: what it has not said is undecided. */
  void exceeded(Cause why) {
    exceeded = why;
    String sentence =
        why == Cause.DEADLINE
            ? "the object could not be judged in the time that a review has"
            : "judging the object takes more work than a review may cost";
    if (repairing) {
      dropRepairs();
      addNote("not everything was repaired: " + sentence);
    } else {
      addUndecided(finding(EXCEEDED, Path.ROOT, sentence, "", List.of(), Action.DENY), false);
    }
  }

  // Of the policy that has not come to its end.
  private void dropRepairs() {
    String reporter = current().name();
    List<Finding> others = new ArrayList<>();
    List<PatchOperation> operations = new ArrayList<>();
    for (Finding repair : repairs) {
      if (!repair.policy().equals(reporter)) {
        others.add(repair);
        operations.addAll(repair.patch());
      }
    }
    repairs = others;
    patch = operations;
  }

  private Finding finding(
      Reason reason,
      Path path,
      String message,
      String remediation,
      List<PatchOperation> fix,
      Action action) {
    Policy reporter = current();
    return new Finding(
        reporter.name(),
        reporter.rule().info().id(),
        reason.name(),
        action,
        reporter.actions().contains(Action.AUDIT),
        judged(),
        path,
        message,
        remediation,
        fix,
        "");
  }

  private Policy current() {
    if (policy == null) {
      throw new IllegalStateException("no policy has begun");
    }
    return policy;
  }

  private Resource judged() {
    if (subject == null) {
      throw new IllegalStateException("no policy has begun");
    }
    return subject;
  }

  private static Action weaker(Action action) {
    return action == Action.DENY ? Action.WARN : action;
  }

  /** The object with the repairs of the policy that has just run. */
  Resource repaired(Resource object) {
    List<PatchOperation> operations = new ArrayList<>();
    for (Finding repair : repairs) {
      if (repair.object() == object && repair.policy().equals(current().name())) {
        operations.addAll(repair.patch());
      }
    }
    return operations.isEmpty()
        ? object
        : object.withTree(JsonPatch.apply(object.tree(), operations));
  }

  /** The object with the annotation that names who has repaired it; as it was when nobody has. */
  Resource marked(Resource object) {
    if (repairs.isEmpty()) {
      return object;
    }
    TreeSet<String> names = new TreeSet<>();
    String before = object.metadata().object("annotations").text(MUTATED_BY);
    if (!before.isEmpty()) {
      Collections.addAll(names, before.split(","));
    }
    for (Finding repair : repairs) {
      names.add(repair.policy());
    }
    Path path = Path.of("metadata", "annotations", MUTATED_BY);
    PatchOperation mark =
        PatchOperation.addDeep(object.tree(), path, new StringValue(String.join(",", names)));
    patch = appended(patch, mark);
    return object.withTree(JsonPatch.apply(object.tree(), List.of(mark)));
  }

  boolean hasDenials() {
    return Verdict.holds(findings, Action.DENY) || Verdict.holds(undecided, Action.DENY);
  }

  /** Turns denials that {@code earlier} has too, unchanged, into warnings. */
  void forgive(Collector earlier, Budget steps) {
    findings = forgiven(findings, new Ratchet(earlier.findings, steps));
    undecided = forgiven(undecided, new Ratchet(earlier.undecided, steps));
  }

  /** Turns all denials into warnings. */
  void forgiveAll() {
    findings = warned(findings);
    undecided = warned(undecided);
  }

  private static List<Finding> warned(List<Finding> findings) {
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      result.add(finding.action() == Action.DENY ? finding.withAction(Action.WARN) : finding);
    }
    return result;
  }

  private static List<Finding> forgiven(List<Finding> findings, Ratchet before) {
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      boolean isOld = finding.action() == Action.DENY && before.forgives(finding);
      result.add(isOld ? finding.withAction(Action.WARN) : finding);
    }
    return result;
  }

  Verdict verdict(Resource result) {
    List<String> told = notes;
    for (String problem : waivers.problems()) {
      told = appended(told, problem);
    }
    if (findings.isEmpty()
        && undecided.isEmpty()
        && waived.isEmpty()
        && repairs.isEmpty()
        && malformed.isEmpty()
        && told.isEmpty()
        && faults.isEmpty()) {
      return Verdict.allowed(result);
    }
    Told some = Told.of(findings, undecided, waived, mostTold);
    return new Verdict(
        result,
        some.findings(),
        some.undecided(),
        some.waived(),
        repairs,
        patch,
        malformed,
        told,
        faults,
        some.omitted(),
        exceeded);
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> target = list.isEmpty() ? new ArrayList<>() : list;
    target.add(element);
    return target;
  }
}
