package dev.haetae.policy;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.cel.CelRuleReader;
import dev.haetae.rule.cel.SubjectKinds;
import dev.haetae.simulator.admission.request.ResourceNames;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the policies that bring their rule with them, in CEL; what compiles expressions is loaded
 * with the first of them.
 */
final class ExpressionPolicyReader {
  private static final List<String> WORDS =
      List.of(
          "validations",
          "mutations",
          "auditAnnotations",
          "variables",
          "matchConditions",
          "podTemplates");

  private ExpressionPolicyReader() {}

  /** Returns whether a policy is written in CEL, as far as one can tell. */
  static boolean reads(Parameters spec) {
    boolean written = false;
    for (String word : WORDS) {
      written |= spec.has(word);
    }
    return written;
  }

  /** Reads one; null when it cannot be compiled. */
  static @Nullable Policy read(
      Resource resource, Parameters spec, BiConsumer<Path, String> problems) {
    Set<Action> actions = PolicyReader.actions(spec, Action.DENY);
    FailurePolicy failurePolicy = PolicyReader.failurePolicy(spec);
    MatchConstraints match = PolicyReader.match(spec.object("matchConstraints"));
    boolean mutate = spec.flag("mutate", spec.has("mutations"));
    if (spec.has("rule")) {
      spec.problem("rule", "cannot be written beside expressions: a policy has a rule or its own");
    }
    if (RuleCatalog.find(resource.name()) != null) {
      problems.accept(
          Path.of("metadata", "name"),
          "metadata.name is the id of a rule, which is something else than these expressions: "
              + Text.quote(resource.name()));
    }
    if (mutate && !spec.has("mutations")) {
      spec.problem("mutate", "is true, but there are no mutations");
    }
    SubjectKinds kinds = new SubjectKinds(ResourceNames::plural);
    match.resourceRules().forEach(rule -> kinds.add(rule.groups(), rule.resources()));
    CelRuleReader.Written written =
        new CelRuleReader(resource, spec, problems)
            .read(kinds.subjects(), failurePolicy == FailurePolicy.IGNORE, ResourceNames::plural);
    return written == null
        ? null
        : new Policy(
            resource.name(), written.info(), written.rule(), actions, mutate, failurePolicy, match);
  }
}
