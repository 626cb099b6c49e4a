package dev.haetae.cel;

import static java.util.stream.Collectors.toList;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.library.Libraries;
import dev.haetae.cel.mutation.MutationTypes;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An environment: the variables and functions that expressions may use. Immutable. */
public final class CelEnvironment {
  // Each costs more than two units of an expression's budget: this only ends what no one counts.
  private static final int MOST_ROUNDS = 500_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .enableQuotedIdentifierSyntax(false)
          .comprehensionMaxIterations(MOST_ROUNDS)
          .build();

  private static final CelEnvironment KUBERNETES = new CelEnvironment(Map.of(), List.of(), false);

  private final Map<String, ExpressionType> variables;
  private final List<CelFunction> functions;
  private final boolean mutating;
  private final StructTypes types;
  // Made for the first expression: most environments are a step on the way to another.
  private volatile @Nullable Tools tools;

  private CelEnvironment(
      Map<String, ExpressionType> variables, List<CelFunction> functions, boolean mutating) {
    this.variables = variables;
    this.functions = functions;
    this.mutating = mutating;
    this.types = StructTypes.of(variables.values(), functions);
  }

  /** What expressions are compiled with. */
  private record Tools(CelCompiler compiler, ExpressionPlanner planner) {}

  private Tools tools() {
    Tools made = tools;
    if (made == null) {
      made = new Tools(compiler(types), planner(types));
      tools = made;
    }
    return made;
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

  private CelCompiler compiler(StructTypes types) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(Libraries.ofCompiler(OPTIONS, mutating))
            .setTypeProvider(types);
    variables.forEach((name, type) -> builder.addVar(name, type.cel()));
    for (int i = 0; i < functions.size(); i++) {
      builder.addFunctionDeclarations(OwnFunctions.declaration(functions.get(i), i));
    }
    return builder.build();
  }

  private ExpressionPlanner planner(StructTypes types) {
    List<CelFunctionBinding> own = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      own.add(OwnFunctions.binding(functions.get(i), i));
    }
    return ExpressionPlanner.of(OPTIONS, types, own);
  }

  /**
   * Compiles an expression.
   *
   * @param results the types that it may have, each exactly; any when there are none
   */
  public Compilation compile(String text, Set<ExpressionType> results) {
    try {
      CelAbstractSyntaxTree parsed = tools().compiler.parse(text, "<input>").getAst();
      List<CelIssue> issues = LiteralChecks.ofNumbers(parsed);
      if (!issues.isEmpty()) {
        return CompileErrors.refusal(issues, parsed.getSource());
      }
      CelValidationResult checked = compilerOf(parsed).check(parsed);
      if (checked.hasError()) {
        return CompileErrors.refusal(
            LogicErrors.in(parsed, checked.getErrors()), parsed.getSource());
      }
      CelAbstractSyntaxTree ast = checked.getAst();
      issues = LiteralChecks.of(ast);
      return issues.isEmpty()
          ? planned(text, ast, results)
          : CompileErrors.refusal(issues, ast.getSource());
    } catch (CelValidationException e) {
      List<CelIssue> issues =
          HasErrors.in(text, e.getErrors(), part -> tools().compiler.parse(part, "<input>"));
      return CompileErrors.refusal(issues, e.getSource());
    }
  }

  // What objects an expression makes shows when it is parsed.
  private CelCompiler compilerOf(CelAbstractSyntaxTree parsed) {
    return mutating
        ? tools()
            .compiler
            .toCompilerBuilder()
            .setTypeProvider(MutationTypes.of(parsed, types))
            .build()
        : tools().compiler;
  }

  private Compilation planned(String text, CelAbstractSyntaxTree ast, Set<ExpressionType> results) {
    ExpressionType type = ExpressionType.of(ast.getResultType());
    if (!results.isEmpty() && !results.contains(type)) {
      return new Compilation.Refused(mustBe(results, type), 0, 0);
    }
    try {
      ConstantCalls.check(ast.getExpr());
      return new Compilation.Compiled(new CelExpression(text, ast, tools().planner.plan(ast)));
    } catch (CelEvaluationException e) {
      return notPlanned(ErrorWords.of(e));
    } catch (CelFailure e) {
      return notPlanned(e.getMessage());
    }
  }

  private static Compilation notPlanned(String why) {
    return new Compilation.Refused("program instantiation failed: " + why, 0, 0);
  }

  private static String mustBe(Set<ExpressionType> results, ExpressionType type) {
    List<String> names = results.stream().map(ExpressionType::toString).collect(toList());
    names.sort(Comparator.reverseOrder());
    String wanted =
        names.size() == 1 ? names.getFirst() : "one of [" + String.join(" ", names) + "]";
    return "must evaluate to " + wanted + " but got " + type;
  }
}
