package dev.haetae.engine.admission;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.engine.InTreePolicies;
import dev.haetae.engine.Review;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The judge of objects by Kubernetes' own policies: makes of each the request that would bring it
 * to an API server, and tells what its policies would say.
 */
public final class AdmissionJudge implements InTreePolicies {
  private final AdmissionPolicies policies;
  private final @Nullable ObjectValue user;
  private final boolean closed;
  private final SeenObjects seen;
  private final UnaryOperator<AdmissionAttributes> facts;
  private final Surroundings surroundings;
  private final AdmissionPolicyEvaluator evaluator;
  private final AdmissionMutator mutator;
  private final List<Policy> forms;
  private final boolean enforced;

  /**
   * A judge that sees nothing but the objects that it judges.
   *
   * @param user who makes the requests, as {@code userInfo}; null when that is not known
   * @param closed whether what it does not see does not exist
   */
  public AdmissionJudge(AdmissionPolicies policies, @Nullable ObjectValue user, boolean closed) {
    this(
        policies,
        user,
        closed,
        new SeenObjects(List.of(), closed),
        UnaryOperator.identity(),
        RunObserver.NONE,
        false,
        AdmissionRules.of(policies, AdmissionPolicy.Type.VALIDATING));
  }

  private AdmissionJudge(
      AdmissionPolicies policies,
      @Nullable ObjectValue user,
      boolean closed,
      SeenObjects seen,
      UnaryOperator<AdmissionAttributes> facts,
      RunObserver observer,
      boolean enforced,
      List<Policy> forms) {
    this.policies = policies;
    this.user = user;
    this.closed = closed;
    this.seen = seen;
    this.facts = facts;
    Surroundings unobserved = seen.surroundings();
    this.surroundings =
        new Surroundings(
            unobserved.namespaces(), unobserved.params(), unobserved.authorizer(), observer);
    this.evaluator = seen.evaluator(policies);
    this.mutator = seen.mutator(policies);
    this.forms = forms;
    this.enforced = enforced;
  }

  @Override
  public InTreePolicies seeing(List<Resource> objects) {
    return new AdmissionJudge(
        policies,
        user,
        closed,
        new SeenObjects(objects, closed),
        facts,
        surroundings.observer(),
        enforced,
        forms);
  }

  /**
   * The same judge, which knows more of each request.
   *
   * @param more gives the attributes of a request with all that is known of it
   * @param observer is told what comes of each expression
   */
  public AdmissionJudge with(UnaryOperator<AdmissionAttributes> more, RunObserver observer) {
    return new AdmissionJudge(policies, user, closed, seen, more, observer, enforced, forms);
  }

  @Override
  public Resource changed(Review review, Resource subject, Inventory world, Sink sink) {
    if (review.point() != EnforcementPoint.CHECK || mutator.isEmpty()) {
      return subject;
    }
    MutationOutcome outcome =
        mutator.mutate(
            facts.apply(FileRequests.mutating(review, subject, world, user)), surroundings);
    if (outcome == null) {
      return subject;
    }
    MutationFindings.tell(outcome, subject, sink);
    return outcome.applied().isEmpty() ? subject : subject.withTree(outcome.object());
  }

  @Override
  public void judge(Review review, Resource subject, Inventory world, Sink sink) {
    AdmissionAttributes request = facts.apply(FileRequests.of(review, subject, world, user));
    AdmissionFindings.tell(evaluator.evaluate(request, surroundings), subject, sink);
  }

  @Override
  public List<Policy> policies() {
    return forms;
  }

  @Override
  public List<Policy> mutating() {
    return AdmissionRules.of(policies, AdmissionPolicy.Type.MUTATING);
  }

  @Override
  public List<Policy> judging(Review review, Inventory world) {
    AdmissionAttributes request =
        facts.apply(FileRequests.of(review, review.object(), world, user));
    Set<String> names = evaluator.matching(request, surroundings);
    return forms.stream().filter(policy -> names.contains(policy.name())).toList();
  }

  @Override
  public boolean judgesAt(EnforcementPoint point) {
    return InTreePolicies.super.judgesAt(point) || (enforced && point == EnforcementPoint.VALIDATE);
  }

  @Override
  public InTreePolicies enforcing(Set<String> names) {
    List<AdmissionPolicy> named =
        policies.policies().stream().filter(policy -> names.contains(policy.name())).toList();
    if (named.isEmpty()) {
      return NONE;
    }
    List<PolicyBinding> bindings = new ArrayList<>();
    for (PolicyBinding binding : policies.bindings()) {
      bindings.add(
          new PolicyBinding(
              binding.type(),
              binding.name(),
              binding.policy(),
              binding.source(),
              binding.paramRef(),
              binding.match(),
              binding.type() == AdmissionPolicy.Type.VALIDATING ? Set.of(Action.DENY) : Set.of()));
    }
    AdmissionPolicies all = new AdmissionPolicies(named, bindings);
    return new AdmissionJudge(
        all,
        user,
        closed,
        seen,
        facts,
        surroundings.observer(),
        true,
        AdmissionRules.of(all, AdmissionPolicy.Type.VALIDATING));
  }
}
