package dev.haetae.simulator.validation.meta;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import java.util.List;

/**
 * The validation of tolerations.
 *
 * <p>Mirrors {@code ValidateTolerations} of {@code pkg/apis/core/validation/validation.go}, without
 * the comparisons {@code Lt} and {@code Gt}, which 1.36 has switched off.
 */
public final class Tolerations {
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final List<String> OPERATORS = List.of("Equal", "Exists");
  private static final List<String> ALL_OPERATORS = List.of("Equal", "Exists", "Lt", "Gt");

  private Tolerations() {}

  /** Checks the tolerations of {@code part}. */
  public static void check(Part part) {
    for (Part toleration : part.objects("tolerations")) {
      checkOne(toleration);
    }
  }

  private static void checkOne(Part toleration) {
    CauseList causes = toleration.causes();
    String key = toleration.text("key");
    String operator = toleration.text("operator");
    String effect = toleration.text("effect");
    String value = toleration.text("value");
    if (!key.isEmpty()) {
      causes.invalid(toleration.at("key"), key, NameSyntax.key(key));
    }
    if (key.isEmpty() && !operator.equals("Exists")) {
      causes.invalid(
          toleration.at("operator"),
          operator,
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    if (toleration.has("tolerationSeconds") && !effect.equals("NoExecute")) {
      causes.invalid(
          toleration.at("effect"),
          effect,
          "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    switch (operator) {
      case "Equal", "" -> {
        List<String> faults = NameSyntax.labelValue(value);
        if (!faults.isEmpty()) {
          causes.invalid(toleration.at("operator"), value, String.join(";", faults));
        }
      }
      case "Exists" -> {
        if (!value.isEmpty()) {
          causes.invalid(
              toleration.at("operator"), value, "value must be empty when `operator` is 'Exists'");
        }
      }
      case "Lt", "Gt" -> causes.notSupported(toleration.at("operator"), operator, ALL_OPERATORS);
      default -> causes.notSupported(toleration.at("operator"), operator, OPERATORS);
    }
    toleration.oneOfOrDefault("effect", EFFECTS);
  }
}
