package dev.haetae.engine.admission;

import dev.haetae.cel.Bindings;
import dev.haetae.engine.admission.AdmissionPolicyEvaluator.BoundPolicy;
import dev.haetae.engine.admission.mutation.Invocation;
import dev.haetae.engine.admission.mutation.MutationOutcome;
import dev.haetae.engine.admission.mutation.MutationRound;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.policy.admission.Match;
import dev.haetae.policy.admission.MatchSubject;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.apply.CustomKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mutator changes the objects of requests as MutatingAdmissionPolicies say, as the API server
 * does. The API server asks them in an order that it draws anew whenever one of them changes; this
 * one asks in the order of names, and says when another order gives another object.
 *
 * <p>Safe for any number of threads.
 */
public final class AdmissionMutator {
  private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE");
  private static final String ANY = "*";
  private static final List<String> NAMESPACE = List.of("namespaceObject");

  private final List<BoundPolicy> policies;
  private final Equivalents equivalents;
  private final CustomKinds kinds;

  /**
   * A mutator.
   *
   * @param equivalents the resources that are served in several versions
   * @param kinds the types of kinds that are not built in
   * @param judgesUnbound whether a policy without a binding is taken as if it were bound everywhere
   */
  public AdmissionMutator(
      AdmissionPolicies policies,
      Equivalents equivalents,
      CustomKinds kinds,
      boolean judgesUnbound) {
    this.policies =
        AdmissionPolicyEvaluator.bound(policies, AdmissionPolicy.Type.MUTATING, judgesUnbound);
    this.equivalents = equivalents;
    this.kinds = kinds;
  }

  /** Returns whether there is no policy that may change an object. */
  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** Changes the object of a request; null when no policy is for its resource. */
  public @Nullable MutationOutcome mutate(AdmissionAttributes request, Surroundings surroundings) {
    return mutate(request, surroundings, UnaryOperator.identity());
  }

  /**
   * The same among the API server's own plugins.
   *
   * @param plugins what they make of an object that has been changed
   */
  public @Nullable MutationOutcome mutate(
      AdmissionAttributes request, Surroundings surroundings, UnaryOperator<ObjectValue> plugins) {
    ObjectValue object = request.object();
    if (object == null || !OPERATIONS.contains(request.operation()) || !isFor(request)) {
      return null;
    }
    MutationOutcome outcome = run(policies, request, object, surroundings, plugins);
    if (!outcome.isOfSeveral()) {
      return outcome;
    }
    MutationOutcome other =
        run(policies.reversed(), request, object, surroundings.unobserved(), plugins);
    return outcome.object().equals(other.object()) ? outcome : outcome.with(other.object());
  }

  private boolean isFor(AdmissionAttributes request) {
    for (int i = 0; i < policies.size(); i++) {
      BoundPolicy bound = policies.get(i);
      if (bound.isFor(request.resource().name()) || bound.isFor(ANY)) {
        return true;
      }
    }
    return false;
  }

  private MutationOutcome run(
      List<BoundPolicy> order,
      AdmissionAttributes request,
      ObjectValue object,
      Surroundings surroundings,
      UnaryOperator<ObjectValue> plugins) {
    return new MutationRound(object, kinds, surroundings.observer())
        .run(changed -> invocations(order, request.with(changed), surroundings), plugins);
  }

  private List<Invocation> invocations(
      List<BoundPolicy> order, AdmissionAttributes request, Surroundings surroundings) {
    ObjectValue namespace = new RequestValues(request, surroundings).namespace();
    MatchSubject subject = Subjects.of(request, namespace);
    List<Invocation> invocations = new ArrayList<>(0);
    for (BoundPolicy bound : order) {
      Match match = bound.policy().match().matches(subject, equivalents);
      if (match.result() != Match.Result.NO) {
        new OfPolicy(request, surroundings, subject, bound, match).add(invocations);
      }
    }
    return invocations;
  }

  /** The invocations of one policy. */
  private final class OfPolicy {
    private final AdmissionAttributes request;
    private final Surroundings surroundings;
    private final MatchSubject subject;
    private final BoundPolicy bound;
    private final AdmissionPolicy policy;
    private final Match match;

    OfPolicy(
        AdmissionAttributes request,
        Surroundings surroundings,
        MatchSubject subject,
        BoundPolicy bound,
        Match match) {
      this.request = request;
      this.surroundings = surroundings;
      this.subject = subject;
      this.bound = bound;
      this.policy = bound.policy();
      this.match = match;
    }

    void add(List<Invocation> out) {
      List<String> open = match.result() == Match.Result.UNKNOWN ? NAMESPACE : converted();
      ParamKind kind = policy.paramKind();
      if (kind != null && surroundings.params().scope(kind) == ParamSource.Scope.NOT_SERVED) {
        out.add(invocation("", null, RequestJudgement.notServed(kind), open));
        return;
      }
      for (PolicyBinding binding : bound.bindings()) {
        Match.Result ofBinding = binding.match().matches(subject, equivalents).result();
        if (ofBinding != Match.Result.NO) {
          add(binding, ofBinding == Match.Result.UNKNOWN ? NAMESPACE : open, out);
        }
      }
    }

    // How the object looks in another version, and what becomes of it when it comes back, is not
    // known.
    private List<String> converted() {
      Match.Equivalent seen = match.converted();
      return seen == null
              || seen.kind().isEmpty()
              || (seen.group().equals(request.kind().group())
                  && seen.version().equals(request.kind().version()))
          ? List.of()
          : List.of("object as " + seen.group() + '/' + seen.version());
    }

    private void add(PolicyBinding binding, List<String> open, List<Invocation> out) {
      FoundParams params =
          FoundParams.of(policy, binding, request.namespace(), surroundings.params());
      List<String> all =
          Stream.concat(open.stream(), params.unknown().stream()).distinct().toList();
      if (!params.error().isEmpty()) {
        String fault = "failed to configure binding: " + params.error();
        out.add(invocation(binding.name(), null, fault, all));
        return;
      }
      if (!params.areKnown()) {
        Function<ObjectValue, Bindings> bindings =
            object -> values(object).withoutParams(match.converted());
        out.add(new Invocation(policy, binding.name(), "", bindings, null, all));
        return;
      }
      for (Resource param : params.objects()) {
        out.add(invocation(binding.name(), param, null, all));
      }
    }

    private Invocation invocation(
        String binding, @Nullable Resource param, @Nullable String fault, List<String> open) {
      ObjectValue params = param == null ? null : param.tree();
      Function<ObjectValue, Bindings> bindings =
          object -> values(object).of(match.converted(), params);
      String key = param == null ? "" : param.namespace() + '/' + param.name();
      return new Invocation(policy, binding, key, bindings, fault, open);
    }

    private RequestValues values(ObjectValue object) {
      return new RequestValues(request.with(object), surroundings);
    }
  }
}
