package dev.haetae.server;

import dev.haetae.Main;
import dev.haetae.admission.FieldForbidden;
import dev.haetae.cli.terminal.OutOfMemory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server in a process of its own, as {@code haetae serve} starts it. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile(
          "listening on https://localhost:(\\d+) \\(CA (.*)\\), management"
              + " http://localhost:(\\d+)");

  private final Process process;
  private final Path directory;
  private final boolean isShipped;
  private int port;
  private int managementPort;
  private String curl = "";

  private ServeProcess(Process process, Path directory, boolean isShipped) {
    this.process = process;
    this.directory = directory;
    this.isShipped = isShipped;
  }

  /** What the process runs: the first argument is the TLS directory. */
  public static void main(String[] arguments) throws Exception {
    Serve.untilTold(
        ServerOptions.of(Path.of(arguments[0])).withPorts(0, 0),
        () -> FieldForbidden.evaluator(Action.DENY),
        () -> InventorySnapshot.OPEN,
        InstantSource.system(),
        System.out,
        System.out,
        OutOfMemory::halt);
  }

  /**
   * Starts a process that judges by a rule for tests, and does not wait for it.
   *
   * @param options of its JVM
   */
  static ServeProcess start(Path directory, String... options) throws IOException {
    return start(
        directory, List.of(options), List.of(ServeProcess.class.getName(), directory.toString()));
  }

  /**
   * Starts {@code haetae serve} with the shipped policies, and does not wait for it.
   *
   * @param heap the most that the heap may take, such as {@code 128m}
   * @param inventory a file with the world
   */
  static ServeProcess shipped(Path directory, String heap, Path inventory) throws IOException {
    return start(
        directory,
        List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"),
        List.of(
            Main.class.getName(),
            "serve",
            "--port=0",
            "--management-port=0",
            "--tls-dir=" + directory,
            "--inventory=" + inventory));
  }

  private static ServeProcess start(
      Path directory, List<String> options, List<String> mainAndArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    return new ServeProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        directory,
        mainAndArguments.contains("serve"));
  }

  /** Waits until it says that it listens; how to try it, the shipped one says elsewhere. */
  ServeProcess await() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.matches()) {
        port = Integer.parseInt(listening.group(1));
        managementPort = Integer.parseInt(listening.group(3));
        if (!listening.group(2).equals(directory.resolve("ca.crt").toString())) {
          throw new AssertionError(line);
        }
        if (isShipped) {
          return this;
        }
      } else if (line.startsWith("try it: ")) {
        curl = line.substring("try it: ".length());
        return this;
      }
    }
    throw new AssertionError("the process ended before it listened");
  }

  Process process() {
    return process;
  }

  int port() {
    return port;
  }

  String curl() {
    return curl;
  }

  TlsClient client() throws Exception {
    return new TlsClient(port, directory.resolve("ca.crt"), null);
  }

  /** What is answered on the plain port. */
  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** The sample of a series by its name and labels. */
  double metric(String series) throws IOException, InterruptedException {
    String metrics = management("/prometheus").body();
    for (String line : metrics.lines().toList()) {
      if (line.startsWith(series + ' ')) {
        return Double.parseDouble(line.substring(series.length() + 1));
      }
    }
    throw new AssertionError("no " + series + " in " + metrics);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
