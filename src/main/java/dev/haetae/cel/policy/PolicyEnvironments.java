package dev.haetae.cel.policy;

import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.ExpressionType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one policy's expressions: what each kind of expression may use. Made when
 * they are first asked for; used by one thread.
 *
 * <p>Mirrors {@code apiserver/pkg/admission/plugin/cel/{compile,composition}.go}.
 */
public final class PolicyEnvironments {
  private static final String VARIABLES = "kubernetes.variables";

  private final CelEnvironment base;
  private boolean composed;
  private final Map<String, ExpressionType> variables = new LinkedHashMap<>();
  private @Nullable CelEnvironment plain;
  private @Nullable CelEnvironment expressions;
  private @Nullable CelEnvironment messages;
  private @Nullable CelEnvironment mutations;

  /**
   * The environments over one of the requests and objects.
   *
   * @param base knows {@code object}, {@code request} and what else all expressions may use, but
   *     neither the authorizer nor variables
   * @param composed whether {@code variables} is known, even without one
   */
  public PolicyEnvironments(CelEnvironment base, boolean composed) {
    this.base = base;
    this.composed = composed;
  }

  /** Those of a policy of Kubernetes. */
  public static PolicyEnvironments kubernetes(boolean hasParams, boolean composed) {
    Map<String, ExpressionType> known = new LinkedHashMap<>();
    for (String name : new String[] {"object", "oldObject", "request", "namespaceObject"}) {
      known.put(name, ExpressionType.DYN);
    }
    if (hasParams) {
      known.put("params", ExpressionType.DYN);
    }
    return new PolicyEnvironments(CelEnvironment.kubernetes().with(known), composed);
  }

  /** Makes {@code variables} known, which has no field yet. */
  void compose() {
    if (!composed) {
      composed = true;
      expressions = null;
      messages = null;
      mutations = null;
    }
  }

  /** Adds a variable that later expressions may use as {@code variables.<name>}. */
  void declare(String name, ExpressionType type) {
    variables.put(name, type);
    expressions = null;
    messages = null;
    mutations = null;
  }

  /** The environment of match conditions: without variables. */
  CelEnvironment conditions() {
    CelEnvironment known = plain;
    if (known == null) {
      known = base.with("authorizer", ExpressionType.DYN);
      plain = known;
    }
    return known;
  }

  /** The environment of variables, validations and audit annotations. */
  CelEnvironment expressions() {
    CelEnvironment known = expressions;
    if (known == null) {
      known = withVariables(conditions());
      expressions = known;
    }
    return known;
  }

  /** The environment of messages: without the authorizer. */
  CelEnvironment messages() {
    CelEnvironment known = messages;
    if (known == null) {
      known = withVariables(base);
      messages = known;
    }
    return known;
  }

  /** The environment of mutations: with the types of patches. */
  CelEnvironment mutations() {
    CelEnvironment known = mutations;
    if (known == null) {
      known = expressions();
      mutations = known;
    }
    return known;
  }

  private CelEnvironment withVariables(CelEnvironment environment) {
    return composed
        ? environment.with("variables", ExpressionType.struct(VARIABLES, variables))
        : environment;
  }
}
