package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionDecision;
import dev.haetae.engine.admission.AdmissionMutator;
import dev.haetae.engine.admission.AdmissionPolicyEvaluator;
import dev.haetae.engine.admission.SeenObjects;
import dev.haetae.engine.admission.Surroundings;
import dev.haetae.engine.admission.mutation.FailedMutation;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.inventory.Budget;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.TreeDiff;
import java.util.function.Consumer;

/**
 * Answers AdmissionReviews as an API server would that has policies of Kubernetes' own, and us as a
 * webhook: those are asked first, and then we are. Both are told: what we find as further causes of
 * a refusal of theirs.
 *
 * <p>Not for a webhook, which the API server asks after its own policies.
 */
public final class InTreeReviewer implements Reviewer {
  private final Reviewer ours;
  private final AdmissionPolicyEvaluator evaluator;
  private final AdmissionMutator mutator;
  private final Surroundings surroundings;
  private final Limits limits;
  private final Consumer<String> notes;

  /**
   * A reviewer.
   *
   * @param ours answers by our policies
   * @param seen what policies may look at besides the request
   * @param limits what a body may be
   * @param notes is told what the user should know and an API server would not say
   */
  public InTreeReviewer(
      Reviewer ours,
      AdmissionPolicies policies,
      SeenObjects seen,
      Limits limits,
      Consumer<String> notes) {
    this.ours = ours;
    this.evaluator = seen.evaluator(policies);
    this.mutator = seen.mutator(policies);
    this.surroundings = seen.surroundings();
    this.limits = limits;
    this.notes = notes;
  }

  @Override
  public Answer review(Endpoint endpoint, byte[] body, Budget budget) {
    try {
      AdmissionAttributesReader.Read request = AdmissionAttributesReader.read(body, limits);
      return endpoint == Endpoint.MUTATE
          ? mutated(request, body, budget)
          : validated(request.attributes(), ours.review(endpoint, body, budget));
    } catch (UnreadableException e) {
      return refusal(e.sentence());
    } catch (MalformedResourceException e) {
      return refusal(e.sentence());
    }
  }

  private Answer validated(AdmissionAttributes attributes, Answer answer)
      throws UnreadableException {
    if (answer.status() != 200) {
      return answer;
    }
    AdmissionDecision decision = evaluator.evaluate(attributes, surroundings);
    decision.notes().forEach(notes);
    return new InTreeAnswer(attributes, decision).with(answer);
  }

  // We are shown what their policies have made of the object.
  private Answer mutated(AdmissionAttributesReader.Read request, byte[] body, Budget budget)
      throws UnreadableException {
    AdmissionAttributes attributes = request.attributes();
    ObjectValue before = attributes.object();
    MutationOutcome outcome = mutator.mutate(attributes, surroundings);
    if (before == null || outcome == null) {
      return ours.review(Endpoint.MUTATE, body, budget);
    }
    for (FailedMutation failure : outcome.failed()) {
      if (!failure.refuses()) {
        notes.accept(failure.message() + " (passed over, as its failurePolicy Ignore says)");
      }
    }
    ObjectValue after = outcome.object();
    Answer answer = ours.review(Endpoint.MUTATE, body(request.review(), after), budget);
    if (outcome.otherwise() != null) {
      notes.accept(
          "the object becomes another one when the policies are asked in another order, which the"
              + " API server draws");
    }
    return answer.status() == 200
        ? new InTreeMutation(attributes, outcome, TreeDiff.between(before, after)).with(answer)
        : answer;
  }

  private static byte[] body(ObjectValue review, ObjectValue object) {
    ObjectValue request = (ObjectValue) review.get("request");
    return JsonWriter.toLine(review.with("request", request.with("object", object)));
  }

  private static Answer refusal(String sentence) {
    return new Answer(400, StatusBody.failure(400, sentence), Answer.Outcome.REFUSED);
  }
}
