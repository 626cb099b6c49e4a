package dev.haetae.rule.cel;

import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.AuditAnnotation;
import dev.haetae.cel.policy.Fault;
import dev.haetae.cel.policy.Faults;
import dev.haetae.cel.policy.MatchCondition;
import dev.haetae.cel.policy.Mutation;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.PolicyEnvironments;
import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.cel.policy.PolicyVariable;
import dev.haetae.cel.policy.ProgramReader;
import dev.haetae.cel.policy.Validation;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Repetition;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.rule.cel.world.WorldFunctions;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the rules that users write in CEL, with all that is wrong with them. */
public final class CelRuleReader {
  private static final String PARAMETERS = "parameters";
  private static final String DESCRIPTION = "kubernetes.io/description";

  // As the API server takes it.
  private static final int LONGEST_KEY = 63;
  private static final String COMPILATION = "compilation failed: ";
  private static final String ERROR = "ERROR: <input>:";

  private final Resource policy;
  private final Parameters spec;
  private final BiConsumer<Path, String> problems;

  /**
   * A reader of the rule of one policy.
   *
   * @param spec of the policy
   * @param problems gets each field that is wrong, and why
   */
  public CelRuleReader(Resource policy, Parameters spec, BiConsumer<Path, String> problems) {
    this.policy = policy;
    this.spec = spec;
    this.problems = problems;
  }

  /**
   * A rule and its entry in a catalogue.
   *
   * @param info with the policy's name for an id
   */
  public record Written(RuleInfo info, CelRule rule) {}

  /**
   * Reads it; null when something is wrong with an expression or a field.
   *
   * @param subjects the kinds of the resources that the policy is for
   * @param ignoresErrors whether an expression that fails lets the object pass
   * @param plurals gives the plural name of a kind
   */
  public @Nullable Written read(
      Subjects subjects, boolean ignoresErrors, Function<GroupKind, String> plurals) {
    boolean podTemplates = spec.flag("podTemplates", false);
    boolean hasParameters = spec.has(PARAMETERS);
    new WordShapes(spec).check();
    Faults faults = new Faults();
    PolicyProgram program = program(podTemplates, hasParameters, faults);
    faults.list().forEach(this::report);
    if (program.validations().isEmpty()
        && program.mutations().isEmpty()
        && program.auditAnnotations().isEmpty()
        && faults.isEmpty()) {
      spec.problem("validations", "must hold at least one, where there are no mutations either");
      return null;
    }
    List<String> misnamed = NameSyntax.subdomain(policy.name());
    for (String fault : misnamed) {
      problems.accept(Path.of("metadata", "name"), "metadata.name: " + fault);
    }
    if (!faults.isEmpty() || !misnamed.isEmpty()) {
      return null;
    }
    if (podTemplates && !program.mutations().isEmpty()) {
      spec.problem("mutations", "change the object, and cannot be written beside podTemplates");
      return null;
    }
    for (AuditAnnotation annotation : program.auditAnnotations()) {
      if (policy.name().length() + 1 + annotation.key().length() > LONGEST_KEY) {
        spec.problem(
            "auditAnnotations",
            "hold a key that is too long with the policy's name before it: " + annotation.key());
      }
    }
    String texts = texts(program);
    CelWords words =
        new CelWords(
            policy,
            program,
            podTemplates,
            SubjectBindings.parameters(policy.view().object("spec").value().get(PARAMETERS)),
            ignoresErrors,
            SubjectBindings.unknown(texts),
            plurals);
    List<Reason> reasons = reasons(program);
    RuleInfo info = info(podTemplates ? Subjects.carriersAnd() : subjects, program, reasons, texts);
    return new Written(info, new CelRule(words, reasons));
  }

  private void report(Fault fault) {
    String message = fault.cause().message();
    String verb = message.contains(COMPILATION) ? " does not compile: " : ": ";
    problems.accept(fault.path(), fault.cause().field() + verb + errors(message));
  }

