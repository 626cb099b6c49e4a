package dev.haetae.rule.cel;

import dev.haetae.cel.policy.Fault;
import dev.haetae.cel.policy.Faults;
import dev.haetae.cel.policy.PolicyEnvironments;
import dev.haetae.cel.policy.ProgramReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.function.BiConsumer;

/** Tells whether the words of an own policy are such as Kubernetes' policies have, too. */
public final class KubernetesWords {
  private static final String SPEC = "spec";

  private KubernetesWords() {}

  /**
   * Compiles the expressions of a policy once more, as those of a policy of Kubernetes.
   *
   * @param policy whose rule is compiled
   * @param problems gets each expression that uses what Kubernetes does not have, and what that is
   */
  public static void check(Resource policy, BiConsumer<Path, String> problems) {
    Faults faults = new Faults();
    ProgramReader reader = new ProgramReader(PolicyEnvironments.kubernetes(false, false), faults);
    Part spec = new Part(policy.view().object(SPEC).value(), Place.of(SPEC), faults.causes());
    var _ = reader.conditions(spec);
    var _ = reader.variables(spec);
    var _ = reader.validations(spec);
    var _ = reader.auditAnnotations(spec, policy.name());
    var _ = reader.mutations(spec);
    for (Fault fault : faults.list()) {
      problems.accept(
          fault.path(),
          fault.cause().field()
              + " uses what Kubernetes' policies do not have: "
              + CelRuleReader.errors(fault.cause().message()));
    }
  }
}
