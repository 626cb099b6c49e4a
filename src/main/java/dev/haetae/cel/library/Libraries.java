package dev.haetae.cel.library;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The libraries that Kubernetes lets policies use: those that CEL itself has, and its own. */
public final class Libraries {
  private Libraries() {}

  /** What the compiler has to know of them. */
  public static List<CelCompilerLibrary> ofCompiler(CelOptions options) {
    List<CelCompilerLibrary> all =
        new ArrayList<>(
            List.of(
                CelExtensions.strings(),
                CelExtensions.lists(),
                CelExtensions.sets(options),
                CelExtensions.optional(),
                CelExtensions.comprehensions()));
    all.addAll(own(options));
    return all;
  }

  /** What is called when expressions run. */
  public static List<CelRuntimeLibrary> ofRuntime(CelOptions options) {
    // The first body of a function counts: ours before those of the same name.
    return List.of(
        merged(ofRuntimeOwn(options)),
        CelExtensions.strings(),
        CelExtensions.lists(),
        CelExtensions.sets(options),
        CelExtensions.optional(),
        CelExtensions.comprehensions());
  }

  private static List<CelLibrary> ofRuntimeOwn(CelOptions options) {
    List<CelLibrary> all = new ArrayList<>(own(options));
    all.add(TextSearch.library());
    return all;
  }

  private static List<CelLibrary> own(CelOptions options) {
    RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
    return List.of(
        Lists.library(equality::objectEquals),
        Regexes.library(),
        Urls.library(),
        Quantities.library(),
        Ips.library(),
        Cidrs.library(),
        Formats.library(),
        Semvers.library(),
        Authorizations.library(),
        JsonPatches.library(),
        TextFormat.library());
  }

  // All overloads of a function go to the runtime at once: it knows one choice among them by name.
  private static CelRuntimeLibrary merged(List<CelLibrary> libraries) {
    Map<String, CelFunctionBinding> bodies = new LinkedHashMap<>();
    Map<String, List<CelFunctionBinding>> functions = new LinkedHashMap<>();
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
    return runtime ->
        functions.forEach((name, overloads) ->
            runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(name, overloads)));
  }
}
