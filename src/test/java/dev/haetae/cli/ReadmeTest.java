package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what one gets ({@code -Dreadme.write=true} writes it anew). */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\$ ((?:\\./haetae (?:check|predict) |curl )[^\n]*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RULES =
      Pattern.compile("(?<=\n)\\| rule \\|.*?(?=\n\n)", Pattern.DOTALL);

  @Test
  void showsWhatOneGets() throws IOException {
    String written = Files.readString(README, UTF_8);
    String expected = replaced(COMMAND, written, ReadmeTest::withOutput);
    expected = replaced(RULES, expected, _ -> run("rules", "-o", "markdown").strip());
    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(README, expected);
      written = expected;
    }
    assertThat(written).isEqualTo(expected);
  }

  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
  }

  private static String withOutput(MatchResult block) {
    String command = block.group(1);
    // What the running webhook answers is what `review` answers.
    String[] arguments =
        command.startsWith("curl ")
            ? new String[] {"review", "examples/review.json"}
            : command.substring("./haetae ".length()).split(" ", -1);
    return "$ " + command + '\n' + run(arguments) + "```";
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(out, false, UTF_8)) {
      Terminal terminal =
          new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), false);
      CommandLineInterface.run(
          arguments,
          terminal,
          InstantSource.fixed(Instant.EPOCH),
          (_, _, _, _) -> "not here",
          "test");
    }
    // A line break of its own ends what a terminal shows.
    return out.toString(UTF_8).strip() + '\n';
  }
}
