package dev.haetae.engine;

import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A verdict that is being made: it keeps what is found apart from what is waived, and allocates no
 * list before there is something.
 */
final class VerdictBuilder implements InTreePolicies.Sink {
  private static final int MOST_NOTES = 50;
  private static final int LONGEST_ANNOTATION = 10 * 1024;

  // The pods of one object are judged one after the other.
  private static final int RECENT = 32;

  private final Waivers waivers;
  private final boolean controlled;

  private List<Finding> findings = List.of();
  private List<Finding> undecided = List.of();
  private List<Finding> waived = List.of();
  private List<Finding> repairs = List.of();
  private List<PatchOperation> patch = List.of();
  private List<MalformedResourceException> malformed = List.of();
  private List<String> notes = List.of();
  private List<RuntimeException> faults = List.of();
  private Map<String, String> annotations = Map.of();
  private @Nullable Cause exceeded;

  /**
   * A verdict with nothing in it.
   *
   * @param controlled whether only denials are told, since a controller makes the object and who
   *     wrote what it is made of has been advised
   */
  VerdictBuilder(Waivers waivers, boolean controlled) {
    this.waivers = waivers;
    this.controlled = controlled;
  }

  @Override
  public void found(Finding finding) {
    if (isTold(finding.action()) && !isSaid(findings, finding) && !waive(finding)) {
      findings = appended(findings, finding);
    }
  }

  /**
   * Adds something that could not be decided, unless it is waived.
   *
   * @param action what the failure policy makes of it
   */
  @Override
  public void undecided(Finding finding, Action action) {
    if (isTold(action) && !isSaid(undecided, finding) && !waive(finding)) {
      undecided = appended(undecided, finding.withAction(action));
    }
  }

  // Several pods of one object may share a volume: what is wrong with it is said once.
  private static boolean isSaid(List<Finding> said, Finding finding) {
    for (int i = Math.max(0, said.size() - RECENT); i < said.size(); i++) {
      Finding known = said.get(i);
      if (known.policy().equals(finding.policy())
          && known.path().equals(finding.path())
          && known.message().equals(finding.message())) {
        return true;
      }
    }
    return false;
  }

  private boolean isTold(Action action) {
    return !controlled || action == Action.DENY;
  }

  private boolean waive(Finding finding) {
    Finding excused = excused(finding);
    if (excused != null) {
      waived = appended(waived, excused);
    }
    return excused != null;
  }

  /** The finding as it is reported when something waives it; null when nothing does. */
  @Nullable Finding excused(Finding finding) {
    return waivers.waived(finding, this::note);
  }

  /** Takes over what was repaired, and how: the whole patch, in order. */
  void repaired(List<Finding> made, List<PatchOperation> operations) {
    repairs = made;
    patch = operations;
  }

  @Override
  public void changed(Finding change) {
    repairs = appended(repairs, change);
  }

  /** Adds what the user should know besides, once and within bounds. */
  @Override
  public void note(String message) {
    if (notes.size() < MOST_NOTES && !notes.contains(message)) {
      notes = appended(notes, message);
    }
  }

  /** Writes to the audit log; of one key all values that differ. */
  void annotate(String key, String value) {
    if (annotations.isEmpty()) {
      annotations = new TreeMap<>();
    }
    annotations.merge(
        key,
        value,
        (said, more) ->
            said.equals(more) || said.length() > LONGEST_ANNOTATION ? said : said + ", " + more);
  }

  void malformed(MalformedResourceException e) {
    for (MalformedResourceException known : malformed) {
      if (known.path().equals(e.path())) {
        return;
      }
    }
    malformed = appended(malformed, e);
  }

  void failed(RuntimeException fault) {
    faults = appended(faults, fault);
  }

  void exceeded(Cause why) {
    exceeded = why;
  }

  boolean isDenied() {
    return Verdict.holds(findings, Action.DENY) || Verdict.holds(undecided, Action.DENY);
  }

  List<Finding> findings() {
    return findings;
  }

  List<Finding> undecided() {
    return undecided;
  }

  /** Turns those denials among the findings that are {@code forgiven} into warnings. */
  void forgiveFindings(Predicate<Finding> forgiven) {
    findings = warned(findings, forgiven);
  }

  /** Turns those denials among the undecided that are {@code forgiven} into warnings. */
  void forgiveUndecided(Predicate<Finding> forgiven) {
    undecided = warned(undecided, forgiven);
  }

  private static List<Finding> warned(List<Finding> findings, Predicate<Finding> forgiven) {
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      boolean isOld = finding.action() == Action.DENY && forgiven.test(finding);
      result.add(isOld ? finding.withAction(Action.WARN) : finding);
    }
    return result;
  }

  /**
   * The verdict; the builder must not be used again.
   *
   * @param result the object with every repair made
   * @param mostTold how many findings are told; the others are counted
   */
  Verdict build(Resource result, int mostTold) {
    for (String problem : waivers.problems()) {
      notes = appended(notes, problem);
    }
    if (findings.isEmpty()
        && undecided.isEmpty()
        && waived.isEmpty()
        && repairs.isEmpty()
        && malformed.isEmpty()
        && notes.isEmpty()
        && annotations.isEmpty()
        && faults.isEmpty()) {
      return Verdict.allowed(result);
    }
    findings = Repetitions.dropped(findings);
    dropEchoes();
    Told told = Told.of(findings, undecided, waived, mostTold);
    return new Verdict(
        result,
        told.findings(),
        told.undecided(),
        told.waived(),
        repairs,
        patch,
        malformed,
        notes,
        faults,
        told.omitted(),
        exceeded,
        annotations);
  }

  // Advice of one rule at the place of another's denial, and with its remedy, says the same again.
  // Of very many findings nobody minds one more.
  private void dropEchoes() {
    if (findings.size() > Told.MOST
        || !Verdict.holds(findings, Action.DENY)
        || !(Verdict.holds(findings, Action.WARN) || Verdict.holds(findings, Action.AUDIT))) {
      return;
    }
    Map<String, String> denied = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.action() == Action.DENY && !finding.remediation().isEmpty()) {
        denied.putIfAbsent(place(finding), finding.rule());
      }
    }
    if (!denied.isEmpty()) {
      findings = new ArrayList<>(findings.stream().filter(one -> !echoes(one, denied)).toList());
    }
  }

  private static boolean echoes(Finding finding, Map<String, String> denied) {
    if (finding.action() == Action.DENY) {
      return false;
    }
    String rule = denied.get(place(finding));
    return rule != null && !rule.equals(finding.rule());
  }

  private static String place(Finding finding) {
    return finding.path().toString() + '\n' + finding.remediation();
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> target = list.isEmpty() ? new ArrayList<>() : list;
    target.add(element);
    return target;
  }
}
