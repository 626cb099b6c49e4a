package dev.haetae.cel.standard;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.kind.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The library of the functions that CEL itself has, all but what the runtime does on its own. */
public final class StandardLibrary implements CelCompilerLibrary {
  /** The function that gives a field of what may not be there; no expression can name it. */
  public static final String OPTIONAL_FIELD = "@optional_field";

  /** Types that expressions may name, and that the compiler does not know. */
  private static final List<CelType> NAMED = List.of(SimpleType.DURATION, SimpleType.TIMESTAMP);

  private static final TypeParamType ANY = TypeParamType.create("T");

  /** The overloads of functions of which libraries have more, by the functions' names. */
  public static Map<String, List<CelFunctionBinding>> shared() {
    return Map.of(
        "string", Conversions.texts(),
        "indexOf", TextSearch.first(),
        "lastIndexOf", TextSearch.last());
  }

  /**
   * What they do, of all functions but those.
   *
   * @param patterns keeps the patterns that they compile
   */
  public static List<CelFunctionBinding> bindings(Patterns patterns) {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.addAll(Equality.bindings());
    all.addAll(Ordering.bindings());
    all.addAll(Arithmetic.bindings());
    all.addAll(Conversions.bindings());
    all.addAll(TimeParts.bindings());
    all.addAll(Selection.bindings());
    all.addAll(Lists.bindings());
    all.addAll(Texts.bindings(patterns));
    all.addAll(Inner.bindings());
    return all;
  }

  @Override
  public void setParserOptions(CelParserBuilder parser) {
    parser.addMacros(CelExtensions.lists().macros());
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    NAMED.forEach(type ->
        checker.addVarDeclarations(
            CelVarDecl.newVarDeclaration(type.name(), TypeType.create(type))));
    checker.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "int",
            CelOverloadDecl.newGlobalOverload(
                "duration_to_int64", SimpleType.INT, SimpleType.DURATION)),
        CelFunctionDecl.newFunctionDeclaration(
            "duration",
            CelOverloadDecl.newGlobalOverload(
                "int64_to_duration", SimpleType.DURATION, SimpleType.INT)),
        CelFunctionDecl.newFunctionDeclaration("sort", sorts()),
        CelFunctionDecl.newFunctionDeclaration(
            "lists.@sortByAssociatedKeys",
            CelOverloadDecl.newGlobalOverload(
                "list_sortByAssociatedKeys",
                ListType.create(ANY),
                ListType.create(ListType.create(ANY)))),
        CelFunctionDecl.newFunctionDeclaration(
            "unwrapOpt",
            CelOverloadDecl.newMemberOverload(
                "optional_unwrapOpt",
                ListType.create(ANY),
                ListType.create(OptionalType.create(ANY)))));
  }

  /** Only lists of what has an order are sorted. */
  private static List<CelOverloadDecl> sorts() {
    List<CelOverloadDecl> overloads = new ArrayList<>();
    for (CelType type :
        List.of(
            SimpleType.INT,
            SimpleType.UINT,
            SimpleType.DOUBLE,
            SimpleType.BOOL,
            SimpleType.DURATION,
            SimpleType.TIMESTAMP,
            SimpleType.STRING,
            SimpleType.BYTES)) {
      ListType list = ListType.create(type);
      overloads.add(CelOverloadDecl.newMemberOverload("list_" + type.name() + "_sort", list, list));
    }
    return overloads;
  }
}
