package dev.haetae.rule.cel;

import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.Fault;
import dev.haetae.cel.policy.Faults;
import dev.haetae.cel.policy.PolicyEnvironments;
import dev.haetae.cel.policy.ProgramReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.cel.world.WorldFunctions;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.Map;
import java.util.function.BiConsumer;

/** Tells whether the words of an own policy are such as Kubernetes' policies have, too. */
public final class KubernetesWords {
  private static final String SPEC = "spec";
  private static final String UNDECLARED = "undeclared reference to '";

  // By the variable, the word that gives it.
  private static final Map<String, String> OWN =
      Map.of(
          WorldFunctions.INVENTORY,
          WorldFunctions.INVENTORY,
          WorldFunctions.PREDICT,
          WorldFunctions.PREDICT,
          SubjectBindings.POD,
          "podTemplates",
          KubernetesVariables.PARAMS,
          "parameters");

  private KubernetesWords() {}

  /**
   * Compiles the expressions of a policy once more, as those of a policy of Kubernetes.
   *
   * @param policy whose rule is compiled
   * @param own gets each expression that uses a variable that only Haetae has, and the word for it
   * @param problems gets each expression that Kubernetes refuses for something else, and why
   */
  public static void check(
      Resource policy, BiConsumer<Path, String> own, BiConsumer<Path, String> problems) {
    Faults faults = new Faults();
    ProgramReader reader = new ProgramReader(PolicyEnvironments.kubernetes(false, false), faults);
    Part spec = new Part(policy.view().object(SPEC).value(), Place.of(SPEC), faults.causes());
    var _ = reader.conditions(spec);
    var _ = reader.variables(spec);
    var _ = reader.validations(spec);
    var _ = reader.auditAnnotations(spec, policy.name());
    var _ = reader.mutations(spec);
    for (Fault fault : faults.list()) {
      String message = fault.cause().message();
      boolean told = false;
      for (Map.Entry<String, String> word : OWN.entrySet()) {
        if (message.contains(UNDECLARED + word.getKey() + '\'')) {
          own.accept(fault.path(), word.getValue());
          told = true;
        }
      }
      // What else is said of such an expression follows from that.
      if (!told) {
        problems.accept(
            fault.path(),
            fault.cause().field()
                + " uses what Kubernetes' policies do not have: "
                + CelRuleReader.errors(message));
      }
    }
  }
}
