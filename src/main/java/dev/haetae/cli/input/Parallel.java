package dev.haetae.cli.input;

import java.util.List;
import java.util.function.Function;

/** Does the same with many things on all processors at once. */
public final class Parallel {
  // Fewer are done sooner than other threads have started: most checks are of a file or two.
  private static final int FEW = 16;

  private Parallel() {}

  /** Returns what {@code function} makes of each of {@code items}, in their order. */
  public static <A, B> List<B> map(List<A> items, Function<A, B> function) {
    return (items.size() < FEW ? items.stream() : items.parallelStream()).map(function).toList();
  }
}
