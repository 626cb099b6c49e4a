package dev.haetae.policy;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one object {@code haetae.dev/v1alpha1 PolicyException}. */
final class PolicyExceptionReader {
  static final String KIND = "PolicyException";

  private static final Pattern KIND_NAME = Pattern.compile("[A-Z][A-Za-z0-9]*(\\.[-.a-z0-9]+)?");
  private static final Pattern WITH_ENDING = Pattern.compile("[^*]*\\*?");
  private static final int LONGEST_REASON = 200;

  private PolicyExceptionReader() {}

  /** The exception; of no use when there are {@code problems}, which are added. */
  static PolicyException read(Resource resource, List<Problem> problems) {
    Parameters root = Parameters.of(resource, problems);
    root.has("apiVersion");
    root.has("kind");
    root.has("metadata");
    root.has("status");
    if (resource.name().isEmpty()) {
      problems.add(
          Problem.at(
              resource,
              Path.of("metadata", "name"),
              "metadata.name is missing: an exception has a name"));
    }
    Parameters spec = root.object("spec");
    Set<String> policies = new HashSet<>(spec.texts("policies", List.of()));
    if (policies.isEmpty()) {
      spec.problem("policies", "must name the policies that are waived, at least one");
    }
    PolicyException.Match match = match(spec, resource.namespace());
    String reason = spec.text("reason", "").strip();
    if (reason.isEmpty()) {
      spec.problem("reason", "must say why the objects may be as they are");
    }
    PolicyException.Expiry expiry = spec.has("expires") ? expiry(spec) : null;
    root.finish();
    return new PolicyException(
        resource.namespace(),
        resource.name(),
        policies,
        match,
        Text.shorten(reason, LONGEST_REASON),
        expiry);
  }

  private static PolicyException.Match match(Parameters spec, String own) {
    Parameters match = spec.object("match");
    List<String> namespaces = match.texts("namespaces", List.of(own));
    List<String> kinds = match.texts("kinds", List.of());
    List<String> names = match.texts("names", List.of());
    LabelSelector selector = match.selector("objectSelector");
    if (!match.has("namespaces")
        && kinds.isEmpty()
        && names.isEmpty()
        && selector.requirements().isEmpty()) {
      spec.problem("match", "must say which objects: namespaces, kinds, names or objectSelector");
    }
    if (namespaces.isEmpty()) {
      match.problem("namespaces", "must name a namespace; [\"*\"] stands for all");
    }
    for (String kind : kinds) {
      if (!KIND_NAME.matcher(kind).matches()) {
        match.problem(
            "kinds", "must hold kinds such as Pod and Deployment.apps, not " + Text.quote(kind));
      }
    }
    checkEndings(match, "namespaces", namespaces);
    checkEndings(match, "names", names);
    return new PolicyException.Match(namespaces, kinds, names, selector);
  }

  private static void checkEndings(Parameters match, String key, List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.isEmpty() || !WITH_ENDING.matcher(pattern).matches()) {
        match.problem(
            key, "must hold names, each with a * at its end at most, not " + Text.quote(pattern));
      }
    }
  }

  private static PolicyException.@Nullable Expiry expiry(Parameters spec) {
    String written = spec.text("expires", "");
    if (written.isEmpty()) {
      return null;
    }
    try {
      Instant instant =
          written.indexOf('T') < 0
              ? LocalDate.parse(written).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(written).toInstant();
      return new PolicyException.Expiry(instant, written);
    } catch (DateTimeException e) {
      spec.problem(
          "expires",
          "must be the last day, 2027-01-31, or the instant of the end, 2027-01-31T18:00:00Z, not "
              + Text.quote(written));
      return null;
    }
  }
}
