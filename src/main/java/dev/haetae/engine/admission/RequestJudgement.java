package dev.haetae.engine.admission;

import dev.haetae.cel.Bindings;
import dev.haetae.cel.policy.Decision;
import dev.haetae.cel.policy.PolicyOutcome;
import dev.haetae.cel.policy.PolicyRun;
import dev.haetae.engine.admission.AdmissionPolicyEvaluator.BoundPolicy;
import dev.haetae.policy.FailurePolicy;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.Equivalents;
import dev.haetae.policy.admission.Match;
import dev.haetae.policy.admission.MatchSubject;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.policy.admission.PolicyBinding;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The judgement of one request, policy by policy and binding by binding. */
final class RequestJudgement {
  private static final String INVALID = "Invalid";
  private static final List<String> NAMESPACE = List.of("namespaceObject");
  private static final Set<Action> DENY = Set.of(Action.DENY);

  private final AdmissionAttributes request;
  private final Surroundings surroundings;
  private final Equivalents equivalents;
  private final RequestValues values;
  private final MatchSubject subject;
  private final List<Violation> violations = new ArrayList<>();
  private final SentWarnings warnings = new SentWarnings();
  private final AuditValues audit = new AuditValues();
  private final List<String> notes = new ArrayList<>();

  RequestJudgement(
      AdmissionAttributes request, Surroundings surroundings, Equivalents equivalents) {
    this.request = request;
    this.surroundings = surroundings;
    this.equivalents = equivalents;
    this.values = new RequestValues(request, surroundings);
    this.subject = Subjects.of(request, values.namespace());
  }

  AdmissionDecision by(List<BoundPolicy> policies) {
    for (int i = 0; i < policies.size(); i++) {
      judge(policies.get(i));
    }
    return new AdmissionDecision(
        subject(request), violations, warnings.sent(), audit.values(), notes);
  }

  /** The beginning of a refusal. */
  static String subject(AdmissionAttributes request) {
    String resource = request.resource().name();
    String group = request.resource().group();
    return resource
        + (group.isEmpty() ? "" : '.' + group)
        + " \""
        + Text.escape(name(request))
        + "\" is forbidden: ";
  }

  private static String name(AdmissionAttributes request) {
    if (!request.name().isEmpty()) {
      return request.name();
    }
    ObjectValue object = request.object();
    if (object != null && object.get("metadata") instanceof ObjectValue metadata) {
      String name = metadata.text("name");
      String made = name.isEmpty() ? metadata.text("generateName") : name;
      if (!made.isEmpty()) {
        return made;
      }
    }
    return "Unknown";
  }

  private void judge(BoundPolicy bound) {
    AdmissionPolicy policy = bound.policy();
    Match match = policy.match().matches(subject, equivalents);
    if (match.result() == Match.Result.NO) {
      return;
    }
    List<String> open = match.result() == Match.Result.UNKNOWN ? NAMESPACE : List.of();
    ParamKind kind = policy.paramKind();
    if (kind != null && surroundings.params().scope(kind) == ParamSource.Scope.NOT_SERVED) {
      misconfigured(policy, null, notServed(kind), open);
      return;
    }
    Map<String, Set<String>> annotations = new LinkedHashMap<>();
    for (int i = 0; i < bound.bindings().size(); i++) {
      judge(bound, i, match, open, annotations);
    }
    audit.publish(policy.name(), annotations);
  }

  /** Says that there is no such kind of parameters. */
  static String notServed(ParamKind kind) {
    return "failed to configure policy: failed to find resource referenced by paramKind: '"
        + slashed(kind.apiVersion())
        + ", Kind="
        + kind.kind()
        + '\'';
  }

  private static String slashed(String apiVersion) {
    return apiVersion.indexOf('/') < 0 ? '/' + apiVersion : apiVersion;
  }

