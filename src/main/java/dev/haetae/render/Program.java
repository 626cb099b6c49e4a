package dev.haetae.render;

import dev.haetae.file.FileFault;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that is installed on this machine. It is run without a shell, without standard input
 * and without a way to the network; what it writes and how long it takes are bounded.
 *
 * @param file the program
 * @param environment its environment variables
 */
public record Program(Path file, Map<String, String> environment) {
  /** The name of the threads that read what programs write. */
  static final String READER = "program-output";

  private static final int LONGEST_SECONDS = 120;
  private static final int MOST_WORDS = 1 << 16;
  // How long its output may stay open behind its end: what it has started may hold it for ever.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // A port at which nobody listens, and no protocol for git: what would call out fails at once.
  private static final String NOWHERE = "http://127.0.0.1:9";
  private static final Map<String, String> OFFLINE =
      Map.of(
          "HTTP_PROXY",
          NOWHERE,
          "HTTPS_PROXY",
          NOWHERE,
          "http_proxy",
          NOWHERE,
          "https_proxy",
          NOWHERE,
          "NO_PROXY",
          "",
          "no_proxy",
          "",
          "GIT_ALLOW_PROTOCOL",
          "none",
          "KUBECONFIG",
          "/dev/null");

  /** A program that keeps its own copy of its environment. */
  public Program {
    environment = Map.copyOf(environment);
  }

  /**
   * What came of a run.
   *
   * @param out its standard output; of a failed run whatever it has written
   * @param error its standard error, or a sentence of ours; empty when all is well
   */
  public record Outcome(boolean succeeded, String out, String error) {
    private static Outcome failed(String sentence) {
      return new Outcome(false, "", sentence);
    }
  }

  /** The program of this name on the path; null when there is none. */
  public static @Nullable Program find(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      Program found = folder.isEmpty() ? null : at(folder + '/' + name, environment);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The program that is this file; null when it is none. */
  public static @Nullable Program at(String file, Map<String, String> environment) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) && Files.isExecutable(path)
          ? new Program(path, environment)
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Runs it and waits for its end. */
  public Outcome run(List<String> arguments) {
    return run(arguments, PATIENCE);
  }

  Outcome run(List<String> arguments, Duration patience) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(OFFLINE);
    try {
      return run(builder.start(), patience);
    } catch (IOException e) {
      return Outcome.failed("could not be started: " + FileFault.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("was interrupted");
    }
  }

  private static Outcome run(Process process, Duration patience) throws InterruptedException {
    int most = Limits.FILES.bytes();
    Stream out = new Stream(process.getInputStream(), most, most, process);
    Stream error = new Stream(process.getErrorStream(), MOST_WORDS, most, process);
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        return Outcome.failed("was not done after " + LONGEST_SECONDS + " seconds");
      }
      if (!out.ends(patience) || !error.ends(patience)) {
        return Outcome.failed("has ended, and what it has started holds its output");
      }
      if (out.isCut) {
        return Outcome.failed("renders more than " + most + " bytes");
      }
      return new Outcome(process.exitValue() == 0, out.text(), error.text());
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** One of the streams that a process writes, read to its end or to a bound. */
  private static final class Stream {
    private final Thread reader;
    private byte[] bytes = {};
    private boolean isCut;

    /**
     * A stream that is read from now on.
     *
     * @param kept the number of bytes that are kept
     * @param most the number of bytes beyond which the process is ended
     */
    Stream(InputStream in, int kept, int most, Process process) {
      // A virtual one would keep its carrier for as long as something holds the other end, and the
      // pool of carriers forgets to make up for it once it has been idle.
      reader = Thread.ofPlatform().name(READER).daemon().start(() -> read(in, kept, most, process));
    }

    private void read(InputStream in, int kept, int most, Process process) {
      try (in) {
        bytes = in.readNBytes(kept);
        in.skipNBytes(most - kept);
        isCut = in.read() >= 0;
        if (isCut) {
          end(process);
        }
      } catch (IOException e) {
        // It has come to its end, or the process is gone, whose exit code says the rest.
      }
    }

    boolean ends(Duration patience) throws InterruptedException {
      return reader.join(patience);
    }

    /** What was kept; to be asked for when it has ended. */
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
