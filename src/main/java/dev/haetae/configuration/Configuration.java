package dev.haetae.configuration;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodSpecPaths;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration file says.
 *
 * @param carriers kinds that carry pod specs, besides the shipped ones, each once
 * @param exceptionNamespaces the namespaces in which PolicyExceptions are honoured, in order; none
 *     of them when empty
 * @param brokenAfter how long a watch may have been broken before the server is not ready
 * @param registration what the API server is told of the webhooks; null when that is not Haetae's
 *     business
 * @param certificates how the certificates are kept that all replicas share; null when they are
 *     files of each server
 * @param lease the name of the Lease in Haetae's namespace by which replicas agree who writes; it
 *     exists
 */
public record Configuration(
    List<Carrier> carriers,
    List<String> exceptionNamespaces,
    Duration brokenAfter,
    @Nullable Registration registration,
    @Nullable Certificates certificates,
    String lease) {
  /** What holds without a file: nothing is registered, no exception is honoured. */
  public static final Configuration DEFAULT =
      new Configuration(List.of(), List.of(), Duration.ofSeconds(60), null, null, "haetae");

  /** A configuration that keeps its own copies. */
  public Configuration {
    carriers = List.copyOf(carriers);
    exceptionNamespaces = List.copyOf(exceptionNamespaces);
  }

  /** Has the whole process know its carriers; to be called before anything is read and compiled. */
  public void installCarriers() {
    Map<GroupKind, List<String>> paths = new HashMap<>();
    for (Carrier carrier : carriers) {
      paths.put(carrier.kind(), carrier.podSpecs());
    }
    PodSpecPaths.configure(paths);
  }
}
