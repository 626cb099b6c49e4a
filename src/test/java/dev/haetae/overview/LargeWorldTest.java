package dev.haetae.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.steps.CountedWork;
import dev.haetae.steps.CountingClassLoader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An overview of ten thousand objects takes so many steps and no more. No clock is looked at. */
final class LargeWorldTest {
  private static final int SIZE = 10_000;

  /**
   * The most that may be spent on looks at pods and claims: {@link PendingLook#STEPS} of many steps
   * each.
   */
  private static final long BUDGET = 400_000_000;

  private static final int MOST_STEPS_AN_OBJECT = 6_000;
  private static final CountedWork WORK =
      new CountingClassLoader(LargeWorldTest.class.getClassLoader(), false)
          .make(CountedWork.class, "dev.haetae.overview.LargeWorlds");

  static List<String> work() {
    return WORK.names();
  }

  @ParameterizedTest
  @MethodSource("work")
  void costsNoMoreThanItsBudget(String name) {
    boolean differs = name.contains("differ") || name.contains("of their own");
    long most = (long) SIZE * MOST_STEPS_AN_OBJECT;
    assertThat(WORK.steps(name, SIZE)).isLessThan(differs ? BUDGET : most);
  }
}
