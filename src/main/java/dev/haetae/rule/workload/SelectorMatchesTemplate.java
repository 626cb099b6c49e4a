package dev.haetae.rule.workload;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector.Requirement;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's selector matches the labels of its own template.
 *
 * <p>Why: the selector is how a controller knows its pods again. One that does not match is
 * refused, after everything else of the manifest has been applied; and it cannot be changed later.
 *
 * <p>Looks at {@code spec.selector} and the template's labels. Allowed: a ReplicationController
 * without a selector, which gets its template's labels; a Job without one, which gets a selector of
 * its own; a Rollout that takes its template from elsewhere.
 */
public final class SelectorMatchesTemplate implements PodRule {
  private static final Reason MISMATCH =
      new Reason("SelectorMismatch", "The selector does not match the labels of the template.");
  private static final Reason MISSING =
      new Reason("SelectorMissing", "There is no selector, or one that asks for no label.");
  private static final Reason NOT_GENERATED =
      new Reason("SelectorNotGenerated", "A Job's selector is written by hand.");
  private static final Reason CHANGED =
      new Reason("SelectorChanged", "The selector differs from that of the object that is there.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "selector-matches-template",
              "The selector of what makes pods matches the labels of its template.",
              Subjects.of(
                  GroupKind.DEPLOYMENT,
                  GroupKind.STATEFUL_SET,
                  GroupKind.DAEMON_SET,
                  GroupKind.REPLICA_SET,
                  GroupKind.REPLICATION_CONTROLLER,
                  GroupKind.JOB,
                  GroupKind.CRON_JOB,
                  GroupKind.ROLLOUT),
              List.of(MISMATCH, MISSING, NOT_GENERATED, CHANGED))
          .at(EnforcementPoint.CHECK, EnforcementPoint.VALIDATE);

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    PodSelector selector = PodSelector.of(pod.carrier());
    String kind = pod.carrier().kind();
    if (selector.isGenerated()) {
      checkGenerated(kind, selector, findings);
    } else if (selector.conditions().isEmpty()) {
      checkMissing(kind, selector, pod, findings);
    } else {
      checkMatches(selector, pod, findings);
      checkUnchanged(selector, context.old(), findings);
    }
  }

  private static void checkGenerated(String kind, PodSelector selector, Findings findings) {
    if (selector.isByHand()) {
      findings.violation(
          NOT_GENERATED,
          selector.path(),
          Sentence.of(
                  "the API server makes the selector of a %s itself, and refuses any other", kind)
              .instead(
                  kind.equals("Job")
                      ? "take the selector away, or write manualSelector: true beside it"
                      : "take selector and manualSelector away"));
    }
  }

  private static void checkMissing(
      String kind, PodSelector selector, PodView pod, Findings findings) {
    Map<String, String> labels = pod.labels();
    if (labels.isEmpty()) {
      findings.violation(
          MISSING,
          selector.path(),
          Sentence.of("neither the selector nor the template has a label: a %s is refused so", kind)
              .instead("write one such as app: web into both"));
    } else if (!selector.isDefaulted()) {
      String key = labels.keySet().iterator().next();
      findings.violation(
          MISSING,
          selector.path(),
          Sentence.of("the selector asks for no label: a %s is refused so", kind)
              .instead("write matchLabels: {%s: %s}", key, labels.get(key)));
    }
  }

  private static void checkMatches(PodSelector selector, PodView pod, Findings findings) {
    Map<String, String> labels = pod.labels();
    for (PodSelector.Condition condition : selector.conditions()) {
      Requirement requirement = condition.requirement();
      String key = requirement.key();
      String label = labels.get(key);
      if (!requirement.matches(label)) {
        findings.violation(
            MISMATCH,
            condition.path(),
            Sentence.of(
                    "the selector asks for %q, but the template has ",
                    PodSelector.describe(requirement))
                .then(
                    label == null
                        ? Sentence.of("no such label")
                        : Sentence.of("\"%s: %s\"", key, label))
                .then(": it would not know its own pods")
                .instead("write the same into the selector and into the labels of the template"));
      }
    }
  }

  private static void checkUnchanged(
      PodSelector selector, @Nullable Resource old, Findings findings) {
    if (old == null || !selector.isFixed()) {
      return;
    }
    PodSelector before = PodSelector.of(old);
    if (!before.conditions().isEmpty() && !before.asksLike(selector)) {
      findings.violation(
          CHANGED,
          selector.path(),
          Sentence.of("the selector was %q and cannot be changed: the update is refused", before)
              .instead("leave it as it was, or delete the %s and make it anew", old.kind()));
    }
  }
}
