package dev.haetae.cluster.client;

import io.kubernetes.client.openapi.ApiClient;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.OkHttpClient;

/**
 * The connection to one API server, and who we are to it. Owns the client; opening it sends
 * nothing.
 */
public final class Cluster implements AutoCloseable {
  private final ApiClient client;
  private final String namespace;
  private final String identity;

  private Cluster(ApiClient client, String context, Map<String, String> environment) {
    this.client = client;
    this.namespace = namespace(context, environment);
    String host = environment.getOrDefault("HOSTNAME", "");
    this.identity = (host.isEmpty() ? "haetae" : host) + '_' + UUID.randomUUID();
  }

  /**
   * The cluster that {@code kubectl} would talk to: of the files that {@code KUBECONFIG} names, of
   * {@code ~/.kube/config}, of the pod that this process runs in, whichever is there first.
   *
   * @param environment environment variables
   * @throws CannotUseClusterException when there is none, or it cannot be read
   */
  public static Cluster connect(Map<String, String> environment) throws CannotUseClusterException {
    String named = environment.getOrDefault("KUBECONFIG", "");
    List<Path> files = files(named, environment);
    List<Path> there = files.stream().filter(Files::isRegularFile).toList();
    try {
      if (!there.isEmpty()) {
        Kubeconfig kubeconfig = Kubeconfig.read(there);
        // One file says itself which proxy there is.
        return new Cluster(
            ApiClients.of(
                kubeconfig,
                earlier -> Kubeconfig.read(there, earlier),
                there.size() == 1 ? Map.of() : environment),
            kubeconfig.namespace(),
            environment);
      }
    } catch (UnusableKubeconfigException e) {
      throw new CannotUseClusterException(
          "the kubeconfig " + there + " cannot be read; 'kubectl config view' says more");
    }
    if (named.isEmpty() && isInPod(environment)) {
      try {
        return new Cluster(ApiClients.ofPod(environment), "", environment);
      } catch (UnusableKubeconfigException e) {
        throw new CannotUseClusterException(
            "the pod's ServiceAccount cannot be read; see whether its token is mounted at "
                + ApiClients.SERVICE_ACCOUNT);
      }
    }
    throw new CannotUseClusterException(
        named.isEmpty()
            ? "there is no cluster to look at: no kubeconfig at "
                + (files.isEmpty() ? "~/.kube/config" : files.getFirst())
                + ", KUBECONFIG is not set, and this is no pod"
            : "KUBECONFIG names " + named + ", which is not there");
  }

  /**
   * The cluster of a kubeconfig's text.
   *
   * @param environment environment variables
   * @throws IllegalArgumentException when it cannot be read
   */
  public static Cluster of(String kubeconfig, Map<String, String> environment) {
    try {
      Kubeconfig read = Kubeconfig.of(kubeconfig);
      return new Cluster(ApiClients.of(read, _ -> read, Map.of()), read.namespace(), environment);
    } catch (UnusableKubeconfigException e) {
      throw new IllegalArgumentException("the kubeconfig cannot be read");
    }
  }

  private static List<Path> files(String named, Map<String, String> environment) {
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
    return files;
  }

  /** Returns whether this process runs in a pod that may talk to its cluster. */
  public static boolean isInPod(Map<String, String> environment) {
    return !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty();
  }

  private static String namespace(String context, Map<String, String> environment) {
    String told = environment.getOrDefault("HAETAE_NAMESPACE", "");
    if (!told.isEmpty()) {
      return told;
    }
    String mounted =
        isInPod(environment) ? read(ApiClients.SERVICE_ACCOUNT.resolve("namespace")) : "";
    if (!mounted.isEmpty()) {
      return mounted;
    }
    return context.isEmpty() ? "default" : context;
  }

  // Empty when it is not there.
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** The API server, in streams and trees; usable until the cluster is closed. */
  public ApiServer server() {
    return new ApiServer(client.getHttpClient(), client.getBasePath());
  }

  /** The API server, in objects of the typed model; usable until the cluster is closed. */
  public TypedObjects objects() {
    return new TypedObjects(server());
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

  /** Returns where the API server is, for messages. */
  public String address() {
    return client.getBasePath() + '/';
  }

  /** Ends all requests and connections. */
  @Override
  public void close() {
    OkHttpClient http = client.getHttpClient();
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdownNow();
    http.connectionPool().evictAll();
  }
}
