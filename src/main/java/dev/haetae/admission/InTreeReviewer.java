package dev.haetae.admission;

import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionDecision;
import dev.haetae.engine.admission.AdmissionPolicyEvaluator;
import dev.haetae.engine.admission.Surroundings;
import dev.haetae.inventory.Budget;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
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
  private final Surroundings surroundings;
  private final Limits limits;
  private final Consumer<String> notes;

  /**
   * A reviewer.
   *
   * @param ours answers by our policies
   * @param surroundings what policies may look at besides the request
   * @param limits what a body may be
   * @param notes is told what the user should know and an API server would not say
   */
  public InTreeReviewer(
      Reviewer ours,
      AdmissionPolicyEvaluator evaluator,
      Surroundings surroundings,
      Limits limits,
      Consumer<String> notes) {
    this.ours = ours;
    this.evaluator = evaluator;
    this.surroundings = surroundings;
    this.limits = limits;
    this.notes = notes;
  }

  @Override
  public Answer review(Endpoint endpoint, byte[] body, Budget budget) {
    Answer answer = ours.review(endpoint, body, budget);
    if (answer.status() != 200) {
      return answer;
    }
    try {
      AdmissionAttributesReader.Read request = AdmissionAttributesReader.read(body, limits);
      return validated(request, answer);
    } catch (UnreadableException e) {
      return refusal(e.sentence());
    } catch (MalformedResourceException e) {
      return refusal(e.sentence());
    }
  }

  private Answer validated(AdmissionAttributesReader.Read request, Answer answer)
      throws UnreadableException {
    AdmissionAttributes attributes = request.attributes();
    AdmissionDecision decision = evaluator.evaluate(attributes, surroundings);
    decision.notes().forEach(notes);
    return new InTreeAnswer(attributes, decision).with(answer);
  }

  private static Answer refusal(String sentence) {
    return new Answer(400, StatusBody.failure(400, sentence), Answer.Outcome.REFUSED);
  }
}
