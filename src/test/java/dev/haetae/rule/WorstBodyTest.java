package dev.haetae.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.rule.WorstBodies.Body;
import dev.haetae.steps.CountedReviews;
import dev.haetae.steps.CountedReviews.Cost;
import dev.haetae.steps.CountingClassLoader;
import dev.haetae.steps.TooManyStepsError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worst objects of 3 MiB cost a rule no more than a bound: of steps, and of bytes that it
 * allocates. No clock is looked at.
 *
 * <p>Each is judged by one rule alone, with its shipped policy and the budget of a review, in a
 * large closed world: at creation with repairs, as `haetae check` does, and as an update of itself,
 * as the webhook does.
 */
final class WorstBodyTest {
  // An update may spend the budget of a review twice: four million steps, each 25 of these.
  private static final long MOST_STEPS = 200_000_000L;
  private static final long MOST_BYTES = 3L << 29;
  private static final int LONGEST_MESSAGE = 400;

  private static final CountedReviews REVIEWS =
      new CountingClassLoader(WorstBodyTest.class.getClassLoader(), false)
          .make(CountedReviews.class, "dev.haetae.rule.WorstReviews");

  static List<Body> bodies() {
    return WorstBodies.all();
  }

  @Test
  void everyRuleHasItsWorstBodies() {
    Set<String> rules = new TreeSet<>();
    bodies().forEach(body -> rules.addAll(body.rules()));
    assertThat(rules)
        .as("the rules that WorstBodies has a body for")
        .containsExactlyElementsOf(RuleCatalog.ids());
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void isJudgedInBoundedWork(Body body) {
    byte[] json = body.json();
    assertThat(json.length).isGreaterThan(WorstBodies.LEAST_BYTES);
    List<String> beyond = new ArrayList<>();
    for (String rule : body.rules()) {
      for (EnforcementPoint point : points(rule)) {
        String cost = beyond(rule, point, json);
        if (!cost.isEmpty()) {
          beyond.add(rule + " at " + point + ": " + cost);
        }
      }
    }
    assertThat(beyond).isEmpty();
  }

  private static Set<EnforcementPoint> points(String rule) {
    RuleInfo info = Objects.requireNonNull(RuleCatalog.find(rule)).info();
    Set<EnforcementPoint> points = EnumSet.of(EnforcementPoint.CHECK);
    // Only what is denied is compared with what was there before.
    if (info.action() == Action.DENY) {
      points.add(EnforcementPoint.VALIDATE);
    }
    points.retainAll(info.points());
    return points;
  }

  // What is beyond a bound; empty when nothing is.
  private static String beyond(String rule, EnforcementPoint point, byte[] json) {
    try {
      Cost cost = REVIEWS.review(rule, point.name(), json, MOST_STEPS);
      boolean fine =
          cost.bytes() <= MOST_BYTES
              && cost.longestMessage() <= LONGEST_MESSAGE
              && cost.faults() == 0;
      return fine ? "" : cost.toString();
    } catch (TooManyStepsError e) {
      return "more than " + MOST_STEPS + " steps";
    }
  }
}
