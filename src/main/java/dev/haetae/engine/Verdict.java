package dev.haetae.engine;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PatchOperation;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.util.List;

/**
 * What came of a review.
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
    List<RuntimeException> faults) {

  /** Nothing found. */
  static Verdict allowed(Resource object) {
    return new Verdict(
        object, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of());
  }

  /** Nothing judged: the object cannot be read. */
  static Verdict malformed(Resource object, MalformedResourceException e) {
    return new Verdict(
        object,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(e),
        List.of(),
        List.of());
  }

  /** Whether anything is to be refused, for the webhook: undecided things by failure policy. */
  public boolean isDenied() {
    return holds(findings, Action.DENY) || holds(undecided, Action.DENY);
  }

  /** Whether there is nothing to say but "allowed". */
  public boolean isClean() {
    return findings.isEmpty()
        && undecided.isEmpty()
        && waived.isEmpty()
        && patch.isEmpty()
        && malformed.isEmpty()
        && notes.isEmpty();
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
