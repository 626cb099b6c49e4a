package dev.haetae.admission;

import dev.haetae.admission.AdmissionRequest.Change;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.Inventory.Age;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.rule.manifest.FieldShapes;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers AdmissionReviews: reads the body, has the object judged, writes the answer.
 *
 * <p>The same bytes in give the same bytes out, behind the webhook and in {@code haetae review}. A
 * body that is no review, and a fault of our own, are answered with an error: what was not judged
 * is never allowed.
 */
public final class AdmissionReviewer implements Reviewer {
  private final Supplier<Evaluator> evaluator;
  private final Supplier<? extends Inventory> inventory;
  private final AdmissionReviewReader reader;
  private final ReviewObserver observer;
  private final LongSupplier ticker;

  /**
   * A reviewer.
   *
   * @param evaluator gives the policies of the moment
   * @param inventory gives the world of the moment
   * @param limits what a body may be
   * @param ticker nanoseconds since some instant, such as {@link System#nanoTime()}
   */
  public AdmissionReviewer(
      Supplier<Evaluator> evaluator,
      Supplier<? extends Inventory> inventory,
      Limits limits,
      ReviewObserver observer,
      LongSupplier ticker) {
    this.evaluator = evaluator;
    this.inventory = inventory;
    this.reader = new AdmissionReviewReader(limits);
    this.observer = observer;
    this.ticker = ticker;
  }

  @Override
  public Answer review(Endpoint endpoint, byte[] body, Budget budget) {
    long start = ticker.getAsLong();
    Answer answer = answer(endpoint, body, budget);
    observer.answered(endpoint, answer.outcome(), ticker.getAsLong() - start);
    return answer;
  }

  private Answer answer(Endpoint endpoint, byte[] body, Budget budget) {
    try {
      Evaluator current = evaluator.get();
      return answer(endpoint, reader.read(body, current.table().carriers()), current, budget);
    } catch (UnreadableException e) {
      return refusal(sentence(e));
    } catch (MalformedResourceException e) {
      return refusal(e.sentence());
    } catch (BudgetExceededException e) {
      throw e;
    } catch (RuntimeException e) {
      observer.failed(e);
      return new Answer(
          500,
          StatusBody.failure(500, "the review failed, which is the server's fault; see its log"),
          Answer.Outcome.FAILED);
    }
  }

  private Answer answer(
      Endpoint endpoint, AdmissionRequest request, Evaluator current, Budget budget) {
    Change change = request.change();
    if (change == null) {
      return allowance(request);
    }
    try {
      if (!request.fits()) {
        FieldShapes.require(change.object());
      }
    } catch (MalformedResourceException e) {
      return refusal(sentence(List.of(e)));
    }
    Inventory world = inventory.get();
    Review review = change.at(endpoint.point());
    Verdict verdict = current.evaluate(review, world, endpoint.part(), budget);
    for (RuntimeException fault : verdict.faults()) {
      observer.failed(fault);
    }
    if (verdict.isClean()) {
      return allowance(request);
    }
    if (!verdict.malformed().isEmpty()) {
      return refusal(sentence(verdict.malformed()));
    }
    tell(endpoint, verdict);
    Age oldest = world.oldest();
    return switch (endpoint) {
      case MUTATE ->
          new Answer(
              200,
              AdmissionReviewWriter.mutation(request.uid(), verdict, oldest),
              Answer.Outcome.ALLOWED);
      case VALIDATE, VALIDATE_DENY, VALIDATE_ADVICE ->
          new Answer(
              200,
              AdmissionReviewWriter.validation(request.uid(), verdict, oldest),
              verdict.isDenied() ? Answer.Outcome.DENIED : Answer.Outcome.ALLOWED);
    };
  }

  private static Answer allowance(AdmissionRequest request) {
    return new Answer(200, AdmissionReviewWriter.allow(request.uid()), Answer.Outcome.ALLOWED);
  }

  private static Answer refusal(String sentence) {
    return new Answer(400, StatusBody.failure(400, sentence), Answer.Outcome.REFUSED);
  }

  private static String sentence(UnreadableException e) {
    return e.line() == 0
        ? e.sentence()
        : "line " + e.line() + ", column " + e.column() + ": " + e.sentence();
  }

  private static String sentence(List<MalformedResourceException> malformed) {
    StringBuilder out = new StringBuilder();
    for (MalformedResourceException one : malformed) {
      out.append(out.isEmpty() ? "the object cannot be read: " : "; ").append(one.sentence());
    }
    return out.toString();
  }

  private void tell(Endpoint endpoint, Verdict verdict) {
    for (Finding finding : verdict.findings()) {
      observer.found(finding.policy(), finding.action().word().toLowerCase(Locale.ROOT), 1);
    }
    for (Finding finding : verdict.undecided()) {
      observer.found(finding.policy(), "undecided", 1);
    }
    for (Finding finding : verdict.waived()) {
      tellWaived(finding.policy(), finding.exception(), 1);
    }
    for (Finding finding : verdict.repairs()) {
      observer.found(finding.policy(), "repair", 1);
    }
    for (Omitted omitted : verdict.omitted()) {
      switch (omitted.sort()) {
        case FINDING ->
            observer.found(
                omitted.policy(),
                omitted.action().word().toLowerCase(Locale.ROOT),
                omitted.count());
        case UNDECIDED -> observer.found(omitted.policy(), "undecided", omitted.count());
        case WAIVED -> tellWaived(omitted.policy(), omitted.exception(), omitted.count());
      }
    }
    if (verdict.exceeded() != null) {
      observer.exceeded(endpoint, verdict.exceeded());
    }
  }

  private void tellWaived(String policy, String exception, int times) {
    observer.found(policy, "waived", times);
    if (!exception.isEmpty()) {
      observer.waived(policy, exception, times);
    }
  }
}
