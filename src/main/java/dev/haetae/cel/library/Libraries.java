package dev.haetae.cel.library;

import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;

/** The libraries that Kubernetes lets policies use: those that CEL itself has, and its own. */
public final class Libraries {
  private Libraries() {}

  /** What the compiler has to know of them. */
  public static List<CelCompilerLibrary> ofCompiler(CelOptions options) {
    return List.of(
        CelExtensions.strings(),
        CelExtensions.lists(),
        CelExtensions.sets(options),
        CelExtensions.optional(),
        CelExtensions.comprehensions());
  }

  /** What is called when expressions run. */
  public static List<CelRuntimeLibrary> ofRuntime(CelOptions options) {
    return List.of(
        CelExtensions.strings(),
        CelExtensions.lists(),
        CelExtensions.sets(options),
        CelExtensions.optional(),
        CelExtensions.comprehensions());
  }
}
