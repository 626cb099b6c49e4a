package dev.haetae.resource.tree;

import org.jspecify.annotations.Nullable;

/**
 * The texts that are constants of a class. As it is compiled it has none; a step of the build
 * writes its class file anew.
 */
final class TextConstants {
  private TextConstants() {}

  /** The text of this path from the root of the class path; null when it is no constant. */
  static @Nullable String of(String path) {
    return null;
  }
}
