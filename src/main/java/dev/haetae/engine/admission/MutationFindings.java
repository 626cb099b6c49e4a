package dev.haetae.engine.admission;

import dev.haetae.engine.Finding;
import dev.haetae.engine.InTreePolicies.Sink;
import dev.haetae.engine.admission.mutation.AppliedMutation;
import dev.haetae.engine.admission.mutation.FailedMutation;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.engine.admission.mutation.OpenMutation;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Grounds;
import java.util.List;

/** What mutations have done to an object, and what became of those that could not. */
final class MutationFindings {
  private static final int MOST_CHANGES = 8;
  private static final int LONGEST_VALUE = 80;

  private MutationFindings() {}

  /**
   * Tells of the mutations of an object.
   *
   * @param object before them
   */
  static void tell(MutationOutcome outcome, Resource object, Sink sink) {
    for (AppliedMutation mutation : outcome.applied()) {
      Path path = mutation.expression().path();
      String expression = mutation.expression().expression().text();
      if (!mutation.operations().isEmpty()) {
        sink.changed(
            finding(mutation.policy(), object, "Mutated", Action.AUDIT, changes(mutation), "")
                .withGrounds(
                    grounds(mutation.policy(), path, expression, List.of(), mutation.binding())));
      }
    }
    for (FailedMutation failure : outcome.failed()) {
      if (failure.refuses() || failure.fatal()) {
        sink.found(
            finding(
                    failure.policy(),
                    object,
                    failure.reason(),
                    Action.DENY,
                    withoutNames(failure),
                    "")
                .withGrounds(
                    grounds(failure.policy(), failure.place(), "", List.of(), failure.binding())));
      } else {
        sink.note(failure.message() + " (passed over, as its failurePolicy Ignore says)");
      }
    }
    outcome.open().forEach(open -> sink.undecided(open(open, object), action(open.policy())));
    if (outcome.otherwise() != null) {
      sink.note(
          object.describe()
              + " becomes another object when its MutatingAdmissionPolicies are asked in another"
              + " order, which the API server draws");
    }
  }

  private static Finding open(OpenMutation open, Resource object) {
    AdmissionPolicy policy = open.policy();
    return finding(
            policy,
            object,
            "Invalid",
            action(policy),
            "whether and how "
                + policy.type().kind()
                + ' '
                + policy.name()
                + " changes it is not known",
            Missing.advice(open.unknown()))
        .withGrounds(grounds(policy, open.place(), "", open.unknown(), open.binding()));
  }

  private static Action action(AdmissionPolicy policy) {
    return policy.failurePolicy() == FailurePolicy.FAIL ? Action.DENY : Action.WARN;
  }

  private static Finding finding(
      AdmissionPolicy policy,
      Resource object,
      String reason,
      Action action,
      String message,
      String remediation) {
    return new Finding(
        policy.name(),
        policy.name(),
        reason,
        action,
        false,
        object,
        Path.ROOT,
        message,
        remediation,
        List.of(),
        "");
  }

  private static Grounds grounds(
      AdmissionPolicy policy, Path path, String expression, List<String> unknown, String binding) {
    return new Grounds(
        policy.source().place(path), path, expression, List.of(), unknown, binding, "");
  }

  // policy 'p' with binding 'b' denied request: message
  private static String withoutNames(FailedMutation failure) {
    String message = failure.message();
    int at = message.indexOf(" denied request: ");
    return at < 0 ? message : message.substring(at + " denied request: ".length());
  }

  private static String changes(AppliedMutation mutation) {
    StringBuilder out = new StringBuilder();
    List<PatchOperation> operations = mutation.operations();
    for (int i = 0; i < Math.min(operations.size(), MOST_CHANGES); i++) {
      PatchOperation operation = operations.get(i);
      out.append(i == 0 ? "" : "; ");
      switch (operation.kind()) {
        case REMOVE -> out.append("removes ").append(operation.path().shown(LONGEST_VALUE));
        case ADD, REPLACE ->
            out.append("sets ")
                .append(operation.path().shown(LONGEST_VALUE))
                .append(" to ")
                .append(Text.shorten(JsonWriter.toText(operation.value()), LONGEST_VALUE));
      }
    }
    int more = operations.size() - MOST_CHANGES;
    return more > 0 ? out + "; and " + more + " more changes" : out.toString();
  }
}
