package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.admission.Reviewer;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.text.Limits;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final Answer ALLOWED = new Answer(200, new byte[0], Answer.Outcome.ALLOWED);
  private static final Reviewer ALLOWING = (_, _, _) -> ALLOWED;

  private static AdmissionReviewer shipped() {
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(), Carriers.SHIPPED), InstantSource.system());
    return new AdmissionReviewer(
        () -> evaluator,
        () -> InventorySnapshot.OPEN,
        Limits.REVIEW,
        ReviewObserver.NONE,
        System::nanoTime);
  }

  @Test
  void everyBodyIsJudgedAtEveryEndpoint() {
    AdmissionReviewer reviewer = shipped();
    for (byte[] body : new Rehearsal(ALLOWING, ALLOWING).bodies()) {
      for (Endpoint endpoint : Endpoint.values()) {
        Answer answer = reviewer.review(endpoint, body, Budget.ofReview());

        assertThat(answer.status())
            .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
            .isEqualTo(200);
      }
    }
  }

  @Test
  void someAreAllowedAndSomeDenied() {
    AdmissionReviewer reviewer = shipped();

    assertThat(new Rehearsal(ALLOWING, ALLOWING).bodies())
        .extracting(body -> reviewer.review(Endpoint.VALIDATE, body, Budget.ofReview()).outcome())
        .contains(Answer.Outcome.ALLOWED, Answer.Outcome.DENIED);
  }

  @Test
  void itEndsByItselfHavingAskedEveryEndpoint() throws Exception {
    Set<Endpoint> asked = EnumSet.noneOf(Endpoint.class);
    AtomicInteger reviews = new AtomicInteger();

    new Rehearsal(ALLOWING, ALLOWING)
        .run((endpoint, _) -> {
          asked.add(endpoint);
          reviews.incrementAndGet();
        });

    assertThat(asked).containsExactly(Endpoint.values());
    assertThat(reviews).hasValueGreaterThan(1000);
  }

  /** The JVM compiles what is run, whoever has asked for it. */
  @Test
  void reviewsOfOthersStandForItsOwn() throws Exception {
    Rehearsal rehearsal = new Rehearsal(ALLOWING, ALLOWING);
    AtomicInteger reviews = new AtomicInteger();

    rehearsal.run((endpoint, _) -> {
      reviews.incrementAndGet();
      for (int i = 0; i < 99; i++) {
        var _ = rehearsal.review(endpoint, new byte[0], Budget.ofReview());
      }
    });

    assertThat(reviews).hasValueLessThan(50);
  }

  @Test
  void itEndsWhenTold() throws Exception {
    Rehearsal rehearsal = new Rehearsal(ALLOWING, ALLOWING);
    AtomicInteger reviews = new AtomicInteger();

    rehearsal.run((_, _) -> {
      if (reviews.incrementAndGet() == 5) {
        rehearsal.end();
      }
    });

    assertThat(reviews).hasValue(5);
  }

  @Test
  void onlyItsOwnReviewsAreNotCounted() {
    AtomicInteger counted = new AtomicInteger();
    AtomicInteger silent = new AtomicInteger();
    Rehearsal rehearsal = new Rehearsal(counting(counted), counting(silent));
    Rehearsal another = new Rehearsal(ALLOWING, ALLOWING);

    List<byte[]> own = rehearsal.bodies();
    own.forEach(body -> rehearsal.review(Endpoint.VALIDATE, body, Budget.ofReview()));
    another.bodies().forEach(body -> rehearsal.review(Endpoint.VALIDATE, body, Budget.ofReview()));
    var _ = rehearsal.review(Endpoint.VALIDATE, new byte[0], Budget.ofReview());

    assertThat(silent).hasValue(own.size());
    assertThat(counted).hasValue(own.size() + 1);
  }

  @Test
  void whatIsTooMuchAtOnceIsLeftAtThat() {
    Reviewer exceeding =
        (_, _, budget) -> {
          budget.spend(Long.MAX_VALUE / 2);
          return ALLOWED;
        };
    Rehearsal rehearsal = new Rehearsal(exceeding, exceeding);

    assertThat(rehearsal.bodies())
        .allSatisfy(body ->
            assertThat(rehearsal.review(Endpoint.VALIDATE, body, Budget.ofReview()).status())
                .isEqualTo(200));
    assertThatExceptionOfType(BudgetExceededException.class)
        .isThrownBy(() -> rehearsal.review(Endpoint.VALIDATE, new byte[0], Budget.ofReview()));
  }

  private static Reviewer counting(AtomicInteger reviews) {
    return (_, _, _) -> {
      reviews.incrementAndGet();
      return ALLOWED;
    };
  }
}
