package dev.haetae.realcluster;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Haetae as the chart installs it for servers outside the cluster, and these servers: processes
 * with the rights of the chart's ServiceAccount, behind one address.
 */
final class Installation implements AutoCloseable {
  static final String NAMESPACE = "haetae";
  static final String NAME = "haetae";

  /** A pod that the shipped policies refuse. */
  static final String HOST_PATH_POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: opens-the-node}
      spec:
        containers: [{name: main, image: example/app:1.0}]
        volumes: [{name: node, hostPath: {path: /etc}}]
      """;

  /** A pod that the shipped policies let through with a warning. */
  static final String ADVISED_POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: mounts-an-export}
      spec:
        containers: [{name: main, image: example/app:1.0}]
        volumes: [{name: data, nfs: {server: filer.example, path: /export/data}}]
      """;

  private static final Duration LIMIT = Duration.ofMinutes(1);
  // A start takes half as long without the second compiler, which pays in the long run only.
  private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

  private final ControlPlane plane;
  private final NetworkProxy balancer;
  private final Path configuration;
  private final List<Replica> replicas = new CopyOnWriteArrayList<>();
  private final Set<Replica> leftOut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger names = new AtomicInteger();

  /**
   * Installs the chart.
   *
   * @param values {@code key=value} as {@code helm --set} takes them
   */
  Installation(ControlPlane plane, List<String> values) throws Exception {
    this.plane = plane;
    this.balancer =
        new NetworkProxy(() ->
            replicas.stream()
                .filter(replica -> replica.process().isAlive() && replica.port() != 0)
                .map(Replica::port)
                .toList());
    List<String> command =
        new ArrayList<>(
            List.of(
                "install",
                NAME,
                "charts/haetae",
                "--namespace",
                NAMESPACE,
                "--create-namespace",
                "--set",
                "webhook.url=https://127.0.0.1:" + balancer.port()));
    for (String value : values) {
      command.add("--set");
      command.add(value);
    }
    var _ = plane.helm(command.toArray(String[]::new)).orFail();
    this.configuration =
        Files.writeString(
            plane.directory().resolve("configuration.yaml"),
            plane
                .client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .require()
                .getData()
                .get("configuration.yaml"));
  }

  /** Starts a server for a short life, and waits until it is ready. */
  Replica startReplica() throws IOException {
    return startReplica(plane.port(), SHORT_LIVED);
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param apiServerPort where it finds the API server
   * @param options of its JVM
   */
  Replica startReplica(int apiServerPort, List<String> options) throws IOException {
    return startReplica(apiServerPort, options, List.of());
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param apiServerPort where it finds the API server
   * @param options of its JVM
   * @param arguments of {@code serve}, besides those that all have
   */
  Replica startReplica(int apiServerPort, List<String> options, List<String> arguments)
      throws IOException {
    Replica replica =
        Replica.start(
            "replica-" + names.incrementAndGet(),
            plane.directory(),
            plane.serviceAccountKubeconfig(NAMESPACE, NAME, apiServerPort),
            configuration,
            NAMESPACE,
            options,
            arguments);
    replicas.add(replica);
    return replica.awaitReady();
  }

  /** The servers that were started, dead ones too. */
  List<Replica> replicas() {
    return List.copyOf(replicas);
  }

  /** Where the API server finds the servers. */
  int port() {
    return balancer.port();
  }

  /** The only server, or the first. */
  Replica replica() {
    return replicas.getFirst();
  }

  /** Sends new connections to the others. */
  void leaveOut(Replica replica) {
    leftOut.add(replica);
  }

  /** The authorities that the API server trusts, in base 64. */
  String caBundle() {
    return validating().getWebhooks().getFirst().getClientConfig().getCaBundle();
  }

  ValidatingWebhookConfiguration validating() {
    return plane
        .client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(NAME)
        .require();
  }

  /** Returns when the webhooks are registered and the API server heeds them. */
  Installation awaitRegistered() {
    Await.until("the webhooks are registered", LIMIT, () -> !validating().getWebhooks().isEmpty());
    Await.until(
        "the API server asks the webhook",
        LIMIT,
        () -> plane.post("/api/v1/namespaces/default/pods?dryRun=All", HOST_PATH_POD).isRefused());
    return this;
  }

  @Override
  public void close() throws IOException {
    for (Replica replica : replicas) {
      replica.close();
    }
    balancer.close();
  }
}
