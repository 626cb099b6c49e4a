package dev.haetae.audit;

import java.util.List;

/**
 * A PolicyException that covers something of what an audit has found.
 *
 * @param id {@code namespace/name}
 * @param policies that it waives, in order
 * @param reason why
 * @param ends the last day or the instant of its end as it is written; empty for none
 * @param owners the number of subjects that it covers something of
 */
public record ExceptionUse(
    String id, List<String> policies, String reason, String ends, int owners) {
  /** A use that keeps its own copy. */
  public ExceptionUse {
    policies = List.copyOf(policies);
  }
}
