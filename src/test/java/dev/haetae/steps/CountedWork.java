package dev.haetae.steps;

import java.util.List;

/** Kinds of work of a size, which count what they cost. */
public interface CountedWork {
  /** What there is to do. */
  List<String> names();

  /**
   * Does one of them.
   *
   * @param size how large its input is, in bytes or elements
   * @return the steps that it takes
   */
  long steps(String name, int size);
}
