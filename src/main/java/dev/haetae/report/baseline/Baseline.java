package dev.haetae.report.baseline;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings that are known, by their fingerprints. */
public final class Baseline {
  public static final String API_VERSION = "haetae.dev/v1alpha1";
  public static final String KIND = "Baseline";

  /** A baseline that knows nothing. */
  public static final Baseline EMPTY = new Baseline(List.of());

  private final List<KnownFinding> findings;
  private final Map<String, KnownFinding> byId = new HashMap<>();

  /**
   * The baseline of these findings.
   *
   * @param findings in any order, each id once
   */
  public Baseline(Collection<KnownFinding> findings) {
    this.findings = findings.stream().sorted(KnownFinding.ORDER).toList();
    this.findings.forEach(finding -> byId.put(finding.id(), finding));
  }

  /** The findings in the order of a file. */
  public List<KnownFinding> findings() {
    return findings;
  }

  /** The finding of this fingerprint; null when it is not known. */
  public @Nullable KnownFinding find(String id) {
    return byId.get(id);
  }
}
