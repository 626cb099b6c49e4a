package dev.haetae.cel.policy;

import java.util.List;

/**
 * A program: the expressions of one policy.
 *
 * @param conditions all must be true, or the policy is not for the request
 * @param variables in the order of writing; each may use those before it
 * @param validations what must be true
 * @param auditAnnotations what is written to the audit log
 * @param mutations changes, one after the other
 */
public record PolicyProgram(
    List<MatchCondition> conditions,
    List<PolicyVariable> variables,
    List<Validation> validations,
    List<AuditAnnotation> auditAnnotations,
    List<Mutation> mutations) {
  /** A program that keeps its own copies. */
  public PolicyProgram {
    conditions = List.copyOf(conditions);
    variables = List.copyOf(variables);
    validations = List.copyOf(validations);
    auditAnnotations = List.copyOf(auditAnnotations);
    mutations = List.copyOf(mutations);
  }
}
