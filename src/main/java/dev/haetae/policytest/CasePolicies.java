package dev.haetae.policytest;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The policies under test, compiled, which judge the situations of cases. */
public final class CasePolicies {
  private final Evaluator evaluator;
  private final Coverage coverage;

  private CasePolicies(Evaluator evaluator, Coverage coverage) {
    this.evaluator = evaluator;
    this.coverage = coverage;
  }

  /**
   * Compiles policies.
   *
   * @param objects all that stands in a policy's file
   * @param problems gets all that is wrong with them
   */
  public static CasePolicies of(
      List<Resource> objects, InstantSource clock, List<Problem> problems) {
    PolicyReader reader = new PolicyReader();
    objects.forEach(reader::read);
    problems.addAll(reader.problems());
    Coverage coverage = new Coverage();
    List<Policy> observed = reader.policies().stream().map(coverage::observing).toList();
    return new CasePolicies(
        new Evaluator(
            PolicyTable.of(observed, Carriers.SHIPPED),
            Exceptions.of(reader.exceptions(), clock),
            clock),
        coverage);
  }

  /** Judges every object of a situation, in its order. */
  public List<Verdict> judge(Situation situation) {
    Inventory world = world(situation);
    List<Verdict> verdicts = new ArrayList<>();
    for (Resource object : situation.objects()) {
      verdicts.add(evaluator.evaluate(review(situation, object), world));
    }
    return verdicts;
  }

  /** How often each expression came to which outcome, in the cases judged until now. */
  public List<ExpressionCoverage> coverage() {
    return coverage.all();
  }

  // What is too malformed for the world is judged all the same: the verdict says why.
  private static Inventory world(Situation situation) {
    List<Resource> there = situation.world();
    InventorySnapshot.Builder world = new InventorySnapshot.Builder();
    if (there != null) {
      there.forEach(world::addOrMark);
    }
    situation.objects().forEach(world::addOrMark);
    return world.build(there != null);
  }

  private static Review review(Situation situation, Resource object) {
    Resource before = situation.before(object);
    return new Review(
        object,
        before,
        situation.operation(object).equals("UPDATE") ? Operation.UPDATE : Operation.CREATE,
        EnforcementPoint.CHECK,
        situation.request().subresource());
  }
}
