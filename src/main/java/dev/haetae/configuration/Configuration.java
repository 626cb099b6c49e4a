package dev.haetae.configuration;

import dev.haetae.policy.AgentNamespaces;
import dev.haetae.resource.Carriers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The content of the configuration file.
 *
 * @param carriers the kinds that carry pod specs
 * @param agents the namespaces in which agents of the nodes live
 * @param exceptionNamespaces the namespaces in which PolicyExceptions are honoured, in order; none
 *     of them when empty
 * @param brokenAfter how long a watch may have been broken before the server is not ready
 * @param registration what the API server is told of the webhooks; null when that is not Haetae's
 *     business
 * @param certificates how the certificates are kept that all replicas share; null when they are
 *     files of each server
 * @param lease the name of the Lease in Haetae's namespace by which replicas agree who writes; it
 *     exists
 * @param audit how the leader audits what is there
 * @param reports how the leader writes reports
 */
public record Configuration(
    Carriers carriers,
    AgentNamespaces agents,
    List<String> exceptionNamespaces,
    Duration brokenAfter,
    @Nullable Registration registration,
    @Nullable Certificates certificates,
    String lease,
    AuditSettings audit,
    ReportSettings reports) {
  /** The configuration without a file: nothing is registered, no exception is honoured. */
  public static final Configuration DEFAULT =
      new Configuration(
          Carriers.SHIPPED,
          AgentNamespaces.SHIPPED,
          List.of(),
          Duration.ofSeconds(60),
          null,
          null,
          "haetae",
          AuditSettings.DEFAULT,
          ReportSettings.DEFAULT);

  /** A configuration that keeps its own copies. */
  public Configuration {
    exceptionNamespaces = List.copyOf(exceptionNamespaces);
  }

  /**
   * The namespaces that no webhook is asked about by their names.
   *
   * @param own the namespaces that are Haetae's own, which are among them
   */
  public Set<String> unreviewed(Set<String> own) {
    Set<String> names = new TreeSet<>(own);
    if (registration != null) {
      names.addAll(registration.excludeNamespaces());
    }
    return names;
  }
}
