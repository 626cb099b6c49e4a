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
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.steps.CountedReviews;
import dev.haetae.steps.Steps;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reviews by the real evaluator in a large closed world; made by the loader that counts. */
public final class WorstReviews implements CountedReviews {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Inventory world = WorstWorld.build();
  private final Map<String, Evaluator> evaluators = new HashMap<>();
  private byte[] read = {};
  private @Nullable Resource object;

  @Override
  public Cost review(String rule, String point, byte[] body, long most) {
    Evaluator evaluator =
        evaluators.computeIfAbsent(
            rule + point, _ -> evaluator(rule, EnforcementPoint.valueOf(point)));
    Review review = review(EnforcementPoint.valueOf(point), body);
    List<Verdict> verdicts = new ArrayList<>(1);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    long steps = Steps.of(() -> verdicts.add(evaluator.evaluate(review, world)), most);
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
    return cost(steps, bytes, verdicts.getFirst());
  }

  private static Evaluator evaluator(String rule, EnforcementPoint point) {
    List<Policy> policies = new ArrayList<>();
    for (Policy policy : ShippedPolicies.load(List.of(rule))) {
      boolean repairs = point != EnforcementPoint.VALIDATE && policy.info().repairs();
      policies.add(
          new Policy(
              policy.name(),
              policy.info(),
              policy.rule(),
              policy.actions(),
              policy.mutate() || repairs,
              policy.failurePolicy(),
              policy.match()));
    }
    return new Evaluator(PolicyTable.of(policies, Carriers.SHIPPED), CLOCK);
  }

  // A change is judged twice where it is denied, and what was wrong before is looked for.
  private Review review(EnforcementPoint point, byte[] body) {
    if (!Arrays.equals(read, body)) {
      read = body;
      object = read(body);
    }
    Resource fresh = fresh();
    return point == EnforcementPoint.VALIDATE
        ? Review.update(fresh, fresh(), point)
        : Review.create(fresh, point);
  }

  // As if it had just been read: nothing has been looked at yet.
  private Resource fresh() {
    Resource known = Objects.requireNonNull(object);
    return known.withTree(known.tree());
  }

  private static Resource read(byte[] body) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(body, "body.json", WorstWorld.NAMESPACE, Limits.REVIEW);
    if (!manifest.problems().isEmpty()) {
      throw new AssertionError(manifest.problems().toString());
    }
    return manifest.resources().getFirst();
  }

  private static Cost cost(long steps, long bytes, Verdict verdict) {
    int longest = 0;
    for (List<Finding> findings :
        List.of(verdict.findings(), verdict.undecided(), verdict.repairs())) {
      for (Finding finding : findings) {
        longest = Math.max(longest, finding.message().length() + finding.remediation().length());
      }
    }
    return new Cost(
        steps,
        bytes,
        verdict.findings().size() + verdict.undecided().size(),
        longest,
        verdict.faults().size());
  }
}
