package dev.haetae.engine;

import dev.haetae.inventory.BudgetExceededException.Cause;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.rule.Action;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verdict says what came of a review.
 *
 * @param result the object with every repair made; the very object of the review when there is none
 * @param findings violations that remain
 * @param undecided what could not be decided
 * @param waived what a waiver or an exception covers, with the reason in the message
 * @param repairs what was found and repaired, each with its patch
 * @param patch the whole repair, in order
 * @param malformed fields of a type they cannot have, which kept rules from judging
 * @param notes what the user should know besides
 * @param faults failures of our own, each of which is among the undecided too
 * @param omitted how many findings there are besides those told, the strongest of which are told
 * @param exceeded why policies could not come to their end, which are among the undecided; null
 *     when all did
 * @param annotations what policies have written to the audit log, by their names with a key
 */
public record Verdict(
    Resource result,
    List<Finding> findings,
    List<Finding> undecided,
    List<Finding> waived,
    List<Finding> repairs,
    List<PatchOperation> patch,
    List<MalformedResourceException> malformed,
    List<String> notes,
    List<RuntimeException> faults,
    List<Omitted> omitted,
    @Nullable Cause exceeded,
    Map<String, String> annotations) {

  /** A verdict without annotations. */
  public Verdict(
      Resource result,
      List<Finding> findings,
      List<Finding> undecided,
      List<Finding> waived,
      List<Finding> repairs,
      List<PatchOperation> patch,
      List<MalformedResourceException> malformed,
      List<String> notes,
      List<RuntimeException> faults,
      List<Omitted> omitted,
      @Nullable Cause exceeded) {
    this(
        result, findings, undecided, waived, repairs, patch, malformed, notes, faults, omitted,
        exceeded, Map.of());
  }

  /** The verdict that finds nothing. */
  static Verdict allowed(Resource object) {
    return unjudged(object, List.of());
  }

  /** The verdict on an object that cannot be read, and is not judged. */
  static Verdict malformed(Resource object, MalformedResourceException e) {
    return unjudged(object, List.of(e));
  }

  /** The same verdict, of which these findings alone are told. */
  public Verdict telling(List<Finding> told) {
    List<Finding> none = List.of();
    return new Verdict(
        result, told, none, none, none, patch, malformed, notes, faults, omitted, exceeded);
  }

  private static Verdict unjudged(Resource object, List<MalformedResourceException> malformed) {
    List<Finding> none = List.of();
    return new Verdict(
        object, none, none, none, none, List.of(), malformed, List.of(), List.of(), List.of(),
        null);
  }

  /**
   * Findings of one policy that are counted and not told, since there are too many.
   *
   * @param sort among which they would be
   * @param audited whether they are recorded besides
   * @param exception the PolicyException that waives them; empty when none does
   * @param count at least 1
   */
  public record Omitted(
      Sort sort, String policy, Action action, boolean audited, String exception, int count) {
    /** A list of a verdict. */
    public enum Sort {
      /** {@link Verdict#findings}. */
      FINDING,
      /** {@link Verdict#undecided}. */
      UNDECIDED,
      /** {@link Verdict#waived}. */
      WAIVED
    }
  }

  /**
   * Returns whether the object is to be denied, for the webhook: undecided things by failure
   * policy.
   */
  public boolean isDenied() {
    return holds(findings, Action.DENY) || holds(undecided, Action.DENY);
  }

  /** Returns whether there is nothing to say but "allowed". */
  public boolean isClean() {
    return findings.isEmpty()
        && undecided.isEmpty()
        && waived.isEmpty()
        && patch.isEmpty()
        && malformed.isEmpty()
        && notes.isEmpty()
        && annotations.isEmpty();
  }

  static boolean holds(List<Finding> findings, Action action) {
    for (Finding finding : findings) {
      if (finding.action() == action) {
        return true;
      }
    }
    return false;
  }
}
