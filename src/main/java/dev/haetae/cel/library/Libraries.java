package dev.haetae.cel.library;

import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.haetae.cel.standard.StandardLibrary;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The libraries that Kubernetes lets policies use: those that CEL itself has, and its own. */
public final class Libraries {
  private static final Set<CelStringExtensions.Function> STRINGS =
      EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE));

  private static final Set<CelListsExtensions.Function> LISTS =
      EnumSet.complementOf(EnumSet.of(CelListsExtensions.Function.SORT));

  private Libraries() {}

  /** What the compiler has to know of them. */
  public static List<CelCompilerLibrary> ofCompiler(CelOptions options) {
    return List.of(
        CelExtensions.strings(STRINGS),
        CelExtensions.lists(LISTS),
        CelExtensions.sets(options),
        CelExtensions.optional(),
        CelExtensions.comprehensions(),
        new StandardLibrary());
  }

  /** What is called when expressions run. */
  public static List<CelRuntimeLibrary> ofRuntime() {
    return List.of(CelExtensions.comprehensions(), new StandardLibrary());
  }
}
