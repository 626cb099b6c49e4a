package dev.haetae.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.steps.CountedWork;
import dev.haetae.steps.CountingClassLoader;
import dev.haetae.steps.Steps;
import dev.haetae.steps.TooManyStepsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measure by which the worst bodies are judged sees what costs much. */
final class CountingClassLoaderTest {
  private static final int SIZE = 400;
  private static final CountedWork WORK =
      new CountingClassLoader(CountingClassLoaderTest.class.getClassLoader(), true)
          .make(CountedWork.class, "dev.haetae.rule.CountedSamples");

  private static double growth(String name) {
    return (double) WORK.steps(name, 2 * SIZE) / WORK.steps(name, SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "calls"})
  void whatIsInProportionGrowsTwice(String name) {
    assertThat(WORK.steps(name, SIZE)).isGreaterThanOrEqualTo(SIZE);
    assertThat(growth(name)).isBetween(1.8, 2.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "list", "copy", "pattern"})
  void whatComparesEachWithEachGrowsFourTimes(String name) {
    assertThat(growth(name)).isBetween(3.3, 4.4);
  }

  @Test
  void countsTheSameAgain() {
    assertThat(WORK.steps("loops", SIZE)).isEqualTo(WORK.steps("loops", SIZE));
  }

  @Test
  void endsWhatTakesTooManySteps() {
    assertThatThrownBy(() -> Steps.of(() -> Steps.indexOf("a".repeat(1000), 'b'), 10))
        .isInstanceOf(TooManyStepsError.class);
  }
}
