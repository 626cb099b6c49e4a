package dev.haetae.resource;

import dev.haetae.resource.tree.IndexedTexts;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label selector, compiled; an empty one matches everything.
 *
 * @param requirements all of which must hold
 */
public record LabelSelector(List<Requirement> requirements) {
  /** Matches everything. */
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  /** A selector that keeps its own copy of the list. */
  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /** A comparison of a label with values. */
  public enum Operator {
    /** The label is one of the values. */
    IN("In"),
    /** The label is none of the values, or is not there. */
    NOT_IN("NotIn"),
    /** The label is there. */
    EXISTS("Exists"),
    /** The label is not there. */
    DOES_NOT_EXIST("DoesNotExist"),
    /** The label is a whole number above the value; in node selectors only. */
    GREATER_THAN("Gt"),
    /** The label is a whole number below the value; in node selectors only. */
    LESS_THAN("Lt");

    private final String word;

    Operator(String word) {
      this.word = word;
    }

    /** As the API writes it. */
    public String word() {
      return word;
    }

    static Operator read(ObjectView requirement) {
      String word = requirement.text("operator");
      for (Operator operator : values()) {
        if (operator.word.equals(word)) {
          return operator;
        }
      }
      throw new MalformedResourceException(
          requirement.path("operator"), "is no operator: " + Text.quote(word));
    }
  }

  /**
   * One condition on one label.
   *
   * @param key the label's key
   * @param operator how it is compared
   * @param values with what; empty for Exists and DoesNotExist
   */
  public record Requirement(String key, Operator operator, List<String> values) {
    /** A requirement that keeps its own copy of the values. */
    public Requirement {
      values = IndexedTexts.copyOf(values);
    }

    /** The requirement written at {@code view}. */
    public static Requirement of(ObjectView view) {
      return new Requirement(view.text("key"), Operator.read(view), view.texts("values"));
    }

    /**
     * Returns whether a label with this value, null when it is not there, satisfies the
     * requirement.
     */
    public boolean matches(@Nullable String label) {
      return switch (operator) {
        case IN -> label != null && values.contains(label);
        case NOT_IN -> label == null || !values.contains(label);
        case EXISTS -> label != null;
        case DOES_NOT_EXIST -> label == null;
        case GREATER_THAN -> compare(label) > 0;
        case LESS_THAN -> compare(label) < 0;
      };
    }

    // 0 when either side is no whole number, so that neither Gt nor Lt matches.
    private int compare(@Nullable String label) {
      Long left = label == null ? null : WholeNumber.parse(label);
      Long right = values.size() == 1 ? WholeNumber.parse(values.getFirst()) : null;
      return left == null || right == null ? 0 : left.compareTo(right);
    }
  }

  /** The selector at {@code view}: {@code matchLabels} and {@code matchExpressions}. */
  public static LabelSelector of(ObjectView view) {
    List<Requirement> requirements = new ArrayList<>();
    view.textMap("matchLabels")
        .forEach(
            (key, value) -> requirements.add(new Requirement(key, Operator.IN, List.of(value))));
    for (ObjectView expression : view.objects("matchExpressions")) {
      requirements.add(Requirement.of(expression));
    }
    return requirements.isEmpty() ? EVERYTHING : new LabelSelector(requirements);
  }

  /** The selector that asks for each of these labels, as a Service's selector does. */
  public static LabelSelector ofLabels(Map<String, String> labels) {
    List<Requirement> requirements = new ArrayList<>();
    labels.forEach(
        (key, value) -> requirements.add(new Requirement(key, Operator.IN, List.of(value))));
    return requirements.isEmpty() ? EVERYTHING : new LabelSelector(requirements);
  }

  /**
   * The selector that asks in addition for the values that {@code labels} has of these keys, or for
   * others; a key that is not there is left out ({@code matchLabelKeys}, {@code
   * mismatchLabelKeys}).
   */
  public LabelSelector and(Operator operator, List<String> keys, Map<String, String> labels) {
    if (keys.isEmpty()) {
      return this;
    }
    List<Requirement> all = new ArrayList<>(requirements);
    for (String key : keys) {
      String value = labels.get(key);
      if (value != null) {
        all.add(new Requirement(key, operator, List.of(value)));
      }
    }
    return new LabelSelector(all);
  }

  /** Returns whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    for (int i = 0; i < requirements.size(); i++) {
      Requirement requirement = requirements.get(i);
      if (!requirement.matches(labels.get(requirement.key()))) {
        return false;
      }
    }
    return true;
  }
}
