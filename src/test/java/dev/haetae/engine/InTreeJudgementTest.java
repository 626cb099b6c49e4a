package dev.haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.MatchConstraints;
import dev.haetae.policy.Policy;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.Worlds;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps Kubernetes' own policies from judging leaves what ours have found. */
final class InTreeJudgementTest {
  private static final Reason BAD = new Reason("Bad", "it is bad");
  private static final RuleInfo INFO =
      RuleInfo.denies("bad", "a rule for tests", Subjects.carriersAnd(), List.of(BAD));
  private static final Policy OURS =
      policy("ours", (_, _, findings) -> findings.violation(BAD, Path.ROOT, Sentence.of("is bad")));
  private static final Policy JUDGING = policy("judging", (_, _, _) -> {});
  private static final Policy CHANGING = policy("changing", (_, _, _) -> {});

  private static Policy policy(String name, Rule rule) {
    return new Policy(
        name,
        INFO,
        rule,
        Set.of(Action.DENY),
        false,
        FailurePolicy.FAIL,
        MatchConstraints.EVERYTHING);
  }

  /** Policies that fail. */
  private record Failing(RuntimeException failure, boolean changes) implements InTreePolicies {
    @Override
    public Resource changed(Review review, Resource subject, Inventory world, Sink sink) {
      if (changes) {
        throw failure;
      }
      return subject;
    }

    @Override
    public void judge(Review review, Resource subject, Inventory world, Sink sink) {
      if (!changes) {
        throw failure;
      }
    }

    @Override
    public List<Policy> policies() {
      return List.of(JUDGING);
    }

    @Override
    public List<Policy> mutating() {
      return List.of(CHANGING);
    }

    @Override
    public List<Policy> judging(Review review, Inventory world) {
      throw failure;
    }

    @Override
    public InTreePolicies seeing(List<Resource> objects) {
      return this;
    }

    @Override
    public InTreePolicies enforcing(Set<String> names) {
      return this;
    }
  }

  private static Verdict judge(RuntimeException failure, boolean changes) {
    Resource pod =
        Worlds.resource(
            "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {a: b}}, spec: {x: true}}");
    Verdict verdict =
        new Evaluator(PolicyTable.of(List.of(OURS), Carriers.SHIPPED), InstantSource.system())
            .with(new Failing(failure, changes))
            .evaluate(Review.create(pod, EnforcementPoint.CHECK), InventorySnapshot.OPEN);
    assertThat(verdict.findings()).extracting(Finding::policy).containsExactly("ours");
    return verdict;
  }

  @Test
  void aFieldOfAnotherObjectIsNotBlamedOnTheJudgedOne() {
    Verdict verdict =
        judge(
            MalformedResourceException.wrongType(
                Path.of("metadata", "labels"), "an object", BooleanValue.TRUE),
            false);
    assertThat(verdict.malformed()).isEmpty();
    assertThat(verdict.undecided())
        .extracting(Finding::policy, Finding::reason, Finding::action)
        .containsExactly(tuple("judging", "UnreadableObject", Action.DENY));
  }

  @Test
  void aFieldOfTheJudgedObjectIsToldBesideOurFindings() {
    Verdict verdict =
        judge(
            MalformedResourceException.wrongType(
                Path.of("spec", "x"), "an object", BooleanValue.TRUE),
            false);
    assertThat(verdict.malformed()).hasSize(1);
  }

  @Test
  void aFaultOfOurOwnLeavesUndecidedByThePoliciesThatFailed() {
    Verdict judged = judge(new IllegalStateException("on purpose"), false);
    assertThat(judged.faults()).hasSize(1);
    assertThat(judged.undecided())
        .extracting(Finding::policy, Finding::reason)
        .containsExactly(tuple("judging", "InternalError"));
    Verdict changed = judge(new IllegalStateException("on purpose"), true);
    assertThat(changed.undecided())
        .extracting(Finding::policy, Finding::reason)
        .containsExactly(tuple("changing", "InternalError"));
  }
}
