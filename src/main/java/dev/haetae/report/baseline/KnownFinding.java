package dev.haetae.report.baseline;

import dev.haetae.engine.Finding;
import dev.haetae.report.Fingerprint;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A finding that a baseline knows. By its id it is known again; the rest says to people what it is.
 *
 * @param id its fingerprint, 16 hexadecimal digits
 * @param object API version, kind, namespace and name: {@code apps/v1 Deployment vision/web}; empty
 *     when it is not written
 * @param path the field, with the keys of list elements; empty when it is not written
 * @param since the day on which it was written down, in UTC
 * @param until the last day on which it does not fail; null when it never ends
 */
public record KnownFinding(
    String id,
    String rule,
    String reason,
    String object,
    String path,
    LocalDate since,
    @Nullable LocalDate until) {
  /** By rule, object, path, reason and id: the order of a file. */
  static final Comparator<KnownFinding> ORDER =
      Comparator.comparing(KnownFinding::rule)
          .thenComparing(KnownFinding::object)
          .thenComparing(KnownFinding::path)
          .thenComparing(KnownFinding::reason)
          .thenComparing(KnownFinding::id);

  /** A finding to be written down. */
  static KnownFinding of(
      Finding finding, Fingerprint fingerprint, LocalDate since, @Nullable LocalDate until) {
    return new KnownFinding(
        fingerprint.id(),
        finding.rule(),
        finding.reason(),
        describe(finding.object()),
        fingerprint.path(),
        since,
        until);
  }

  static String describe(Resource object) {
    return Text.shorten(object.apiVersion()) + ' ' + object.describe();
  }

  /** Returns whether it fails again on a day. */
  public boolean hasEnded(LocalDate today) {
    return until != null && today.isAfter(until);
  }
}
