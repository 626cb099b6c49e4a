package dev.haetae.cel.library;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;

/**
 * A library: functions that expressions may call, with their types, and what they do.
 *
 * @param declarations the names and the types
 * @param bindings what each overload does, by its id
 * @param macros what is written as a call and expanded
 */
public record CelLibrary(
    List<CelFunctionDecl> declarations, List<CelFunctionBinding> bindings, List<CelMacro> macros)
    implements CelCompilerLibrary, CelRuntimeLibrary {
  /** A library that keeps its own copies. */
  public CelLibrary {
    declarations = List.copyOf(declarations);
    bindings = List.copyOf(bindings);
    macros = List.copyOf(macros);
  }

  @Override
  public void setParserOptions(CelParserBuilder parser) {
    parser.addMacros(macros);
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(declarations);
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(bindings);
  }
}
