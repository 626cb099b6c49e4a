package dev.haetae.simulator.prediction;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that was meant by a misspelt one. */
@FunctionalInterface
public interface Spelling {
  /** The nearest of {@code known}; null when none is near. */
  @Nullable String nearest(String name, Collection<String> known);

  /** {@code did you mean "x"?}; empty when no name is near. */
  default String question(String name, Collection<String> known) {
    String near = nearest(name, known);
    return near == null ? "" : "did you mean \"" + near + "\"?";
  }
}
