package dev.haetae.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code haetae page} in a process of its own. */
final class PageProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final URI address;

  private PageProcess(Process process, Path errors, URI address) {
    this.process = process;
    this.errors = errors;
    this.address = address;
  }

  /** Starts it, and returns when it has printed its address. */
  static PageProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("page", "--no-open"));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    if (line == null) {
      throw new AssertionError("no address: " + Files.readString(errors));
    }
    return new PageProcess(process, errors, URI.create(line));
  }

  /** The address that it has printed. */
  URI address() {
    return address;
  }

  int port() {
    return address.getPort();
  }

  /** What it has written for people. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Sends a signal, and returns the exit code. */
  int signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.getInputStream().close();
  }
}