  /**
   * The errors of a compilation on one line, each with its line and column in the expression and
   * without the expression itself; what is none as it is.
   */
  static String errors(String message) {
    int from = message.indexOf(COMPILATION);
    if (from < 0) {
      return message;
    }
    StringBuilder errors = new StringBuilder();
    for (String line : message.substring(from + COMPILATION.length()).split("\n", -1)) {
      if (line.startsWith(ERROR)) {
        errors.append(errors.isEmpty() ? "" : "; ").append(line, ERROR.length(), line.length());
      }
    }
    return errors.toString();
  }

  private PolicyProgram program(boolean podTemplates, boolean hasParameters, Faults faults) {
    ProgramReader reader = new ProgramReader(environments(podTemplates, hasParameters), faults);
    Part part = new Part(policy.view().object("spec").value(), Place.of("spec"), faults.causes());
    List<MatchCondition> conditions = reader.conditions(part);
    List<PolicyVariable> variables = reader.variables(part);
    List<Validation> validations = reader.validations(part);
    List<AuditAnnotation> annotations = reader.auditAnnotations(part, policy.name());
    List<Mutation> mutations = reader.mutations(part);
    return new PolicyProgram(conditions, variables, validations, annotations, mutations);
  }

  private static PolicyEnvironments environments(boolean podTemplates, boolean hasParameters) {
    CelEnvironment messages = environment(podTemplates, hasParameters, false);
    CelEnvironment expressions = environment(podTemplates, hasParameters, true);
    return new PolicyEnvironments(messages, expressions, expressions.withMutations(), false);
  }

  private static CelEnvironment environment(
      boolean podTemplates, boolean hasParameters, boolean authorizer) {
    Map<String, ExpressionType> variables = new LinkedHashMap<>();
    variables.putAll(KubernetesVariables.of(hasParameters, authorizer));
    variables.putAll(WorldFunctions.variables());
    if (podTemplates) {
      variables.put(SubjectBindings.POD, ExpressionType.DYN);
    }
    return CelEnvironment.kubernetes().with(WorldFunctions.all()).with(variables);
  }

  private static String texts(PolicyProgram program) {
    List<PlacedExpression> all = new ArrayList<>();
    program.conditions().forEach(condition -> all.add(condition.expression()));
    program.variables().forEach(variable -> all.add(variable.expression()));
    for (Validation validation : program.validations()) {
      all.add(validation.expression());
      PlacedExpression message = validation.messageExpression();
      if (message != null) {
        all.add(message);
      }
    }
    program.auditAnnotations().forEach(annotation -> all.add(annotation.value()));
    program.mutations().forEach(mutation -> all.add(mutation.expression()));
    StringBuilder texts = new StringBuilder();
    all.forEach(expression -> texts.append(expression.expression().text()).append('\n'));
    return texts.toString();
  }

  private static List<Reason> reasons(PolicyProgram program) {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    for (Validation validation : program.validations()) {
      String message = validation.message().strip();
      reasons.putIfAbsent(
          validation.reason(),
          new Reason(
              validation.reason(),
              message.isEmpty() ? "A validation of the policy is false." : message));
    }
    List<Reason> all = new ArrayList<>(reasons.values());
    all.add(CelRule.FAILED);
    if (!program.mutations().isEmpty()) {
      all.add(OwnMutations.MUTATED);
    }
    return all;
  }

  private RuleInfo info(
      Subjects subjects, PolicyProgram program, List<Reason> reasons, String texts) {
    boolean repairs = !program.mutations().isEmpty();
    Set<EnforcementPoint> points = EnumSet.allOf(EnforcementPoint.class);
    if (!repairs) {
      points.remove(EnforcementPoint.MUTATE);
    }
    // What predictions of pods look at besides what every world follows.
    Set<GroupKind> world =
        texts.contains(WorldFunctions.PREDICT)
            ? Set.of(GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS)
            : Set.of();
    return new RuleInfo(
        policy.name(),
        summary(program),
        subjects,
        points,
        Action.DENY,
        reasons,
        repairs,
        false,
        true,
        Repetition.NONE,
        world);
  }

  private String summary(PolicyProgram program) {
    String written = policy.metadata().object("annotations").text(DESCRIPTION).strip();
    if (!written.isEmpty()) {
      return written;
    }
    for (Validation validation : program.validations()) {
      if (!validation.message().isBlank()) {
        return validation.message().strip();
      }
    }
    return "What the expressions of the policy " + policy.name() + " say.";
  }
}
