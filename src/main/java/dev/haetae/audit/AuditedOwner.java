package dev.haetae.audit;

import dev.haetae.report.Located;
import dev.haetae.rule.Action;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subject of an audit and what was found of it.
 *
 * @param subject what it is
 * @param pods the number of its pods that run, and are not judged by themselves
 * @param makesPods whether a controller makes pods of it
 * @param created when it was made; null when it does not say
 * @param findings violations, in the report's order
 * @param undecided what could not be decided
 * @param waived what exceptions cover
 * @param repairs what admission would repair
 * @param stops what the webhook would do if its policies denied, by their names
 * @param refused those of them that refuse its next pod by the policies as they are
 */
public record AuditedOwner(
    Subject subject,
    int pods,
    boolean makesPods,
    @Nullable Instant created,
    List<Located> findings,
    List<Located> undecided,
    List<Located> waived,
    List<Located> repairs,
    List<Stop> stops,
    List<Stop> refused) {
  /** An owner that keeps its own copies. */
  public AuditedOwner {
    findings = List.copyOf(findings);
    undecided = List.copyOf(undecided);
    waived = List.copyOf(waived);
    repairs = List.copyOf(repairs);
    stops = List.copyOf(stops);
    refused = List.copyOf(refused);
  }

  /** Returns whether a finding of it has this action. */
  public boolean has(Action action) {
    return findings.stream().anyMatch(located -> located.finding().action() == action);
  }

  /** Returns whether it is denied something, or its next pod would be. */
  public boolean isDenied() {
    return has(Action.DENY) || !refused.isEmpty();
  }

  /** {@code vision/Deployment cache (2 pods)}; fit for a message. */
  public String describe() {
    return subject.describe(pods);
  }
}
