package dev.haetae.simulator.validation.resources;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.meta.Metadata;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation of LimitRanges, new and changed ones.
 *
 * <p>Mirrors {@code ValidateLimitRange} of {@code pkg/apis/core/validation/validation.go}.
 */
public final class LimitRanges {
  private static final Set<String> TYPES = Set.of("Pod", "Container", "PersistentVolumeClaim");
  private static final List<String> FIELDS =
      List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");

  private LimitRanges() {}

  /** Checks a LimitRange. */
  public static void check(Part range) {
    Metadata.check(range, NameSyntax::subdomain);
    Set<String> types = new HashSet<>();
    for (Part limit : range.object("spec").objects("limits")) {
      checkType(limit);
      if (!types.add(limit.text("type"))) {
        range.causes().duplicate(limit.at("type"), limit.text("type"));
      }
      checkLimit(limit);
    }
  }

  private static void checkType(Part limit) {
    String type = limit.text("type");
    List<String> faults = NameSyntax.key(type);
    limit.causes().invalid(limit.at("type"), type, faults);
    if (faults.isEmpty() && type.indexOf('/') < 0 && !TYPES.contains(type)) {
      limit
          .causes()
          .invalid(limit.at("type"), type, "must be a standard limit type or fully qualified");
    }
  }

  private static void checkLimit(Part limit) {
    CauseList causes = limit.causes();
    String type = limit.text("type");
    Set<String> names = new LinkedHashSet<>();
    for (String field : FIELDS) {
      ObjectValue amounts = limit.map(field);
      if (type.equals("Pod") && field.startsWith("default")) {
        if (amounts.size() > 0) {
          causes.forbidden(limit.at(field), "may not be specified when `type` is 'Pod'");
        }
        continue;
      }
      for (int i = 0; i < amounts.size() && !causes.isFull(); i++) {
        String name = amounts.key(i);
        ResourceNames.checkLimit(type, name, limit.at(field).key(name), causes);
        names.add(name);
      }
    }
    if (type.equals("PersistentVolumeClaim")
        && !limit.map("min").has("storage")
        && !limit.map("max").has("storage")) {
      causes.required(
          limit.at("limits"),
          "either minimum or maximum storage value is required, but neither was provided");
    }
    for (String name : names) {
      new Comparison(limit, name, type.equals("Pod")).check();
    }
  }

  /** The amounts of one resource, compared with each other. */
  private static final class Comparison {
    private final Part limit;
    private final String name;
    private final boolean ofPod;

    Comparison(Part limit, String name, boolean ofPod) {
      this.limit = limit;
      this.name = name;
      this.ofPod = ofPod;
    }

    private @Nullable Quantity amount(String field) {
      return ofPod && field.startsWith("default")
          ? null
          : Part.quantity(limit.map(field).get(name));
    }

    private String shown(String field) {
      return Part.amount(limit.map(field).get(name));
    }

    private void invalid(String field, String shown, String detail) {
      limit.causes().invalid(limit.at(field).key(name), shown, detail);
    }

    // `low` must not be greater than `high`; the cause stands at `field` and shows `value`.
    private void ordered(
        String low, String high, String field, String value, String lowWord, String highWord) {
      Quantity lower = amount(low);
      Quantity upper = amount(high);
      if (lower != null && upper != null && lower.compareTo(upper) > 0) {
        String detail = lowWord + " " + shown(low) + " is greater than " + highWord;
        invalid(field, shown(value), detail + " " + shown(high));
      }
    }

    void check() {
      ordered("min", "max", "min", "min", "min value", "max value");
      ordered(
          "min",
          "defaultRequest",
          "defaultRequest",
          "defaultRequest",
          "min value",
          "default request value");
      ordered(
          "defaultRequest",
          "max",
          "defaultRequest",
          "defaultRequest",
          "default request value",
          "max value");
      ordered(
          "defaultRequest",
          "default",
          "defaultRequest",
          "defaultRequest",
          "default request value",
          "default limit value");
      ordered("min", "default", "default", "min", "min value", "default value");
      ordered("default", "max", "default", "max", "default value", "max value");
      checkRatio();
      Quantity limitDefault = amount("default");
      Quantity requestDefault = amount("defaultRequest");
      if (!ResourceNames.isOvercommitAllowed(name)
          && limitDefault != null
          && requestDefault != null
          && limitDefault.compareTo(requestDefault) != 0) {
        invalid(
            "defaultRequest",
            shown("defaultRequest"),
            "default value "
                + shown("default")
                + " must equal to defaultRequest value "
                + shown("defaultRequest")
                + " in "
                + name);
      }
    }

    private void checkRatio() {
      Quantity ratio = amount("maxLimitRequestRatio");
      if (ratio == null) {
        return;
      }
      String shown = shown("maxLimitRequestRatio");
      if (ratio.compareTo(Quantity.of(1)) < 0) {
        invalid("maxLimitRequestRatio", shown, "ratio " + shown + " is less than 1");
      }
      Quantity min = amount("min");
      Quantity max = amount("max");
      if (min == null || max == null) {
        return;
      }
      double most = max.amount().doubleValue() / min.amount().doubleValue();
      if (ratio.amount().doubleValue() > most) {
        invalid(
            "maxLimitRequestRatio",
            shown,
            String.format(Locale.ROOT, "ratio %s is greater than max/min = %f", shown, most));
      }
    }
  }
}
