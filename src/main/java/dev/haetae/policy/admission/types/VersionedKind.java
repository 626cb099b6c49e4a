package dev.haetae.policy.admission.types;

import dev.haetae.policy.admission.ParamKind;
import java.util.Comparator;

/**
 * A kind in one version of its API, ordered as the API server lists them.
 *
 * @param group empty for the core group
 * @param version such as {@code v1}
 * @param kind such as {@code Pod}
 */
record VersionedKind(String group, String version, String kind)
    implements Comparable<VersionedKind> {
  private static final Comparator<VersionedKind> ORDER =
      Comparator.comparing(VersionedKind::group)
          .thenComparing(VersionedKind::version)
          .thenComparing(VersionedKind::kind);

  static VersionedKind of(ParamKind kind) {
    int slash = kind.apiVersion().indexOf('/');
    return new VersionedKind(
        kind.apiVersion().substring(0, Math.max(slash, 0)),
        kind.apiVersion().substring(slash + 1),
        kind.kind());
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + '/' + version;
  }

  @Override
  public int compareTo(VersionedKind other) {
    return ORDER.compare(this, other);
  }

  /** As the API server writes it. */
  @Override
  public String toString() {
    return group + '/' + version + ", Kind=" + kind;
  }
}
