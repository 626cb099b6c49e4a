package dev.haetae.server;

import dev.haetae.admission.FieldForbidden;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.rule.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
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

  /** Starts a process and does not wait for it. */
  static ServeProcess start(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServeProcess.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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

  String curl() {
    return curl;
  }

  TlsClient client() throws Exception {
    return new TlsClient(port, directory.resolve("ca.crt"), null);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
