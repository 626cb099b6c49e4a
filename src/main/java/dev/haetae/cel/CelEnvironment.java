package dev.haetae.cel;

import static java.util.stream.Collectors.toList;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.haetae.cel.library.Libraries;
import dev.haetae.cel.mutation.MutationTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An environment: the variables and functions that expressions may use. Immutable. */
public final class CelEnvironment {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .build();

  private static final CelEnvironment KUBERNETES = new CelEnvironment(Map.of(), List.of(), false);

  private final Map<String, ExpressionType> variables;
  private final List<CelFunction> functions;
  private final boolean mutating;
  private final Types types;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  private CelEnvironment(
      Map<String, ExpressionType> variables, List<CelFunction> functions, boolean mutating) {
    this.variables = variables;
    this.functions = functions;
    this.mutating = mutating;
    this.types = Types.of(variables.values(), functions);
    this.compiler = compiler(types);
    this.runtime = runtime(types);
  }

  /** The environment of Kubernetes' libraries, without a variable. */
  public static CelEnvironment kubernetes() {
    return KUBERNETES;
  }

  /** The same environment with one more variable. */
  public CelEnvironment with(String name, ExpressionType type) {
    return with(Map.of(name, type));
  }

  /** The same environment with more variables. */
  public CelEnvironment with(Map<String, ExpressionType> more) {
    Map<String, ExpressionType> all = new LinkedHashMap<>(variables);
    all.putAll(more);
    return new CelEnvironment(all, functions, mutating);
  }

  /**
   * The same environment in which {@code variables} has a field for each of these.
   *
   * @param own the types of the expressions of a policy's own variables, by name
   */
  public CelEnvironment withVariables(Map<String, ExpressionType> own) {
    return with(KubernetesVariables.VARIABLES, ExpressionType.variables(own));
  }

  /** The same environment with more functions. */
  public CelEnvironment with(List<CelFunction> more) {
    List<CelFunction> all = new ArrayList<>(functions);
    all.addAll(more);
    return new CelEnvironment(variables, all, mutating);
  }

  /** The same environment in which expressions may make objects and patches. */
  public CelEnvironment withMutations() {
    return new CelEnvironment(variables, functions, true);
  }

  private CelCompiler compiler(Types types) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(Libraries.ofCompiler(OPTIONS))
            .setTypeProvider(types);
    variables.forEach((name, type) -> builder.addVar(name, type.cel()));
    for (int i = 0; i < functions.size(); i++) {
      builder.addFunctionDeclarations(declaration(functions.get(i), i));
    }
    return builder.build();
  }

  @SuppressWarnings("Immutable") // What a function does hangs on its arguments alone.
  private CelRuntime runtime(Types types) {
    CelRuntimeBuilder builder =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(Libraries.ofRuntime(OPTIONS))
            .setValueProvider(ValueConverter.provider())
            .setTypeProvider(types);
    for (int i = 0; i < functions.size(); i++) {
      CelFunction function = functions.get(i);
      builder.addFunctionBindings(
          CelFunctionBinding.from(id(i), classes(function), function.body()::call));
    }
    return builder.build();
  }

  private static String id(int index) {
    return "haetae_" + index;
  }

  private static List<Class<?>> classes(CelFunction function) {
    int count = function.arguments().size() + (function.receiver() == null ? 0 : 1);
    List<Class<?>> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(Object.class);
    }
    return classes;
  }

  private static CelFunctionDecl declaration(CelFunction function, int index) {
    List<CelType> arguments = new ArrayList<>();
    ExpressionType receiver = function.receiver();
    if (receiver != null) {
      arguments.add(receiver.cel());
    }
    function.arguments().forEach(argument -> arguments.add(argument.cel()));
    CelType result = function.result().cel();
    return CelFunctionDecl.newFunctionDeclaration(
        function.name(),
        receiver == null
            ? CelOverloadDecl.newGlobalOverload(id(index), result, arguments)
            : CelOverloadDecl.newMemberOverload(id(index), result, arguments));
  }

  /**
   * Compiles an expression.
   *
   * @param results the types that it may have, each exactly; any when there are none
   */
  public Compilation compile(String text, Set<ExpressionType> results) {
    try {
      CelValidationResult checked = compilerOf(text).compile(text, "<input>");
      CelAbstractSyntaxTree ast = checked.getAst();
      CelExpression expression = new CelExpression(text, ast, runtime.createProgram(ast));
      return results.isEmpty() || results.contains(expression.type())
          ? new Compilation.Compiled(expression)
          : new Compilation.Refused(mustBe(results, expression.type()), 0, 0);
    } catch (CelValidationException e) {
      CelIssue first = e.getErrors().getFirst();
      CelSourceLocation place = first.getSourceLocation();
      return new Compilation.Refused(
          "compilation failed: " + CelIssue.toDisplayString(e.getErrors(), e.getSource()),
          place.getLine(),
          place.getColumn() + 1);
    } catch (CelEvaluationException e) {
      return new Compilation.Refused("program instantiation failed: " + ErrorWords.of(e), 0, 0);
    }
  }

  // What objects an expression makes shows when it is parsed.
  private CelCompiler compilerOf(String text) throws CelValidationException {
    CelValidationResult parsed = mutating ? compiler.parse(text, "<input>") : null;
    return parsed == null || parsed.hasError()
        ? compiler
        : compiler
            .toCompilerBuilder()
            .setTypeProvider(MutationTypes.of(parsed.getAst(), types))
            .build();
  }

  private static String mustBe(Set<ExpressionType> results, ExpressionType type) {
    List<String> names = results.stream().map(ExpressionType::toString).collect(toList());
    names.sort(Comparator.reverseOrder());
    String wanted =
        names.size() == 1 ? names.getFirst() : "one of [" + String.join(" ", names) + "]";
    return "must evaluate to " + wanted + " but got " + type;
  }

  /** The types of objects with known fields, by name. */
  @SuppressWarnings("Immutable") // The map is.
  private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
    static Types of(Iterable<ExpressionType> variables, List<CelFunction> functions) {
      Map<String, CelType> found = new LinkedHashMap<>();
      variables.forEach(type -> collect(type, found));
      for (CelFunction function : functions) {
        collect(function.result(), found);
      }
      return new Types(ImmutableMap.copyOf(found));
    }

    private static void collect(ExpressionType type, Map<String, CelType> found) {
      if (type.cel() instanceof StructType struct && found.put(struct.name(), struct) != null) {
        return;
      }
      type.parts().forEach(part -> collect(part, found));
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return byName.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }
}
