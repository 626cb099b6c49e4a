package dev.haetae.engine;

/**
 * The paths at which a server answers: reviews on its TLS port, its own state on the plain one. Who
 * serves them and who registers them agree here.
 */
public final class EndpointPaths {
  /** Reviews by all policies. */
  public static final String VALIDATE = "/validate";

  /** Reviews by the policies that deny. */
  public static final String VALIDATE_DENY = "/validate/deny";

  /** Reviews by the policies that only advise. */
  public static final String VALIDATE_ADVICE = "/validate/advice";

  /** Repairs. */
  public static final String MUTATE = "/mutate";

  /** The health of the process: whether it lives. */
  public static final String LIVENESS = "/health/liveness";

  /** The readiness of the server: whether reviews may be sent. */
  public static final String READINESS = "/health/readiness";

  /** The metrics, in Prometheus' text format. */
  public static final String METRICS = "/prometheus";

  private EndpointPaths() {}
}
