package dev.haetae.schema;

import org.jspecify.annotations.Nullable;

/**
 * The tables of this package that are constants of a class, so that nobody opens the jar for them.
 * As it is compiled it has none; a step of the build writes its class file anew.
 */
final class TableConstants {
  private TableConstants() {}

  /** The table of this path from the root of the class path; null when it is no constant. */
  static @Nullable String of(String path) {
    return null;
  }
}
