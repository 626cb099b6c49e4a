package dev.haetae.cel.library;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.standard.Equality;
import dev.haetae.cel.standard.StandardLibrary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The libraries that Kubernetes lets policies use: those that CEL itself has, and its own. */
public final class Libraries {
  private static final Set<CelStringExtensions.Function> STRINGS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE)));

  private static final Set<CelListsExtensions.Function> LISTS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(CelListsExtensions.Function.SORT, CelListsExtensions.Function.SORT_BY)));

  private static final CelLibrary PATCHES = JsonPatches.library();

  private Libraries() {}

  /**
   * What the compiler has to know of them.
   *
   * @param mutating whether expressions may make patches
   */
  public static List<CelCompilerLibrary> ofCompiler(CelOptions options, boolean mutating) {
    List<CelCompilerLibrary> all =
        new ArrayList<>(
            List.of(
                CelExtensions.strings(STRINGS),
                CelExtensions.lists(LISTS),
                CelExtensions.sets(options),
                CelExtensions.optional(),
                CelExtensions.comprehensions(),
                new StandardLibrary()));
    all.addAll(own(new Patterns()));
    if (mutating) {
      all.add(PATCHES);
    }
    return all;
  }

  /** What is called when expressions run, with a store of its own for patterns. */
  public static List<CelFunctionBinding> bindings() {
    return merged(new Patterns());
  }

  private static List<CelLibrary> own(Patterns patterns) {
    return List.of(
        Lists.library(Equality::equal),
        Regexes.library(patterns),
        Urls.library(),
        Quantities.library(),
        Ips.library(),
        Cidrs.library(),
        Formats.library(),
        Semvers.library(),
        Authorizations.library(),
        TextFormat.library());
  }

  // All overloads of a function go to the runtime at once: it knows one choice among them by name.
  private static List<CelFunctionBinding> merged(Patterns patterns) {
    List<CelLibrary> libraries = new ArrayList<>(own(patterns));
    libraries.add(PATCHES);
    Map<String, CelFunctionBinding> bodies = new LinkedHashMap<>();
    Map<String, List<CelFunctionBinding>> functions = new LinkedHashMap<>();
    StandardLibrary.shared().forEach((name, all) -> functions.put(name, new ArrayList<>(all)));
    for (CelLibrary library : libraries) {
      library.bindings().forEach(binding -> bodies.put(binding.getOverloadId(), binding));
    }
    for (CelLibrary library : libraries) {
      for (CelFunctionDecl function : library.declarations()) {
        for (CelOverloadDecl overload : function.overloads()) {
          functions
              .computeIfAbsent(function.name(), _ -> new ArrayList<>())
              .add(bodies.get(overload.overloadId()));
        }
      }
    }
    List<CelFunctionBinding> all = new ArrayList<>(StandardLibrary.bindings(patterns));
    functions.forEach((name, overloads) ->
        CelFunctionBinding.fromOverloads(name, overloads).stream()
            // What is known of an argument's type is not always right: the value decides.
            .filter(binding -> overloads.size() == 1 || binding.getOverloadId().equals(name))
            .forEach(all::add));
    return List.copyOf(all);
  }
}
