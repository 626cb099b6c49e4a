package dev.haetae.cli.judging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.Terminal;
import dev.haetae.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleFaultsTest {
  private static final String TOLD =
      """
      haetae: a rule failed, which is our fault; please report it
      with HAETAE_DEBUG=1 it says where
      """;

  private final RuleFaults faults = new RuleFaults();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          InputStream.nullInputStream(),
          new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
          new PrintStream(err, true, UTF_8),
          Map.of(),
          false);

  private static Judged judged(RuntimeException... faults) {
    return new Judged(new Report.Builder().build(), List.of(), List.of(faults));
  }

  private static RuntimeException fault(String message) {
    return new IllegalStateException(message);
  }

  @Test
  void whereNothingFailsNothingIsTold() {
    Judged judged = judged();
    assertThat(faults.of(judged)).isSameAs(judged.report());
    assertThat(faults.print(terminal)).isFalse();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void whatFailsLaterIsToldToo() {
    faults.of(judged());
    faults.of(judged(fault("later")));
    assertThat(faults.print(terminal)).isTrue();
    assertThat(err.toString(UTF_8)).isEqualTo(TOLD);
  }

  @Test
  void whatFailsAgainIsToldOnceAndWhatFailsTwiceAtOnceTwice() {
    faults.of(judged(fault("one"), fault("one")));
    faults.of(judged(fault("one"), fault("two")));
    faults.of(judged(fault("two")));
    assertThat(faults.print(terminal)).isTrue();
    assertThat(err.toString(UTF_8)).isEqualTo(TOLD.repeat(3));
  }
}
