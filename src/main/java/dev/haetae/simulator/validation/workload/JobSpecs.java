package dev.haetae.simulator.validation.workload;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.pod.PodSpecs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The validation of the spec that Jobs and the templates of CronJobs have.
 *
 * <p>Mirrors {@code validateJobSpec} of {@code pkg/apis/batch/validation/validation.go}.
 */
final class JobSpecs {
  private static final int MOST_PARALLEL = 100_000;
  private static final int MANY_COMPLETIONS = 100_000;
  private static final int MOST_OF_MANY = 10_000;
  private static final int LONGEST_MANAGER = 63;

  private JobSpecs() {}

  static void check(Part spec) {
    CauseList causes = spec.causes();
    spec.nonNegative(
        "parallelism",
        "completions",
        "activeDeadlineSeconds",
        "backoffLimit",
        "ttlSecondsAfterFinished",
        "backoffLimitPerIndex",
        "maxFailedIndexes");
    if (spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex")) {
      causes.required(spec.at("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
    }
    if (spec.has("managedBy")) {
      checkManager(spec);
    }
    spec.oneOf("completionMode", List.of("NonIndexed", "Indexed"));
    boolean indexed = isIndexed(spec);
    if (indexed) {
      checkIndexed(spec);
    } else if (spec.text("completionMode", "NonIndexed").equals("NonIndexed")) {
      for (String field : List.of("backoffLimitPerIndex", "maxFailedIndexes")) {
        if (spec.has(field)) {
          causes.invalid(spec.at(field), spec.number(field, 0), "requires indexed completion mode");
        }
      }
    }
    JobPolicies.check(spec, indexed);
    PodSpecs.checkTemplate(spec.object("template"));
    checkRestart(spec);
  }

  static boolean isIndexed(Part spec) {
    return spec.text("completionMode").equals("Indexed");
  }

  /** The completions; both they and the pods at a time are one when neither is written. */
  static @Nullable Long completions(Part spec) {
    Long written = spec.number("completions");
    return written == null && !spec.has("parallelism") ? (Long) 1L : written;
  }

  private static void checkManager(Part spec) {
    CauseList causes = spec.causes();
    Place place = spec.at("managedBy");
    String manager = spec.text("managedBy");
    int slash = manager.indexOf('/');
    if (manager.isEmpty()) {
      causes.required(place, "");
    } else if (slash <= 0 || slash == manager.length() - 1) {
      causes.invalid(place, manager, "must be a domain-prefixed path (such as \"acme.io/foo\")");
    } else {
      String host = manager.substring(0, slash);
      causes.invalid(place, host, NameSyntax.subdomain(host));
      String path = manager.substring(slash + 1);
      if (!isHttpPath(path)) {
        causes.invalid(
            place,
            path,
            "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
      }
    }
    if (NameSyntax.bytes(manager) > LONGEST_MANAGER) {
      causes.tooLong(place, LONGEST_MANAGER);
    }
  }

  private static boolean isHttpPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "/-._~%!$&'()*+,;=:".indexOf(c) < 0) {
        return false;
      }
    }
    return !path.isEmpty();
  }

  private static void checkIndexed(Part spec) {
    CauseList causes = spec.causes();
    Long completions = completions(spec);
    long parallel = spec.number("parallelism", 1);
    Long failed = spec.number("maxFailedIndexes");
    if (completions == null) {
      causes.required(spec.at("completions"), "when completion mode is Indexed");
    }
    if (parallel > MOST_PARALLEL) {
      causes.invalid(
          spec.at("parallelism"),
          parallel,
          "must be less than or equal to " + MOST_PARALLEL + " when completion mode is Indexed");
    }
    if (failed != null && completions != null && failed > completions) {
      causes.invalid(
          spec.at("maxFailedIndexes"), failed, "must be less than or equal to completions");
    }
    if (failed != null && failed > MANY_COMPLETIONS) {
      causes.invalid(
          spec.at("maxFailedIndexes"), failed, "must be less than or equal to " + MANY_COMPLETIONS);
    }
    if (completions != null && completions > MANY_COMPLETIONS && spec.has("backoffLimitPerIndex")) {
      checkMany(spec, parallel, failed == null ? -1 : failed);
    }
  }

  private static void checkMany(Part spec, long parallel, long failed) {
    CauseList causes = spec.causes();
    String detail =
        "must be less than or equal to "
            + MOST_OF_MANY
            + " when completions are above "
            + MANY_COMPLETIONS
            + " and used with backoff limit per index";
    if (!spec.has("maxFailedIndexes")) {
      causes.required(
          spec.at("maxFailedIndexes"),
          "must be specified when completions is above " + MANY_COMPLETIONS);
    }
    if (parallel > MOST_OF_MANY) {
      causes.invalid(spec.at("parallelism"), parallel, detail);
    }
    if (failed > MOST_OF_MANY) {
      causes.invalid(spec.at("maxFailedIndexes"), failed, detail);
    }
  }

  private static void checkRestart(Part spec) {
    CauseList causes = spec.causes();
    Part pod = spec.object("template").object("spec");
    Place place = pod.at("restartPolicy");
    String restart = pod.text("restartPolicy", "Always");
    switch (restart) {
      case "Always" -> causes.required(place, "valid values: \"OnFailure\", \"Never\"");
      case "OnFailure" -> {
        if (spec.has("podFailurePolicy")) {
          causes.invalid(
              place, restart, "only \"Never\" is supported when podFailurePolicy is specified");
        }
      }
      case "Never" -> {
        // Goes with everything.
      }
      default -> causes.notSupported(place, restart, List.of("OnFailure", "Never"));
    }
  }
}
