package dev.haetae.engine;

/**
 * The paths at which a server answers: reviews on its TLS port, its own state on the plain one. Who
 * serves them and who registers them agree here.
 */
public final class EndpointPaths {
  public static final String VALIDATE = "/validate";
  public static final String VALIDATE_DENY = "/validate/deny";
  public static final String VALIDATE_ADVICE = "/validate/advice";
  public static final String MUTATE = "/mutate";
  public static final String LIVENESS = "/health/liveness";
  public static final String READINESS = "/health/readiness";
  public static final String METRICS = "/prometheus";

  private EndpointPaths() {}
}