  private void judge(
      BoundPolicy bound,
      int index,
      Match match,
      List<String> policyOpen,
      Map<String, Set<String>> annotations) {
    AdmissionPolicy policy = bound.policy();
    PolicyBinding binding = bound.bindings().get(index);
    Match.Result ofBinding = binding.match().matches(subject, equivalents).result();
    if (ofBinding == Match.Result.NO) {
      return;
    }
    List<String> open = ofBinding == Match.Result.UNKNOWN ? NAMESPACE : policyOpen;
    FoundParams params =
        FoundParams.of(policy, binding, request.namespace(), surroundings.params());
    open = union(open, params.unknown());
    if (!params.error().isEmpty() && !isLetPassWithoutParams(policy, params)) {
      misconfigured(policy, binding, "failed to configure binding: " + params.error(), open);
      return;
    }
    BindingJudgement judgement =
        new BindingJudgement(policy, binding, bound.actions().get(index), open, annotations);
    for (Resource param : params.objects()) {
      Bindings seen =
          params.areKnown()
              ? values.of(match.converted(), param == null ? null : param.tree())
              : values.withoutParams(match.converted());
      judgement.judge(param, seen);
    }
  }

  // Without its parameters the policy lets pass; with them, whichever they are, it is asked.
  private static boolean isLetPassWithoutParams(AdmissionPolicy policy, FoundParams params) {
    return !params.areKnown() && policy.failurePolicy() == FailurePolicy.IGNORE;
  }

  private static List<String> union(List<String> some, List<String> more) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private void misconfigured(
      AdmissionPolicy policy, @Nullable PolicyBinding binding, String message, List<String> open) {
    if (policy.failurePolicy() == FailurePolicy.IGNORE) {
      ignored(policy, message);
    } else {
      violations.add(new Violation(policy, binding, null, null, INVALID, message, DENY, open));
    }
  }

  private void ignored(AdmissionPolicy policy, String message) {
    notes.add(
        policy.type().kind()
            + " '"
            + policy.name()
            + "' lets pass what it could not decide, as its failurePolicy Ignore says: "
            + message);
  }

  /** The judgement by one policy as one of its bindings puts it to work. */
  private final class BindingJudgement {
    private final AdmissionPolicy policy;
    private final PolicyBinding binding;
    private final ArrayValue writtenActions;
    private final List<String> open;
    private final Map<String, Set<String>> annotations;

    BindingJudgement(
        AdmissionPolicy policy,
        PolicyBinding binding,
        ArrayValue writtenActions,
        List<String> open,
        Map<String, Set<String>> annotations) {
      this.policy = policy;
      this.binding = binding;
      this.writtenActions = writtenActions;
      this.open = open;
      this.annotations = annotations;
    }

    void judge(@Nullable Resource param, Bindings seen) {
      PolicyOutcome outcome = new PolicyRun(policy.program(), seen, surroundings.observer()).run();
      for (Decision decision : outcome.decisions()) {
        add(decision.hangingOn(open), param);
      }
      for (PolicyOutcome.Annotation annotation : outcome.annotations()) {
        Decision failure = annotation.failure();
        if (failure == null) {
          AuditValues.add(annotations, annotation.key(), annotation.value());
        } else if (isIgnored(failure)) {
          ignored(policy, failure.message());
        } else if (failure.kind() == Decision.Kind.FAILED) {
          violations.add(violation(failure.hangingOn(open), param, DENY));
        }
      }
    }

    private boolean isIgnored(Decision decision) {
      return decision.kind() == Decision.Kind.FAILED
          && policy.failurePolicy() == FailurePolicy.IGNORE;
    }

    private void add(Decision decision, @Nullable Resource param) {
      if (isIgnored(decision)) {
        ignored(policy, decision.message());
        return;
      }
      Violation violation = violation(decision, param, binding.actions());
      violations.add(violation);
      if (violation.isOpen()) {
        return;
      }
      if (binding.actions().contains(Action.AUDIT)) {
        audit.failed(violation, decision.index(), writtenActions);
      }
      if (binding.actions().contains(Action.WARN)) {
        warnings.add(
            "Validation failed for "
                + policy.type().kind()
                + " '"
                + policy.name()
                + "' with binding '"
                + binding.name()
                + "': "
                + decision.message());
      }
    }

    private Violation violation(Decision decision, @Nullable Resource param, Set<Action> actions) {
      return new Violation(
          policy,
          binding,
          param,
          decision,
          decision.reason().isEmpty() ? INVALID : decision.reason(),
          decision.message(),
          actions,
          decision.unknown());
    }
  }
}
