package dev.haetae.rule;

import dev.haetae.steps.CountedWork;
import dev.haetae.steps.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Work of which it is known how it grows. */
public final class CountedSamples implements CountedWork {
  private static final Pattern QUADRATIC = Pattern.compile("(.*?)\\s*x");

  @Override
  public List<String> names() {
    return List.of("loop", "loops", "list", "copy", "pattern", "calls");
  }

  @Override
  public long steps(String name, int size) {
    return Steps.of(() -> work(name, size), Long.MAX_VALUE);
  }

  private static int work(String name, int size) {
    return switch (name) {
      case "loop" -> loop(size);
      case "loops" -> loops(size);
      case "list" -> list(size);
      case "copy" -> Set.copyOf(Collections.nCopies(size, "a")).size();
      case "pattern" -> QUADRATIC.matcher(" ".repeat(size)).matches() ? 1 : 0;
      case "calls" -> size == 0 ? 0 : work(name, size - 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int loop(int size) {
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += i;
    }
    return sum;
  }

  private static int loops(int size) {
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += loop(size);
    }
    return sum;
  }

  private static int list(int size) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (!numbers.contains(i)) {
        numbers.add(i);
      }
    }
    return numbers.size();
  }
}
