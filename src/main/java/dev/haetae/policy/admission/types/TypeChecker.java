package dev.haetae.policy.admission.types;

import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.Compilation;
import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.KubernetesVariables;
import dev.haetae.cel.policy.PlacedExpression;
import dev.haetae.cel.policy.PolicyVariable;
import dev.haetae.cel.policy.Validation;
import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.policy.admission.ExpressionPlaces;
import dev.haetae.policy.admission.MatchResources;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checker of validations and their messages against the types of the objects that a policy is
 * for. What it finds is a warning: the policy works, and its expression will fail.
 *
 * <p>Mirrors {@code apiserver/pkg/admission/plugin/policy/validating/typechecking.go}: rules with
 * wildcards for groups or versions are passed over, and there are ten kinds at most. Used by one
 * thread.
 */
public final class TypeChecker {
  private static final int MOST_KINDS = 10;
  private static final String FAILED = "compilation failed: ";

  private final KnownKinds kinds;
  private final Map<Typed, CelEnvironment> bases = new HashMap<>();

  /**
   * A checker.
   *
   * @param definitions the CustomResourceDefinitions that are known
   */
  public TypeChecker(List<Resource> definitions) {
    this.kinds = new KnownKinds(definitions);
  }

  /**
   * The warnings about a policy, each with its place in the file; without those that the API server
   * gives because its schemas have no type for a field that is there: a quantity, say.
   */
  public List<Problem> problems(AdmissionPolicy policy, ExpressionPlaces places) {
    List<TypeWarning> warnings = check(policy);
    if (!warnings.isEmpty()) {
      warnings = check(policy, true);
    }
    List<Problem> problems = new ArrayList<>();
    for (TypeWarning warning : warnings) {
      problems.add(
          places.problem(
              policy.source(),
              warning.path(),
              warning.line(),
              warning.column(),
              warning.path() + ": " + warning.text().stripTrailing()));
    }
    return problems;
  }

  /** The warnings that a policy's status gets; none about one that mutates. */
  public List<TypeWarning> check(AdmissionPolicy policy) {
    return check(policy, false);
  }

  private List<TypeWarning> check(AdmissionPolicy policy, boolean complete) {
    if (policy.type() != AdmissionPolicy.Type.VALIDATING) {
      return List.of();
    }
    Map<VersionedKind, CelEnvironment> environments = environments(policy, complete);
    List<TypeWarning> warnings = new ArrayList<>();
    for (Validation validation : policy.program().validations()) {
      check(validation.expression(), environments, warnings);
      PlacedExpression message = validation.messageExpression();
      if (message != null) {
        check(message, environments, warnings);
      }
    }
    return warnings;
  }

  private static void check(
      PlacedExpression expression,
      Map<VersionedKind, CelEnvironment> environments,
      List<TypeWarning> warnings) {
    String text = expression.expression().text();
    StringBuilder all = new StringBuilder();
    Compilation.@Nullable Refused first = null;
    for (Map.Entry<VersionedKind, CelEnvironment> entry : environments.entrySet()) {
      if (entry.getValue().compile(text, Set.of()) instanceof Compilation.Refused refused
          && refused.message().startsWith(FAILED)) {
        first = first == null ? refused : first;
        all.append(all.isEmpty() ? "" : "\n").append(entry.getKey()).append(": ");
        all.append(refused.message(), FAILED.length(), refused.message().length()).append('\n');
      }
    }
    if (first != null) {
      warnings.add(
          new TypeWarning(expression.path(), all.toString(), first.line(), first.column()));
    }
  }

  private Map<VersionedKind, CelEnvironment> environments(
      AdmissionPolicy policy, boolean complete) {
    Map<VersionedKind, CelEnvironment> environments = new LinkedHashMap<>();
    for (VersionedKind kind : kinds(policy.match())) {
      CelEnvironment base = base(new Typed(kind, policy.paramKind(), complete));
      if (base != null) {
        environments.put(kind, withVariables(base, policy.program().variables()));
      }
    }
    return environments;
  }

  /** What gives the types of variables; most policies are for the same few kinds. */
  private record Typed(VersionedKind kind, @Nullable ParamKind paramKind, boolean complete) {}

  private @Nullable CelEnvironment base(Typed typed) {
    CelEnvironment known = bases.get(typed);
    ExpressionType type = known == null ? kinds.type(typed.kind(), typed.complete()) : null;
    if (type != null) {
      ParamKind paramKind = typed.paramKind();
      Map<String, ExpressionType> variables = KubernetesVariables.of(paramKind != null, true);
      ExpressionType params =
          paramKind == null ? null : kinds.type(VersionedKind.of(paramKind), typed.complete());
      if (params != null) {
        variables.put(KubernetesVariables.PARAMS, params);
      }
      variables.put(KubernetesVariables.OBJECT, type);
      variables.put(KubernetesVariables.OLD_OBJECT, type);
      known = CelEnvironment.kubernetes().with(variables).withVariables(Map.of());
      bases.put(typed, known);
    }
    return known;
  }

  // A variable that does not fit is of any type, and no warning of its own.
  private static CelEnvironment withVariables(CelEnvironment base, List<PolicyVariable> own) {
    Map<String, ExpressionType> types = new LinkedHashMap<>();
    CelEnvironment environment = base;
    for (PolicyVariable variable : own) {
      String text = variable.expression().expression().text();
      ExpressionType type =
          environment.compile(text, Set.of()) instanceof Compilation.Compiled compiled
              ? compiled.expression().type()
              : ExpressionType.DYN;
      types.put(variable.name(), type);
      environment = base.withVariables(types);
    }
    return environment;
  }

  private Set<VersionedKind> kinds(MatchResources match) {
    Set<VersionedKind> found = new TreeSet<>();
    for (MatchResources.Rule rule : match.resourceRules()) {
      if (!hasWildcard(rule.groups()) && !hasWildcard(rule.versions()) && !collect(rule, found)) {
        break;
      }
    }
    return found;
  }

  // Returns whether there is room for more.
  private boolean collect(MatchResources.Rule rule, Set<VersionedKind> found) {
    int count = 0;
    for (String group : new TreeSet<>(rule.groups())) {
      for (String version : new TreeSet<>(rule.versions())) {
        for (String resource : new TreeSet<>(rule.resources())) {
          if (resource.indexOf('*') >= 0 || resource.indexOf('/') >= 0) {
            continue;
          }
          for (VersionedKind kind : kinds.of(group, version, resource)) {
            found.add(kind);
            count++;
            if (count == MOST_KINDS) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private static boolean hasWildcard(Set<String> words) {
    for (String word : words) {
      if (word.indexOf('*') >= 0) {
        return true;
      }
    }
    return false;
  }
}
