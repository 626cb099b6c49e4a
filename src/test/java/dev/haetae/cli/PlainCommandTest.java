package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without picocli is answered as picocli does. */
final class PlainCommandTest {
  private static final Path PAGES = Path.of("src/main/resources/dev/haetae/cli/help");
  private static final WebhookServer NOWHERE = (_, _, _, _) -> null;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(Map<String, String> environment) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        environment,
        false);
  }

  private Trial picocli(String... arguments) {
    Terminal terminal = terminal(Map.of());
    int code = HaetaeCommand.run(arguments, terminal, InstantSource.system(), NOWHERE, "1.2.3");
    terminal.out().flush();
    terminal.err().flush();
    Trial trial = new Trial(code, out.toString(UTF_8), err.toString(UTF_8));
    out.reset();
    err.reset();
    return trial;
  }

  private Trial answer(String... arguments) {
    Terminal terminal = terminal(Map.of());
    int code =
        CommandLineInterface.run(arguments, terminal, InstantSource.system(), NOWHERE, "1.2.3");
    terminal.out().flush();
    terminal.err().flush();
    return new Trial(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private boolean isPlain(Map<String, String> environment, String... arguments) {
    return PlainCommand.read(arguments, terminal(environment), InstantSource.system(), "1.2.3")
        != null;
  }

  static Stream<String> commands() {
    Terminal nowhere =
        new Terminal(InputStream.nullInputStream(), System.out, System.err, Map.of(), false);
    return HaetaeCommand.commands(nowhere, InstantSource.system(), NOWHERE, "1.2.3")
        .keySet()
        .stream();
  }

  @Test
  @Tag(GoldenFile.TAG)
  void thePageOfAllCommandsIsPicoclis() throws IOException {
    GoldenFile.compare(PAGES.resolve("haetae.txt"), picocli("--help").out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  @Tag(GoldenFile.TAG)
  void thePageOfACommandIsPicoclis(String command) throws IOException {
    GoldenFile.compare(PAGES.resolve(command + ".txt"), picocli(command, "--help").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "-V",
        "--help",
        "-h",
        "check --help",
        "serve -h",
        "rules",
        "rules -o text",
        "rules -o json",
        "rules --output markdown",
        "explain no-host-path",
        "explain no-host-pth",
        "explain ${x}",
        "explain \"no-host-path\"",
        "explain a/b",
        "explain ../policies/no-host-path"
      })
  void answersAsPicocliDoes(String line) {
    String[] arguments = line.split(" ", -1);
    assertThat(isPlain(Map.of(), arguments)).isTrue();
    Trial expected = picocli(arguments);
    assertThat(answer(arguments)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "nothing --help",
        "../help/check --help",
        "--help check",
        "check -h a.yaml",
        "--version check",
        "check --version",
        "rules -o JSON",
        "rules -o yaml",
        "rules -ojson",
        "rules -p a.yaml",
        "rules all",
        "explain",
        "explain -x",
        "explain @x",
        "explain a b",
        "explain -p a.yaml x",
        "fix a.yaml",
        "check -x"
      })
  void leavesTheRestToPicocli(String line) {
    assertThat(isPlain(Map.of(), line.split(" ", -1))).isFalse();
    assertThat(isPlain(Map.of())).isFalse();
  }

  @Test
  void aPageThatBearsAnotherNameIsPicoclis() {
    Map<String, String> plugin = Map.of("HAETAE_COMMAND", "kubectl haetae");
    assertThat(List.of("-h", "--help")).noneMatch(help -> isPlain(plugin, help));
    assertThat(isPlain(plugin, "check", "--help")).isFalse();
    assertThat(isPlain(plugin, "rules")).isTrue();
  }
}
