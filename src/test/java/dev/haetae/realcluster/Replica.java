package dev.haetae.realcluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code haetae serve --inventory cluster} in a process of its own. */
final class Replica implements AutoCloseable {
  // On a machine that does ten other things, a process takes its time.
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern LISTENING =
      Pattern.compile("listening on https://localhost:(\\d+) .*management http://localhost:(\\d+)");

  // What the launcher gives a server.
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Path log;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final long started = System.nanoTime();
  private volatile int port;
  private volatile int managementPort;

  private Replica(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a process and does not wait for it.
   *
   * @param options of the JVM, besides those of the launcher
   * @param arguments of {@code serve}, besides those that all have
   */
  static Replica start(
      String name,
      Path directory,
      Path kubeconfig,
      Path configuration,
      String namespace,
      List<String> options,
      List<String> arguments)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.haetae.Main",
            "serve",
            "--inventory",
            "cluster",
            "--config",
            configuration.toString(),
            "--tls-dir",
            directory.resolve(name + "-tls").toString(),
            "--port",
            "0",
            "--management-port",
            "0"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("HAETAE_NAMESPACE", namespace);
    builder.environment().put("HOSTNAME", name);
    return new Replica(name, log, builder.start());
  }

  /** Returns when it has said that it listens, which it does once it is ready. */
  Replica awaitReady() {
    Await.until(
        name + " is ready; its log:\n" + log,
        START_LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new IOException(name + " has ended:\n" + Programs.tail(log));
          }
          Matcher listening = LISTENING.matcher(log());
          if (!listening.find()) {
            throw new IOException(Programs.tail(log));
          }
          port = Integer.parseInt(listening.group(1));
          managementPort = Integer.parseInt(listening.group(2));
          return true;
        });
    return this;
  }

  /** Since the process was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isReady() throws Exception {
    return get("/health/readiness").statusCode() == 200;
  }

  /** What readiness says. */
  String readiness() throws Exception {
    return get("/health/readiness").body();
  }

  /** All samples of a metric, label sets included, added up; 0 when there is none. */
  double metric(String sample) throws Exception {
    double sum = 0;
    Matcher matcher =
        Pattern.compile("^" + Pattern.quote(sample) + "(?:[{ ].*)? (\\S+)$", Pattern.MULTILINE)
            .matcher(get("/prometheus").body());
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return sum;
  }

  String metrics() throws Exception {
    return get("/prometheus").body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Sends a review past the API server, and returns the answer.
   *
   * @param caBundle the authorities to trust, in base 64
   */
  String review(String caBundle, String path, String body) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TrustedHandshake.context(caBundle)).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(20))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** The most memory the process has had resident, in bytes. */
  long peakResidentBytes() throws IOException {
    long peak = Programs.peakResidentBytes(process);
    if (peak == 0) {
      throw new IOException("no VmHWM of " + process.pid());
    }
    return peak;
  }

  /** What lives on its heap after a full collection, in bytes. */
  long liveBytes() throws Exception {
    String pid = String.valueOf(process.pid());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var _ = Programs.run(Map.of(), List.of(jcmd, pid, "GC.run")).orFail();
    Matcher used =
        Pattern.compile("^ *(?:DefNew|Tenured) +total \\d+K, used (\\d+)K", Pattern.MULTILINE)
            .matcher(Programs.run(Map.of(), List.of(jcmd, pid, "GC.heap_info")).orFail());
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    if (kilobytes == 0) {
      throw new IOException("no heap of " + pid + " is told");
    }
    return kilobytes << 10;
  }

  /** Kills it as kill -9 does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Tells it to end, and waits for it. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
    http.close();
  }
}
