package dev.haetae.rule.cel;

import dev.haetae.cel.CostBudget;
import dev.haetae.cel.Explanation;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.Decision;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.PolicyOutcome;
import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.cel.policy.PolicyRun;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.Origin;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Grounds;
import dev.haetae.rule.Operation;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.simulator.scheduling.PodDemands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a user has written in CEL, in the policy that turns it on: what its validations find
 * false is a violation, in the policy's own words.
 */
public final class CelRule implements Rule {
  /** The reason of an expression that has no value. */
  static final Reason FAILED =
      new Reason("ExpressionFailed", "An expression of the policy failed on the object.");

  // What a run takes besides its expressions.
  private static final int STEPS_OF_A_RUN = 20;

  private final CelWords words;
  private final List<Reason> reasons;
  private final RunObserver observer;

  CelRule(CelWords words, List<Reason> reasons) {
    this(words, reasons, RunObserver.NONE);
  }

  private CelRule(CelWords words, List<Reason> reasons, RunObserver observer) {
    this.words = words;
    this.reasons = List.copyOf(reasons);
    this.observer = observer;
  }

  /** The same rule, of which an observer is told what comes of each expression. */
  public CelRule observedBy(RunObserver other) {
    return new CelRule(words, reasons, other);
  }

  /** The policy as it is written. */
  public Resource policy() {
    return words.policy();
  }

  /** Its expressions. */
  public PolicyProgram program() {
    return words.program();
  }

  /**
   * Has everything loaded that judging needs: to be called where nobody waits. What it finds is not
   * told.
   */
  public void prepare() {
    ObjectValue tree =
        new ObjectValue.Builder(3)
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("spec", ObjectValue.of("containers", ArrayValue.EMPTY))
            .build();
    RuleContext context =
        new RuleContext(
            InventorySnapshot.OPEN,
            EnforcementPoint.CHECK,
            Operation.CREATE,
            false,
            () -> null,
            new PodDemands(),
            Budget.ofReview());
    check(Resource.of(tree, Origin.NONE, "default"), context, Unheard.FINDINGS);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (findings.isRepairing()) {
      new OwnMutations(words, observer, context, findings).make(subject);
      return;
    }
    if (words.program().validations().isEmpty() && words.program().auditAnnotations().isEmpty()) {
      return;
    }
    if (!words.podTemplates()) {
      judge(subject, null, context, findings);
      return;
    }
    List<PodView> pods = subject.pods();
    for (int i = 0; i < pods.size(); i++) {
      judge(subject, new JudgedPod(pods.get(i)), context, findings);
    }
  }

  private void judge(
      Resource subject, @Nullable JudgedPod pod, RuleContext context, Findings findings) {
    context.budget().spend(STEPS_OF_A_RUN);
    SubjectBindings bindings = new SubjectBindings(subject, pod, context, words);
    PolicyOutcome outcome =
        new PolicyRun(words.program(), bindings, new Spending(context.budget(), observer)).run();
    bindings.look().requireBudget();
    List<Decision> decisions = outcome.decisions();
    for (int i = 0; i < decisions.size(); i++) {
      new Report(decisions.get(i), pod, bindings, context, findings).make();
    }
    for (PolicyOutcome.Annotation annotation : outcome.annotations()) {
      Decision failure = annotation.failure();
      if (failure == null) {
        findings.annotate(annotation.key(), annotation.value());
      } else {
        new Report(failure, pod, bindings, context, findings).make();
      }
    }
  }

  /** The report of one decision. */
  private final class Report {
    private final Decision decision;
    private final @Nullable JudgedPod pod;
    private final SubjectBindings bindings;
    private final RuleContext context;
    private final Findings findings;

    Report(
        Decision decision,
        @Nullable JudgedPod pod,
        SubjectBindings bindings,
        RuleContext context,
        Findings findings) {
      this.decision = decision;
      this.pod = pod;
      this.bindings = bindings;
      this.context = context;
      this.findings = findings;
    }

    void make() {
      boolean failed = decision.kind() == Decision.Kind.FAILED;
      if (failed && words.ignoresErrors()) {
        findings.note(
            Sentence.of(
                "policy %s: %s",
                Sentence.said(words.policy().name()), Sentence.saidByUser(decision.message())));
        return;
      }
      CostBudget cost = new CostBudget(CostBudget.OF_POLICY);
      Explanation explanation = decision.explain(cost);
      Path path = path(explanation);
      Reason reason = failed ? FAILED : reason();
      Grounds grounds = grounds(explanation);
      if (decision.isOpen() || decision.kind() == Decision.Kind.UNKNOWN) {
        findings.undecided(reason, path, unknown(), grounds);
      } else {
        findings.violation(reason, path, Sentence.saidByUser(decision.message()), grounds);
      }
      // What was found is told first: the review may end here.
      new Spending(context.budget(), observer).spent(CostBudget.OF_POLICY - cost.left());
    }

    private Reason reason() {
      for (Reason reason : reasons) {
        if (reason.name().equals(decision.reason())) {
          return reason;
        }
      }
      return FAILED;
    }

    // What is not the object's is said of the whole of what is judged.
    private Path path(Explanation explanation) {
      Explanation.Field field = explanation.deciding();
      if (field != null
          && field.variable().equals(KubernetesVariables.OBJECT)
          && (pod == null || field.path().parent() != null)) {
        return field.path();
      }
      if (pod == null) {
        return Path.ROOT;
      }
      return field != null && field.variable().equals(SubjectBindings.POD)
          ? pod.inCarrier(field.path())
          : pod.pod().spec().path();
    }

    private Grounds grounds(Explanation explanation) {
      PlacedExpression expression = decision.expression();
      return new Grounds(
          words.policy().place(expression.path()),
          expression.path(),
          expression.expression().text(),
          explanation.steps().stream()
              .map(step -> new Grounds.Step(step.expression(), step.value()))
              .toList(),
          decision.unknown(),
          "",
          "");
    }

    private Sentence unknown() {
      StringBuilder names = new StringBuilder();
      Sentence remedy = null;
      for (String name : decision.unknown()) {
        UnreadableObjectException unreadable = bindings.look().unreadable(name);
        names.append(names.isEmpty() ? "" : ", ");
        names.append(unreadable == null ? name : unreadable.sentence());
        remedy = remedy == null ? remedy(name, unreadable) : remedy;
      }
      Sentence sentence =
          Sentence.of(
              "not decided, for want of %s: %s",
              Sentence.saidByUser(names.toString()), Sentence.saidByUser(decision.asked()));
      return remedy == null ? sentence : sentence.instead(remedy);
    }

    private @Nullable Sentence remedy(String name, @Nullable UnreadableObjectException unreadable) {
      if (unreadable != null) {
        return unreadable.remedy().isEmpty() ? null : Sentence.said(unreadable.remedy());
      }
      if (name.startsWith("request.") || name.startsWith("authorizer")) {
        return null;
      }
      return context.point().isWebhook() ? null : Sentence.of("give the cluster's objects with -i");
    }
  }
}
