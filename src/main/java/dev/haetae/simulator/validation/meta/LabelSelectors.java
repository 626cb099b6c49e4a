package dev.haetae.simulator.validation.meta;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.List;

/**
 * The validation of label selectors.
 *
 * <p>Mirrors {@code apimachinery/pkg/apis/meta/v1/validation/validation.go} and {@code
 * LabelSelectorAsSelector} of {@code meta/v1/helpers.go}.
 */
public final class LabelSelectors {
  /** A label selector as a message shows it. */
  public static final InternalType TYPE = InternalType.of("LabelSelector");

  private LabelSelectors() {}

  /** Checks the label selector at {@code field}, if there is one. */
  public static void check(Part part, String field) {
    if (part.has(field)) {
      check(part.object(field));
    }
  }

  private static void check(Part selector) {
    Metadata.labels(selector, "matchLabels");
    CauseList causes = selector.causes();
    for (Part requirement : selector.objects("matchExpressions")) {
      List<String> values = requirement.texts("values");
      switch (requirement.text("operator")) {
        case "In", "NotIn" -> {
          if (values.isEmpty()) {
            causes.required(
                requirement.at("values"), "must be specified when `operator` is 'In' or 'NotIn'");
          }
        }
        case "Exists", "DoesNotExist" -> {
          if (!values.isEmpty()) {
            causes.forbidden(
                requirement.at("values"),
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
          }
        }
        default ->
            causes.invalid(
                requirement.at("operator"),
                requirement.text("operator"),
                "not a valid selector operator");
      }
      causes.invalid(
          requirement.at("key"), requirement.text("key"), NameSyntax.key(requirement.text("key")));
      checkValues(requirement, values);
    }
  }

  /** Checks that the values of a requirement can be those of labels. */
  static void checkValues(Part requirement, List<String> values) {
    Place place = requirement.at("values");
    for (int i = 0; i < values.size() && !requirement.causes().isFull(); i++) {
      List<String> faults = NameSyntax.labelValue(values.get(i));
      if (!faults.isEmpty()) {
        requirement.causes().invalid(place.index(i), values.get(i), faults);
      }
    }
  }

  /** Returns whether the selector has neither labels nor expressions. */
  public static boolean isEmpty(Part selector) {
    return selector.map("matchLabels").size() + selector.list("matchExpressions").size() == 0;
  }

  /** Returns whether the selector can be used at all. */
  public static boolean isUsable(Part selector) {
    CauseList causes = new CauseList();
    check(new Part(selector.value(), Place.ROOT, causes));
    return causes.isEmpty();
  }

  /** Returns whether a usable selector selects these labels; one that is empty selects all. */
  public static boolean matches(Part selector, ObjectValue labels) {
    ObjectValue equal = selector.map("matchLabels");
    for (int i = 0; i < equal.size(); i++) {
      if (!(labels.get(equal.key(i)) instanceof StringValue text) || !text.equals(equal.value(i))) {
        return false;
      }
    }
    for (Part requirement : selector.objects("matchExpressions")) {
      String key = requirement.text("key");
      boolean there = labels.has(key);
      boolean among = there && requirement.texts("values").contains(labels.text(key));
      boolean met =
          switch (requirement.text("operator")) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> there;
            default -> !there;
          };
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
