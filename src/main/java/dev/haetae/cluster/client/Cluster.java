package dev.haetae.cluster.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one API server, and who we are to it. Owns the client; opening it sends
 * nothing.
 */
public final class Cluster implements AutoCloseable {
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final int PATIENCE_MILLIS = 10_000;

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;

  private Cluster(KubernetesClient client, String namespace, String identity) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
  }

  /**
   * The cluster that {@code kubectl} would talk to: of the files that {@code KUBECONFIG} names, of
   * {@code ~/.kube/config}, of the pod that this process runs in, whichever is there first.
   *
   * @param environment environment variables
   * @throws CannotUseClusterException when there is none, or it cannot be read
   */
  public static Cluster connect(Map<String, String> environment) throws CannotUseClusterException {
    return of(configuration(environment), environment);
  }

  /**
   * The cluster of a kubeconfig's text.
   *
   * @param environment environment variables
   */
  public static Cluster of(String kubeconfig, Map<String, String> environment) {
    return of(Config.fromKubeconfig(kubeconfig), environment);
  }

  private static Cluster of(Config found, Map<String, String> environment) {
    Config config =
        new ConfigBuilder(found)
            .withConnectionTimeout(PATIENCE_MILLIS)
            .withRequestTimeout(PATIENCE_MILLIS)
            .withRequestRetryBackoffLimit(2)
            .withUserAgent("haetae")
            // The JDK's HTTP/2 never notices that the one connection of all requests has gone dead;
            // of HTTP/1.1's, one goes with the request that waits in vain.
            .withHttp2Disable(true)
            .build();
    String host = environment.getOrDefault("HOSTNAME", "");
    return new Cluster(
        new KubernetesClientBuilder().withConfig(config).build(),
        namespace(config, environment),
        (host.isEmpty() ? "haetae" : host) + '_' + UUID.randomUUID());
  }

  private static Config configuration(Map<String, String> environment)
      throws CannotUseClusterException {
    String named = environment.getOrDefault("KUBECONFIG", "");
    List<Path> files = new ArrayList<>();
    if (named.isEmpty()) {
      String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
      if (!home.isEmpty()) {
        files.add(Path.of(home, ".kube", "config"));
      }
    } else {
      for (String file : named.split(File.pathSeparator, -1)) {
        if (!file.isEmpty()) {
          files.add(Path.of(file));
        }
      }
    }
    List<Path> there = files.stream().filter(Files::isRegularFile).toList();
    try {
      if (there.size() == 1) {
        return Config.fromKubeconfig(there.getFirst().toFile());
      }
      if (there.size() > 1 || (named.isEmpty() && isInPod(environment))) {
        return Config.autoConfigure(null);
      }
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new CannotUseClusterException(
          "the kubeconfig " + there + " cannot be read; 'kubectl config view' says more");
    }
    throw new CannotUseClusterException(
        named.isEmpty()
            ? "there is no cluster to look at: no kubeconfig at "
                + (files.isEmpty() ? "~/.kube/config" : files.getFirst())
                + ", KUBECONFIG is not set, and this is no pod"
            : "KUBECONFIG names " + named + ", which is not there");
  }

  /** Whether this process runs in a pod that may talk to its cluster. */
  public static boolean isInPod(Map<String, String> environment) {
    return !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty();
  }

  private static String namespace(Config config, Map<String, String> environment) {
    String told = environment.getOrDefault("HAETAE_NAMESPACE", "");
    if (!told.isEmpty()) {
      return told;
    }
    if (isInPod(environment)) {
      String mounted = read(SERVICE_ACCOUNT.resolve("namespace"));
      if (mounted != null && !mounted.isEmpty()) {
        return mounted;
      }
    }
    String context = config.getNamespace();
    return context == null || context.isEmpty() ? "default" : context;
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return null;
    }
  }

  /** The client; closed with the cluster. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * Our own namespace: {@code HAETAE_NAMESPACE}, else the service account's, else that of the
   * kubeconfig's context, else {@code default}.
   */
  public String namespace() {
    return namespace;
  }

  /** A name that no other replica has: the host's, and something random. */
  public String identity() {
    return identity;
  }

  /** Where the API server is, for messages. */
  public String address() {
    return client.getMasterUrl().toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
