package dev.haetae.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReviewLanesTest {
  private static final byte[] SMALL = new byte[100];
  private static final byte[] MEDIUM = new byte[ReviewLanes.QUICK_BYTES + 1];
  private static final byte[] LARGE = new byte[ReviewLanes.MEDIUM_BYTES + 1];

  private final AtomicLong now = new AtomicLong();
  private final AtomicBoolean gone = new AtomicBoolean();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);
  private final List<String> judged = Collections.synchronizedList(new ArrayList<>());
  private volatile long steps;
  private volatile int blockedSize = -1;

  private final ReviewLanes.Client client =
      new ReviewLanes.Client() {
        @Override
        public boolean isTried() {
          return false;
        }

        @Override
        public boolean hasGone() {
          return gone.get();
        }

        @Override
        public long patience() {
          return 1_000;
        }
      };

  private final ReviewLanes lanes = new ReviewLanes(this::judge, ReviewObserver.NONE, now::get);

  @AfterEach
  void end() {
    proceed.countDown();
    lanes.close();
  }

  private Answer judge(Endpoint endpoint, byte[] body, Budget budget) {
    String thread = Thread.currentThread().getName().replaceAll("[0-9]+$", "");
    if (body.length == blockedSize) {
      begun.countDown();
      try {
        proceed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String end = "";
    try {
      budget.spend(steps);
    } catch (BudgetExceededException e) {
      if (!e.why().isUndecided()) {
        throw e;
      }
      end = " exceeded " + e.why().word();
    }
    judged.add(body.length + " by " + thread + end);
    return new Answer(200, body, Answer.Outcome.ALLOWED);
  }

  private CompletableFuture<Answer> review(byte[] body) {
    return lanes.review(Endpoint.VALIDATE, body, client).toCompletableFuture();
  }

  private static String here() {
    return Thread.currentThread().getName().replaceAll("[0-9]+$", "");
  }

  @Test
  void aSmallBodyIsJudgedAtOnceByWhoHasReadIt() {
    assertThat(review(SMALL)).isCompletedWithValueMatching(answer -> answer.status() == 200);
    assertThat(judged).containsExactly("100 by " + here());
  }

  @Test
  void whatTakesMoreThanASmallBodyMayIsJudgedAnewElsewhere() {
    steps = ReviewLanes.QUICK_STEPS + 1;

    assertThat(review(SMALL).join().status()).isEqualTo(200);
    assertThat(judged).containsExactly("100 by review-");
  }

  @Test
  void aLargeBodyIsNeverJudgedByWhoHasReadIt() {
    assertThat(review(MEDIUM).join().status()).isEqualTo(200);
    assertThat(review(LARGE).join().status()).isEqualTo(200);

    assertThat(judged)
        .containsExactly(MEDIUM.length + " by review-", LARGE.length + " by large-review-");
  }

  @Test
  void nobodyWaitsForALargeBody() throws Exception {
    blockedSize = LARGE.length;
    CompletableFuture<Answer> slow = review(LARGE);
    begun.await();

    assertThat(review(SMALL)).isCompleted();
    assertThat(review(MEDIUM).join().status()).isEqualTo(200);
    assertThat(slow).isNotDone();
    proceed.countDown();
    assertThat(slow.join().status()).isEqualTo(200);
  }

  @Test
  void ofThoseThatWaitTheSmallestIsNext() throws Exception {
    blockedSize = LARGE.length;
    CompletableFuture<Answer> first = review(LARGE);
    begun.await();
    CompletableFuture<Answer> larger = review(new byte[LARGE.length + 2]);
    CompletableFuture<Answer> smaller = review(new byte[LARGE.length + 1]);
    proceed.countDown();

    CompletableFuture.allOf(first, larger, smaller).join();
    assertThat(judged)
        .containsExactly(
            LARGE.length + " by large-review-",
            LARGE.length + 1 + " by large-review-",
            LARGE.length + 2 + " by large-review-");
  }

  @Test
  void whatWaitedForLongerThanItsClientIsTurnedAway() throws Exception {
    blockedSize = LARGE.length;
    CompletableFuture<Answer> first = review(LARGE);
    begun.await();
    CompletableFuture<Answer> second = review(new byte[LARGE.length + 1]);
    now.addAndGet(1_000);
    proceed.countDown();

    assertThat(first.join().status()).isEqualTo(200);
    assertThat(second.join())
        .matches(answer -> answer.status() == 503)
        .matches(answer -> answer.outcome() == Answer.Outcome.OVERLOADED);
    assertThat(judged).hasSize(1);
  }

  @Test
  void aReviewEndsAtItsDeadline() throws Exception {
    blockedSize = LARGE.length;
    steps = 100_000;
    CompletableFuture<Answer> slow = review(LARGE);
    begun.await();
    now.addAndGet(1_000);
    proceed.countDown();

    assertThat(slow.join().status()).isEqualTo(200);
    assertThat(judged).containsExactly(LARGE.length + " by large-review- exceeded deadline");
  }

  @Test
  void aReviewEndsWhenItsClientHasGone() throws Exception {
    blockedSize = LARGE.length;
    steps = 100_000;
    CompletableFuture<Answer> slow = review(LARGE);
    begun.await();
    gone.set(true);
    proceed.countDown();

    assertThat(slow.join().outcome()).isEqualTo(Answer.Outcome.ABANDONED);
    assertThat(judged).isEmpty();
  }

  @Test
  void theLargestLeavesForASmallerOne() throws Exception {
    blockedSize = LARGE.length;
    CompletableFuture<Answer> first = review(LARGE);
    begun.await();
    CompletableFuture<Answer> largest = review(new byte[LARGE.length + 2]);
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 1; i < ReviewLanes.MOST_WAITING; i++) {
      waiting.add(review(new byte[LARGE.length + 1]));
    }
    CompletableFuture<Answer> smaller = review(LARGE);

    assertThat(largest.join().outcome()).isEqualTo(Answer.Outcome.OVERLOADED);
    assertThat(smaller).isNotDone();
    gone.set(true);
    CompletableFuture<Answer> next = review(LARGE);
    assertThat(waiting).as("nobody waits for them").allMatch(CompletableFuture::isDone);
    proceed.countDown();
    CompletableFuture.allOf(first, smaller, next).join();
  }

  @Test
  void onlySoManyWait() throws Exception {
    blockedSize = LARGE.length;
    CompletableFuture<Answer> first = review(LARGE);
    begun.await();
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < ReviewLanes.MOST_WAITING; i++) {
      waiting.add(review(LARGE));
    }

    assertThat(review(LARGE).join().outcome()).isEqualTo(Answer.Outcome.OVERLOADED);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    lanes.close();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    proceed.countDown();
    assertThat(first.join().status()).isEqualTo(200);
  }
}
