package dev.haetae.engine;

import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.JsonPatch;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PatchOperation;
import dev.haetae.resource.Path;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Value;
import dev.haetae.rule.Action;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what the rules of one review report; allocates no list before there is something. */
final class Collector implements Findings {
  private static final String MUTATED_BY = "haetae.dev/mutated-by";
  private static final Reason FAULT = new Reason("InternalError", "the rule itself failed");

  private final boolean controlledPod;
  private final Waivers waivers;
  private final Exceptions exceptions;

  private @Nullable Policy policy;
  private @Nullable Resource subject;
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

  Collector(Review review, Exceptions exceptions, InstantSource clock) {
    Resource object = review.object();
    this.controlledPod = object.groupKind().equals(GroupKind.POD) && object.isControlled();
    this.exceptions = exceptions;
    this.waivers = review.door() == Door.CHECK ? Waivers.of(object, clock.instant()) : Waivers.NONE;
  }

  /** What follows is reported by {@code reporter}. */
  void begin(Policy reporter, Resource judged, boolean unknown) {
    policy = reporter;
    subject = judged;
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
    Policy reporter = current();
    Action action = advisory ? weaker(reporter.action()) : reporter.action();
    Finding finding = finding(reason, path, message, remediation, fix, action);
    if (repairing) {
      if (!fix.isEmpty() && waived(finding) == null) {
        repairs = appended(repairs, finding);
        for (PatchOperation operation : fix) {
          patch = appended(patch, operation);
        }
      }
    } else if (matchUnknown) {
      addUndecided(finding.withMessage(unknownMatch(message)), advisory);
    } else if (!controlledPod || action == Action.DENY) {
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
    List<PolicyException> fitting = exceptions.fitting(finding.policy(), finding.object());
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

  private void noteExpiry(PolicyException expired, String policyName) {
    String note =
        "PolicyException "
            + expired.id()
            + " has expired"
            + (expired.expiry() == null ? "" : " (" + expired.expiry().written() + ')')
            + ": policy "
            + policyName
            + " holds again";
    if (!notes.contains(note)) {
      notes = appended(notes, note);
    }
  }

  @Override
  public void undecided(Reason reason, Path path, String message) {
    if (!repairing) {
      addUndecided(finding(reason, path, message, "", List.of(), Action.DENY), false);
    }
  }

  @Override
  public void undecidedAdvice(Reason reason, Path path, String message) {
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
    if (controlledPod && strongest != Action.DENY) {
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

  void fault(RuntimeException e) {
    faults = appended(faults, e);
    if (repairing) {
      return;
    }
    undecided(
        FAULT, Path.ROOT, "the rule failed on this object, which is our fault; please report it");
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

  private record Mark(String policy, String reason, String path, Value value) {
    static Mark of(Finding finding, Resource object) {
      return new Mark(
          finding.policy(),
          finding.reason(),
          finding.path().pattern(),
          finding.path().in(object.tree()));
    }
  }

  /**
   * Turns denials that {@code earlier} has too, unchanged, into warnings: same policy, reason,
   * field and value, wherever in a list it stands now. Each earlier one forgives one.
   */
  void forgive(Collector earlier, Resource old) {
    Map<Mark, Integer> before = new HashMap<>();
    for (Finding finding : earlier.findings) {
      before.merge(Mark.of(finding, old), 1, Integer::sum);
    }
    findings = forgiven(findings, before);
    before.clear();
    for (Finding finding : earlier.undecided) {
      before.merge(Mark.of(finding, old), 1, Integer::sum);
    }
    undecided = forgiven(undecided, before);
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

  private static List<Finding> forgiven(List<Finding> findings, Map<Mark, Integer> before) {
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      Mark mark = Mark.of(finding, finding.object());
      Integer count = before.get(mark);
      if (finding.action() == Action.DENY && count != null && count > 0) {
        before.put(mark, count - 1);
        result.add(finding.withAction(Action.WARN));
      } else {
        result.add(finding);
      }
    }
    return result;
  }

  Verdict verdict(Resource result) {
    List<String> told = notes;
    for (String problem : waivers.problems()) {
      told = appended(told, problem);
    }
    return findings.isEmpty()
            && undecided.isEmpty()
            && waived.isEmpty()
            && repairs.isEmpty()
            && malformed.isEmpty()
            && told.isEmpty()
            && faults.isEmpty()
        ? Verdict.allowed(result)
        : new Verdict(result, findings, undecided, waived, repairs, patch, malformed, told, faults);
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> target = list.isEmpty() ? new ArrayList<>() : list;
    target.add(element);
    return target;
  }
}
