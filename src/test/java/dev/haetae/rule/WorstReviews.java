package dev.haetae.rule;

import com.sun.management.ThreadMXBean;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Limits;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.steps.CountedReviews;
import dev.haetae.steps.Steps;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reviews by the real evaluator in a large closed world; made by the loader that counts. */
public final class WorstReviews implements CountedReviews {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Inventory world = WorstWorld.build();
  private final Map<String, Evaluator> evaluators = new HashMap<>();

  @Override
  public Cost review(String rule, String door, byte[] body, long most) {
    Evaluator evaluator =
        evaluators.computeIfAbsent(rule + door, _ -> evaluator(rule, Door.valueOf(door)));
    Review review = review(Door.valueOf(door), body);
    List<Verdict> verdicts = new ArrayList<>(1);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    long steps = Steps.of(() -> verdicts.add(evaluator.evaluate(review, world)), most);
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
    return new Cost(steps, bytes, answer(verdicts.getFirst()));
  }

  private static Evaluator evaluator(String rule, Door door) {
    List<Policy> policies = new ArrayList<>();
    for (Policy policy : ShippedPolicies.load(List.of(rule))) {
      boolean repairs = door == Door.MUTATE && policy.rule().info().repairs();
      policies.add(
          new Policy(
              policy.name(),
              policy.rule(),
              policy.actions(),
              policy.mutate() || repairs,
              policy.failurePolicy(),
              policy.match()));
    }
    return new Evaluator(PolicyTable.of(policies), CLOCK);
  }

  // A change is judged twice where it is denied, and what was wrong before is looked for.
  private static Review review(Door door, byte[] body) {
    Resource object = read(body);
    return door == Door.VALIDATE
        ? Review.update(object, read(body), door)
        : Review.create(object, door);
  }

  private static Resource read(byte[] body) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(body, "body.json", WorstWorld.NAMESPACE, Limits.REVIEW);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    return manifest.resources().getFirst();
  }

  private static String answer(Verdict verdict) {
    int longest =
        Stream.of(verdict.findings(), verdict.undecided(), verdict.repairs())
            .flatMap(List::stream)
            .map(Finding::message)
            .mapToInt(String::length)
            .max()
            .orElse(0);
    return "%d findings, %d undecided, %d repairs, %d malformed, %d faults, longest message %d"
        .formatted(
            verdict.findings().size(),
            verdict.undecided().size(),
            verdict.repairs().size(),
            verdict.malformed().size(),
            verdict.faults().size(),
            longest);
  }
}
