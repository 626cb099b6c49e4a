package dev.haetae.rule.workload;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.LabelSelector.Operator;
import dev.haetae.resource.LabelSelector.Requirement;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The selector by which a carrier knows its pods. */
final class PodSelector {

  // What the API server writes into the selector of a Job, and `kubectl get` prints.
  private static final Set<String> GENERATED =
      Set.of(
          "controller-uid",
          "job-name",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name");

  private final GroupKind kind;
  private final ObjectView spec;
  private final List<Condition> conditions = new ArrayList<>();

  /**
   * One of the conditions, all of which must hold.
   *
   * @param requirement what is asked of a label
   * @param path where it stands
   */
  record Condition(Requirement requirement, Path path) {}

  private PodSelector(GroupKind kind, ObjectView spec) {
    this.kind = kind;
    this.spec = spec;
    if (kind.equals(GroupKind.REPLICATION_CONTROLLER)) {
      addLabels(spec, "selector");
    } else {
      ObjectView selector = spec.object("selector");
      addLabels(selector, "matchLabels");
      for (ObjectView expression : selector.objects("matchExpressions")) {
        conditions.add(new Condition(Requirement.of(expression), expression.path()));
      }
    }
  }

  private void addLabels(ObjectView view, String field) {
    Path path = view.path(field);
    for (Map.Entry<String, String> label : view.textMap(field).entrySet()) {
      Requirement requirement =
          new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()));
      conditions.add(new Condition(requirement, path.child(label.getKey())));
    }
  }

  /** The selector of a carrier. */
  static PodSelector of(Resource carrier) {
    ObjectView spec = carrier.view().object("spec");
    return new PodSelector(
        carrier.groupKind(),
        carrier.groupKind().equals(GroupKind.CRON_JOB)
            ? spec.object("jobTemplate").object("spec")
            : spec);
  }

  /** Returns where the selector stands, or would stand. */
  Path path() {
    return spec.path("selector");
  }

  /** Returns the conditions; none when there is no selector, or an empty one. */
  List<Condition> conditions() {
    return conditions;
  }

  /**
   * Returns whether the API server makes it for every object anew: for Jobs that do not say
   * otherwise.
   */
  boolean isGenerated() {
    return kind.equals(GroupKind.CRON_JOB)
        || (kind.equals(GroupKind.JOB) && !spec.flag("manualSelector", false));
  }

  /** Returns whether it is there although the API server makes it, and is not what it has made. */
  boolean isByHand() {
    if (kind.equals(GroupKind.CRON_JOB)) {
      return spec.has("selector") || spec.flag("manualSelector", false);
    }
    for (Condition condition : conditions) {
      if (!GENERATED.contains(condition.requirement().key())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the labels of the template are filled in where it is empty. */
  boolean isDefaulted() {
    return kind.equals(GroupKind.REPLICATION_CONTROLLER);
  }

  /** Returns whether the API server refuses to change it. */
  boolean isFixed() {
    return !kind.equals(GroupKind.REPLICATION_CONTROLLER) && !kind.equals(GroupKind.ROLLOUT);
  }

  /** The labels it asks for, {@code app: web, tier in [a, b]}, in order of writing. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Condition condition : conditions) {
      out.append(out.isEmpty() ? "" : ", ").append(describe(condition.requirement()));
    }
    return out.toString();
  }

  /** {@code app: web}; for a condition other than equality {@code app NotIn [web]}. */
  static String describe(Requirement requirement) {
    List<String> values = requirement.values();
    if (requirement.operator() == Operator.IN && values.size() == 1) {
      return requirement.key() + ": " + values.getFirst();
    }
    return requirement.key()
        + ' '
        + requirement.operator().word()
        + (values.isEmpty() ? "" : " " + values);
  }

  /** Returns whether {@code other} asks for the same, in whatever order it is written. */
  boolean asksLike(PodSelector other) {
    return requirements().equals(other.requirements());
  }

  // As texts, which have an order: whoever writes a selector may choose requirements of one hash,
  // and a set of records would compare them each with each.
  private Set<String> requirements() {
    Set<String> requirements = HashSet.newHashSet(conditions.size());
    for (Condition condition : conditions) {
      Requirement requirement = condition.requirement();
      StringBuilder text = new StringBuilder(requirement.operator().word());
      append(text, requirement.key());
      for (String value : requirement.values()) {
        append(text, value);
      }
      requirements.add(text.toString());
    }
    return requirements;
  }

  // Led by its length, so that no two lists of words make one text.
  private static void append(StringBuilder text, String word) {
    text.append(' ').append(word.length()).append(' ').append(word);
  }
}
