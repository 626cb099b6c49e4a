package dev.haetae.simulator.admission.limits;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is out of the bounds of a LimitRange, in the plugin's words. */
final class Bounds {
  private static final long LARGEST_MILLI = Long.MAX_VALUE / 1000;

  private final Set<String> errors = new LinkedHashSet<>();

  /** What was found, each once. */
  Set<String> errors() {
    return errors;
  }

  /** Checks a pod against one item of a LimitRange. */
  void checkPod(ObjectValue item, ObjectValue spec) {
    switch (item.text("type")) {
      case "Container" -> {
        checkEach(item, Trees.array(spec, "containers"));
        checkEach(item, Trees.array(spec, "initContainers"));
      }
      case "Pod" ->
          check(
              item,
              "Pod",
              PodAmounts.forLimits(spec, "requests"),
              PodAmounts.forLimits(spec, "limits"));
      default -> {}
    }
  }

  /** Checks a claim against one item of a LimitRange. */
  void checkClaim(ObjectValue item, ObjectValue spec) {
    String type = "PersistentVolumeClaim";
    if (!item.text("type").equals(type)) {
      return;
    }
    ObjectValue resources = Trees.object(spec, "resources");
    Map<String, Amount> requests = PodAmounts.of(Trees.object(resources, "requests"));
    PodAmounts.of(Trees.object(item, "min"))
        .forEach((name, min) -> min(type, name, min, requests.get(name), null));
    PodAmounts.of(Trees.object(item, "max"))
        .forEach((name, max) -> {
          String rule = "maximum " + name + " usage per " + type + " is " + max;
          Amount asked = requests.get(name);
          if (asked == null) {
            errors.add(rule + ".  No request is specified");
          } else if (asked.compareTo(max) > 0) {
            errors.add(rule + ", but request is " + asked);
          }
        });
  }

  private void checkEach(ObjectValue item, ArrayValue containers) {
    for (int i = 0; i < containers.size(); i++) {
      ObjectValue resources = Trees.object(Trees.object(containers, i), "resources");
      check(
          item,
          "Container",
          PodAmounts.of(Trees.object(resources, "requests")),
          PodAmounts.of(Trees.object(resources, "limits")));
    }
  }

  private void check(
      ObjectValue item, String type, Map<String, Amount> requests, Map<String, Amount> limits) {
    PodAmounts.of(Trees.object(item, "min"))
        .forEach((name, min) -> min(type, name, min, requests.get(name), limits.get(name)));
    PodAmounts.of(Trees.object(item, "max"))
        .forEach((name, max) -> max(type, name, max, requests.get(name), limits.get(name)));
    PodAmounts.of(Trees.object(item, "maxLimitRequestRatio"))
        .forEach((name, ratio) -> ratio(type, name, ratio, requests.get(name), limits.get(name)));
  }

  private void min(
      String type, String name, Amount min, @Nullable Amount request, @Nullable Amount limit) {
    String rule = "minimum " + name + " usage per " + type + " is " + min;
    if (request == null) {
      errors.add(rule + ".  No request is specified");
    } else if (request.compareTo(min) < 0) {
      errors.add(rule + ", but request is " + request);
    } else if (limit != null && limit.compareTo(min) < 0) {
      errors.add(rule + ", but limit is " + limit);
    }
  }

  private void max(
      String type, String name, Amount max, @Nullable Amount request, @Nullable Amount limit) {
    String rule = "maximum " + name + " usage per " + type + " is " + max;
    if (limit == null) {
      errors.add(rule + ".  No limit is specified");
    } else if (limit.compareTo(max) > 0) {
      errors.add(rule + ", but limit is " + limit);
    } else if (request != null && request.compareTo(max) > 0) {
      errors.add(rule + ", but request is " + request);
    }
  }

  private void ratio(
      String type, String name, Amount most, @Nullable Amount request, @Nullable Amount limit) {
    String rule = name + " max limit to request ratio per " + type + " is " + most + ", but ";
    if (request == null || request.isZero()) {
      errors.add(rule + "no request is specified or request is 0");
    } else if (limit == null || limit.isZero()) {
      errors.add(rule + "no limit is specified or limit is 0");
    } else {
      double ratio = ratio(request, limit, most);
      boolean fine = most.quantity().value() <= LARGEST_MILLI;
      double bound = fine ? most.quantity().milliValue() : most.quantity().value();
      if ((fine ? ratio * 1000 : ratio) > bound) {
        errors.add(rule + "provided ratio is " + String.format(Locale.ROOT, "%f", ratio));
      }
    }
  }

  // In whole units where thousandths would overflow.
  private static double ratio(Amount request, Amount limit, Amount most) {
    boolean fine =
        request.quantity().value() <= LARGEST_MILLI
            && limit.quantity().value() <= LARGEST_MILLI
            && most.quantity().value() <= LARGEST_MILLI;
    return fine
        ? (double) limit.quantity().milliValue() / request.quantity().milliValue()
        : (double) limit.quantity().value() / request.quantity().value();
  }
}
