package dev.haetae.server;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.Reviewer;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.BudgetExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reviews of common shapes that a server which has just become ready sends to itself. They have the
 * JVM compile what reviews run while few come, so that the users of the first minute do not wait
 * for it.
 *
 * <p>They are told from others' by their uid, which nobody else knows, and what they come to is
 * told nobody. After each the sender rests for as long as it has taken, so that real reviews find a
 * processor.
 */
final class Rehearsal implements Reviewer {
  private static final List<String> BODIES =
      List.of(
          "pod-web",
          "pod-gpu",
          "pod-wrong",
          "deployment",
          "deployment-update",
          "job",
          "service",
          "claim");

  // Whoever sends them: by then the JVM has compiled what they run.
  private static final int ENOUGH = 400 * BODIES.size();

  private static final byte[] NOTHING = {};
  private static final String NO_UID = "00000000-0000-0000-0000-000000000000";

  /** Sends a body to an endpoint, and returns when the answer has come. */
  @FunctionalInterface
  interface Sender {
    void send(Endpoint endpoint, byte[] body) throws IOException, InterruptedException;
  }

  private final Reviewer counted;
  private final Reviewer silent;
  private final String uid = UUID.randomUUID().toString();
  private final byte[] beginning = beginning(uid).getBytes(StandardCharsets.UTF_8);
  private final CountDownLatch over = new CountDownLatch(1);
  // How many reviews are still missing. Approximate: it is read and written without a lock.
  private volatile int missing = ENOUGH;

  /**
   * A rehearsal that has not begun.
   *
   * @param counted judges what others send
   * @param silent judges what is sent here, and tells nobody
   */
  Rehearsal(Reviewer counted, Reviewer silent) {
    this.counted = counted;
    this.silent = silent;
  }

  private static String beginning(String uid) {
    return "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\""
        + uid;
  }

  @Override
  public Answer review(Endpoint endpoint, byte[] body, Budget budget) {
    if (!isOwn(body)) {
      count();
      return counted.review(endpoint, body, budget);
    }
    try {
      return silent.review(endpoint, body, budget);
    } catch (BudgetExceededException e) {
      // Nobody else shall wait for it in a lane.
      return new Answer(200, NOTHING, Answer.Outcome.ALLOWED);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one more or less is no matter
  private void count() {
    if (missing > 0) {
      missing--;
    }
  }

  private boolean isOwn(byte[] body) {
    return body.length > beginning.length
        && Arrays.equals(body, 0, beginning.length, beginning, 0, beginning.length);
  }

  /**
   * Has {@code sender} send until there have been enough reviews, its own and others', or the
   * rehearsal is over.
   */
  void run(Sender sender) throws IOException, InterruptedException {
    List<byte[]> bodies = bodies();
    Endpoint[] endpoints = Endpoint.values();
    for (int round = 0; missing > 0; round++) {
      for (int i = 0; i < bodies.size(); i++) {
        long begin = System.nanoTime();
        sender.send(endpoints[(round + i) % endpoints.length], bodies.get(i));
        count();
        if (over.await(System.nanoTime() - begin, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    }
  }

  /** Ends it. */
  void end() {
    over.countDown();
  }

  /** The bodies of AdmissionReviews, as an API server sends them. */
  List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (String name : BODIES) {
      try (InputStream body = Rehearsal.class.getResourceAsStream("rehearsal/" + name + ".json")) {
        if (body == null) {
          throw new IllegalStateException("the jar has no review of the name " + name);
        }
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        bodies.add(text.replace(NO_UID, uid).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bodies;
  }
}
