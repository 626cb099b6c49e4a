package dev.haetae.policytest;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.InTreePolicies;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.engine.admission.AdmissionAttributes;
import dev.haetae.engine.admission.AdmissionJudge;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The policies under test, compiled, which judge the situations of cases. */
public final class CasePolicies {
  private final Evaluator evaluator;
  private final AdmissionPolicies inTree;
  private final List<Resource> parameters;
  private final Coverage coverage = new Coverage();

  /**
   * Policies.
   *
   * @param read without a problem
   * @param clock tells when a waiver has expired
   */
  public CasePolicies(ReadPolicies read, InstantSource clock) {
    List<Policy> observed = read.policies().stream().map(coverage::observing).toList();
    this.evaluator =
        new Evaluator(
            PolicyTable.of(observed, Carriers.SHIPPED),
            Exceptions.of(read.exceptions(), clock),
            clock);
    this.inTree = read.inTree();
    this.parameters = read.parameters();
    inTree.policies().forEach(policy -> coverage.add(policy.source(), policy.program()));
  }

  /** Judges every object of a situation, in its order. */
  public List<Verdict> judge(Situation situation) {
    Evaluator judge = inTree.isEmpty() ? evaluator : evaluator.with(inTree(situation));
    Inventory world = situation.inventory();
    List<Verdict> verdicts = new ArrayList<>();
    for (Resource object : situation.objects()) {
      verdicts.add(judge.evaluate(review(situation, object), world));
    }
    return verdicts;
  }

  /** How often each expression came to which outcome, in the situations judged until now. */
  public List<ExpressionCoverage> coverage() {
    return coverage.all();
  }

  private InTreePolicies inTree(Situation situation) {
    RequestFacts request = situation.request();
    List<Resource> there = situation.world();
    List<Resource> seen = new ArrayList<>(parameters);
    if (there != null) {
      seen.addAll(there);
    }
    seen.addAll(situation.parameters());
    seen.addAll(situation.objects());
    return new AdmissionJudge(inTree, request.user(), there != null)
        .with(facts(request), coverage)
        .seeing(seen);
  }

  private static UnaryOperator<AdmissionAttributes> facts(RequestFacts request) {
    Boolean dryRun = request.dryRun();
    ObjectValue options = request.options();
    return made ->
        new AdmissionAttributes(
            made.operation(),
            made.kind(),
            made.resource(),
            made.subresource(),
            made.name(),
            made.namespace(),
            made.object(),
            made.oldObject(),
            dryRun == null ? made.dryRun() : dryRun,
            options == null ? made.options() : options,
            made.user());
  }

  private static Review review(Situation situation, Resource object) {
    return new Review(
        object,
        situation.before(object),
        Operation.valueOf(situation.operation(object)),
        EnforcementPoint.CHECK,
        situation.request().subresource());
  }
}
