package dev.haetae.realcluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * etcd, the API server and, where they are there, the controllers that bind claims, end namespaces
 * and fill in the role {@code edit}, each a process on loopback. No kubelet and no scheduler: pods
 * stay as they are written, and a webhook is reached by its URL.
 */
final class ControlPlane implements AutoCloseable {
  private static final int LOWEST_PORT = 10_000;
  private static final int LOWEST_PORT_OF_KERNEL = 32_768;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String ISSUER = "https://kubernetes.default.svc";

  private final Binaries binaries;
  private final Path directory;
  private final boolean ownsDirectory;
  private final PublicKeys keys;
  private final int port;
  private final int etcdPort;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final AtomicInteger names = new AtomicInteger();
  private final List<Process> processes = new ArrayList<>();
  private final Thread hook = Thread.ofPlatform().unstarted(this::killAll);
  private @Nullable Process apiServer;
  private @Nullable Process controllers;

  private ControlPlane(Binaries binaries, Path directory, boolean ownsDirectory) throws Exception {
    this.binaries = binaries;
    this.directory = directory;
    this.ownsDirectory = ownsDirectory;
    this.keys = new PublicKeys(directory);
    keys.issue("admin", "O=system:masters,CN=admin");
    this.port = freePort();
    this.etcdPort = freePort();
    this.kubeconfig =
        Kubeconfig.withCertificate(
            directory.resolve("admin.kubeconfig"),
            port,
            keys.authority(),
            "default",
            keys.certificate("admin"),
            keys.key("admin"));
    this.client = client(kubeconfig);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** A control plane of its own with an empty store, in a directory that goes with it. */
  static ControlPlane start(Binaries binaries) throws Exception {
    return start(binaries, Files.createTempDirectory("haetae-control-plane"), true);
  }

  /** A control plane whose store is kept in {@code directory}. */
  static ControlPlane keepingIn(Binaries binaries, Path directory) throws Exception {
    return start(binaries, Files.createDirectories(directory), false);
  }

  private static ControlPlane start(Binaries binaries, Path directory, boolean ownsDirectory)
      throws Exception {
    ControlPlane plane = new ControlPlane(binaries, directory, ownsDirectory);
    try {
      plane.startEtcd();
      plane.startApiServer();
      plane.startControllers();
      return plane;
    } catch (Exception | AssertionError e) {
      plane.close();
      throw e;
    }
  }

  /**
   * A port that nobody had a moment ago. Below those that the kernel gives to connections and to
   * who does not care, so that none of them takes it before the program has begun to listen.
   */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_PORT_OF_KERNEL);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody listens there.
      }
    }
  }

  /** A client of the administrator. */
  KubernetesClient client() {
    return client;
  }

  /** A client as {@code kubeconfig} says. */
  static KubernetesClient client(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    // A test asks once, and sees what the server said.
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The kubeconfig of the administrator. */
  Path kubeconfig() {
    return kubeconfig;
  }

  Binaries binaries() {
    return binaries;
  }

  int port() {
    return port;
  }

  /** A proxy before the API server. */
  NetworkProxy proxy() throws IOException {
    return new NetworkProxy(port);
  }

  /** A kubeconfig of the administrator through a proxy. */
  Path kubeconfig(NetworkProxy proxy) throws IOException {
    return Kubeconfig.withCertificate(
        newFile("admin"),
        proxy.port(),
        keys.authority(),
        "default",
        keys.certificate("admin"),
        keys.key("admin"));
  }

  /** A kubeconfig with a token of a ServiceAccount, which is made when it is not there. */
  Path serviceAccountKubeconfig(String namespace, String name, int throughPort) throws IOException {
    if (client.serviceAccounts().inNamespace(namespace).withName(name).get() == null) {
      client
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(name)
                  .endMetadata()
                  .build())
          .create();
    }
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(name)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(7200L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    return Kubeconfig.withToken(newFile(name), throughPort, keys.authority(), namespace, token);
  }

  private Path newFile(String name) {
    return directory.resolve(name + "-" + names.incrementAndGet() + ".kubeconfig");
  }

  /** A new namespace with a name of its own. */
  String newNamespace(String prefix, Map<String, String> labels) {
    String name = prefix + "-" + names.incrementAndGet();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
    return name;
  }

  String newNamespace(String prefix) {
    return newNamespace(prefix, Map.of());
  }

  /** Makes the objects of some YAML documents, as they are or in {@code namespace}. */
  List<HasMetadata> create(String yaml) {
    List<HasMetadata> made = new ArrayList<>();
    for (HasMetadata object : client.load(stream(yaml)).items()) {
      made.add(client.resource(object).create());
    }
    return made;
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a manifest as it is written, mistakes included, and returns whatever is answered.
   *
   * @param path such as {@code /api/v1/namespaces/default/pods?dryRun=All}
   */
  Answer post(String path, String manifest) {
    return send(path, "POST", "application/yaml", manifest);
  }

  /** Sends a merge patch. */
  Answer patch(String path, String json) {
    return send(path, "PATCH", "application/merge-patch+json", json);
  }

  /** Sends JSON as somebody else than the administrator, and returns whatever is answered. */
  Answer sendAs(KubernetesClient somebody, String path, String method, String type, String json) {
    return send(somebody.getHttpClient(), path, method, type, json);
  }

  private Answer send(String path, String method, String type, String body) {
    return send(client.getHttpClient(), path, method, type, body);
  }

  private Answer send(HttpClient http, String path, String method, String type, String body) {
    HttpResponse<String> response =
        http.sendAsync(
                http.newHttpRequestBuilder()
                    .uri("https://127.0.0.1:" + port + path)
                    .method(method, type, body)
                    .timeout(60, TimeUnit.SECONDS)
                    .build(),
                String.class)
            .join();
    return Answer.of(response.code(), response.body(), response.headers("Warning"));
  }

  Path directory() {
    return directory;
  }

  /** Runs kubectl as the administrator; aborts the test when there is none. */
  Programs.Outcome kubectl(String... arguments) throws Exception {
    return run("kubectl", arguments);
  }

  /** Runs helm as the administrator; aborts the test when there is none. */
  Programs.Outcome helm(String... arguments) throws Exception {
    return run("helm", arguments);
  }

  private Programs.Outcome run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(binaries.require(program).toString());
    command.addAll(List.of(arguments));
    return Programs.run(
        Map.of(
            "KUBECONFIG", kubeconfig.toString(),
            "HELM_CACHE_HOME", directory.resolve("helm").toString(),
            "HELM_CONFIG_HOME", directory.resolve("helm").toString(),
            "HELM_DATA_HOME", directory.resolve("helm").toString(),
            "KUBECACHEDIR", directory.resolve("kube-cache").toString()),
        command);
  }

  /** Kills the API server as kill -9 does. */
  void killApiServer() throws InterruptedException {
    if (apiServer != null) {
      apiServer.destroyForcibly().waitFor();
      apiServer = null;
    }
  }

  /** Tells the API server to end, and waits for it. */
  void stopApiServer() throws InterruptedException {
    if (apiServer != null) {
      apiServer.destroy();
      if (!apiServer.waitFor(20, TimeUnit.SECONDS)) {
        apiServer.destroyForcibly().waitFor();
      }
      apiServer = null;
    }
  }

  /** Ends the controllers, so that a test can write what they would. */
  void stopControllers() {
    if (controllers != null) {
      controllers.destroyForcibly().onExit().join();
    }
  }

  private void startEtcd() throws IOException {
    String clients = "http://127.0.0.1:" + etcdPort;
    String peers = "http://127.0.0.1:" + freePort();
    Process etcd =
        start(
            "etcd",
            List.of(
                binaries.etcd().toString(),
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                // Drills write the same large objects again and again, faster than it is compacted.
                "--quota-backend-bytes=" + (8L << 30),
                "--unsafe-no-fsync"));
    // The API server waits for it for 20 s only.
    Await.until(
        "etcd listens; its log is " + directory.resolve("etcd.log"),
        START_LIMIT,
        () -> {
          requireAlive("etcd", etcd);
          new Socket(InetAddress.getLoopbackAddress(), etcdPort).close();
          return true;
        });
  }

  /**
   * Starts the API server on its port, and returns when it is ready.
   *
   * @param flags besides those that it always has
   */
  void startApiServer(String... flags) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--tls-cert-file=" + keys.certificate("server"),
                "--tls-private-key-file=" + keys.key("server"),
                "--client-ca-file=" + keys.authority(),
                "--service-account-issuer=" + ISSUER,
                "--service-account-key-file=" + keys.serviceAccountKey(),
                "--service-account-signing-key-file=" + keys.serviceAccountKey(),
                "--service-cluster-ip-range=10.0.0.0/16",
                "--authorization-mode=RBAC",
                "--allow-privileged",
                // Nobody makes default ServiceAccounts or lifts taints here.
                "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
                "--endpoint-reconciler-type=none"));
    command.addAll(List.of(flags));
    Process process = start("kube-apiserver", command);
    apiServer = process;
    Path log = directory.resolve("kube-apiserver.log");
    Await.until(
        "the API server is ready; its log is " + log,
        START_LIMIT,
        () -> {
          requireAlive("kube-apiserver", process);
          return "ok".equals(client.raw("/readyz"));
        });
  }

  private void requireAlive(String name, Process process) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          name + " has ended:\n" + Programs.tail(directory.resolve(name + ".log")));
    }
  }

  private void startControllers() throws IOException {
    if (binaries.find("kube-controller-manager") != null) {
      startControllers(
          "persistentvolume-binder-controller,"
              + "persistentvolumeclaim-protection-controller,"
              + "persistentvolume-protection-controller,namespace-controller,"
              + "garbage-collector-controller,clusterrole-aggregation-controller,"
              + "daemonset-controller");
    }
  }

  /** Starts controllers of these names; aborts the test when there are none. */
  void startControllers(String names) throws IOException {
    Path program = binaries.require("kube-controller-manager");
    controllers =
        start(
            "kube-controller-manager",
            List.of(
                program.toString(),
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--secure-port=0",
                "--controllers=" + names,
                "--pvclaimbinder-sync-period=500ms"));
  }

  private Process start(String name, List<String> command) throws IOException {
    File log = directory.resolve(name + ".log").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    processes.add(process);
    return process;
  }

  private void killAll() {
    for (Process process : processes.reversed()) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    for (Process process : processes.reversed()) {
      if (ownsDirectory) {
        process.destroyForcibly();
      } else {
        // In the order that lets etcd keep what it has.
        process.destroy();
      }
      process.onExit().join();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    if (ownsDirectory) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
