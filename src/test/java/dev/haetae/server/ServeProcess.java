package dev.haetae.server;

import dev.haetae.admission.FieldForbidden;
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
  private int port;
  private int managementPort;
  private String curl = "";

  private ServeProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** What the process runs: the first argument is the TLS directory. */
  public static void main(String[] arguments) throws Exception {
    Serve.untilTold(
        ServerOptions.of(Path.of(arguments[0])).withPorts(0, 0),
        () -> FieldForbidden.evaluator(Action.DENY),
        () -> InventorySnapshot.OPEN,
        InstantSource.system(),
        System.out,
        System.out);
  }

  /**
   * Starts a process and does not wait for it.
   *
   * @param options of its JVM
   */
  static ServeProcess start(Path directory, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServeProcess.class.getName(),
            directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ServeProcess(process, directory);
  }

  /** Waits until it says that it listens, and how to try it. */
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
