package dev.haetae.configuration;

/**
 * The way in which the leader writes what audits find into the cluster.
 *
 * @param enabled whether it does
 * @param api the API in which it does
 * @param maxBytes how many bytes of JSON the reports of all namespaces may have together; a MiB at
 *     least
 */
public record ReportSettings(boolean enabled, Api api, long maxBytes) {
  /** The least that all reports may have. */
  static final long LEAST_BYTES = 1L << 20;

  /** The most that all reports may have. */
  static final long MOST_BYTES = 1L << 30;

  /** No reports. */
  public static final ReportSettings DEFAULT = new ReportSettings(false, Api.AUTO, 32L << 20);

  /** A choice of the API of reports. */
  public enum Api {
    /** The newest that is served. */
    AUTO("auto"),
    /** {@code openreports.io}, whatever else is served. */
    OPENREPORTS("openreports"),
    /** {@code wgpolicyk8s.io}, whatever else is served. */
    WGPOLICY("wgpolicyk8s");

    private final String word;

    Api(String word) {
      this.word = word;
    }

    /** As the configuration writes it. */
    public String word() {
      return word;
    }
  }
}
