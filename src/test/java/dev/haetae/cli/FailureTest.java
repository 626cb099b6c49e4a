package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever fails, the exit code never says "denied" of it, and nothing moves the cursor. */
class FailureTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(InputStream in, Map<String, String> environment, String... arguments) {
    Terminal terminal =
        new Terminal(
            in,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            false);
    return CommandLineInterface.run(
        arguments, terminal, InstantSource.fixed(Instant.EPOCH), (_, _, _, _) -> null, "test");
  }

  private static InputStream failing(Error error) {
    return new InputStream() {
      @Override
      public int read() {
        throw error;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        throw error;
      }
    };
  }

  @Test
  void anErrorOfTheJvmIsASentenceAndFour() {
    int code = check(failing(new StackOverflowError()), Map.of(), "check", "-");
    assertThat(code).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            haetae: an internal error, which is our fault; please report it
            with HAETAE_DEBUG=1 it says where
            """);
  }

  @Test
  void theStackTraceIsForWhoAsksForIt() {
    Map<String, String> debugging = Map.of("HAETAE_DEBUG", "1");
    int code = check(failing(new StackOverflowError()), debugging, "check", "-");
    assertThat(code).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString(UTF_8)).contains("java.lang.StackOverflowError\n\tat ");
  }

  /** Whoever has prepared for it ends the process: {@code LauncherIT} sees how. */
  @Test
  void tooLittleMemoryIsLeftToWhoHasPreparedForIt() {
    OutOfMemoryError error = new OutOfMemoryError();
    assertThatThrownBy(() -> check(failing(error), Map.of(), "check", "-")).isSameAs(error);
    assertThat(out.toString(UTF_8) + err.toString(UTF_8)).isEmpty();
  }

  /** A manifest chooses its own kind, name and keys; none of them may drive the terminal. */
  @Test
  void nothingOfAManifestReachesTheTerminalRaw() {
    String manifest =
        """
        apiVersion: v1
        kind: "Po\\e[31md"
        metadata: {name: "x\\e[2J", namespace: "n\\e[H", "k\\e[1m": 1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: "x\\e[2J", "k\\e[1m": 1, "k\\e[1m": 2}
        spec: {volumes: [{name: "v\\e[0m", hostPath: {path: "/\\e]0;t\\a"}}]}
        ---
        "a\\e[5m": {
        """;
    check(new ByteArrayInputStream(manifest.getBytes(UTF_8)), Map.of(), "check", "-");
    assertThat(out.toString(UTF_8)).contains("no-host-path", "manifest-strict");
    assertThat(out.toString(UTF_8) + err.toString(UTF_8)).doesNotContain("\u001b", "\u0007");
  }
}
