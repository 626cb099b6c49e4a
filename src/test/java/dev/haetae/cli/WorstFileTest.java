package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.steps.CountedWork;
import dev.haetae.steps.CountingClassLoader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that somebody has written to make a check slow cost a run of the command line steps in
 * proportion to their size. No clock is looked at.
 */
final class WorstFileTest {
  private static final int SIZE = 300_000;
  private static final int MOST_STEPS_A_BYTE = 60;
  // One time for what is done but once, such as looking up a type of the schema.
  private static final long AT_ALL = 3_000_000;

  private static final CountedWork WORK =
      new CountingClassLoader(WorstFileTest.class.getClassLoader(), true)
          .make(CountedWork.class, "dev.haetae.cli.WorstFiles");

  static List<String> work() {
    return WORK.names();
  }

  @ParameterizedTest
  @MethodSource("work")
  void costsInProportionToItsSize(String name) {
    assertThat(WORK.steps(name, SIZE)).isLessThan(AT_ALL + (long) SIZE * MOST_STEPS_A_BYTE);
  }
}
