package dev.haetae.cel.policy;

import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.KubernetesVariables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one policy's expressions: what each kind of expression may use. Used by one
 * thread.
 *
 * <p>Mirrors {@code apiserver/pkg/admission/plugin/cel/{compile,composition}.go}.
 */
public final class PolicyEnvironments {
  private final CelEnvironment messages;
  private final CelEnvironment expressions;
  private final CelEnvironment mutations;
  private boolean composed;
  private Map<String, ExpressionType> variables = new LinkedHashMap<>();
  private @Nullable CelEnvironment messagesNow;
  private @Nullable CelEnvironment expressionsNow;
  private @Nullable CelEnvironment mutationsNow;

  /**
   * The environments over these, none of which knows the policy's own variables.
   *
   * @param messages of messages: knows no authorizer
   * @param expressions of conditions, variables, validations and audit annotations
   * @param mutations of mutations: knows the types of patches
   * @param composed whether {@code variables} is known even without one
   */
  public PolicyEnvironments(
      CelEnvironment messages,
      CelEnvironment expressions,
      CelEnvironment mutations,
      boolean composed) {
    this.messages = messages;
    this.expressions = expressions;
    this.mutations = mutations;
    this.composed = composed;
  }

  /**
   * Those of a policy of Kubernetes.
   *
   * @param hasParams whether it names a kind of parameters
   * @param composed whether {@code variables} is known even without one
   */
  public static PolicyEnvironments kubernetes(boolean hasParams, boolean composed) {
    CelEnvironment messages = hasParams ? Kubernetes.MESSAGES_WITH_PARAMS : Kubernetes.MESSAGES;
    CelEnvironment expressions =
        hasParams ? Kubernetes.EXPRESSIONS_WITH_PARAMS : Kubernetes.EXPRESSIONS;
    return new PolicyEnvironments(messages, expressions, expressions.withMutations(), composed);
  }

  /** The environments that all policies of Kubernetes begin with; made when first asked for. */
  private static final class Kubernetes {
    static final CelEnvironment MESSAGES = of(false, false);
    static final CelEnvironment MESSAGES_WITH_PARAMS = of(true, false);
    static final CelEnvironment EXPRESSIONS = of(false, true);
    static final CelEnvironment EXPRESSIONS_WITH_PARAMS = of(true, true);

    private static CelEnvironment of(boolean params, boolean authorizer) {
      return CelEnvironment.kubernetes().with(KubernetesVariables.of(params, authorizer));
    }
  }

  /** Makes {@code variables} known, which has no field yet. */
  void compose() {
    if (!composed) {
      composed = true;
      forget();
    }
  }

  /** Adds a variable that later expressions may use as {@code variables.<name>}. */
  void declare(String name, ExpressionType type) {
    variables = new LinkedHashMap<>(variables);
    variables.put(name, type);
    forget();
  }

  private void forget() {
    expressionsNow = null;
    messagesNow = null;
    mutationsNow = null;
  }

  /** The environment of match conditions: without variables, whatever the text. */
  CelEnvironment conditions(String text) {
    return expressions;
  }

  /** The environment of variables, validations and audit annotations, for one of this text. */
  CelEnvironment expressions(String text) {
    if (!mentionsVariables(text)) {
      return expressions;
    }
    CelEnvironment known = expressionsNow;
    if (known == null) {
      known = withVariables(expressions);
      expressionsNow = known;
    }
    return known;
  }

  /** The environment of messages, for one of this text: without the authorizer. */
  CelEnvironment messages(String text) {
    if (!mentionsVariables(text)) {
      return messages;
    }
    CelEnvironment known = messagesNow;
    if (known == null) {
      known = withVariables(messages);
      messagesNow = known;
    }
    return known;
  }

  /** The environment of mutations, for one of this text: with the types of patches. */
  CelEnvironment mutations(String text) {
    if (!mentionsVariables(text)) {
      return mutations;
    }
    CelEnvironment known = mutationsNow;
    if (known == null) {
      known = withVariables(mutations);
      mutationsNow = known;
    }
    return known;
  }

  // Making an environment takes longer than compiling an expression.
  private static boolean mentionsVariables(String text) {
    return text.contains(KubernetesVariables.VARIABLES);
  }

  private CelEnvironment withVariables(CelEnvironment environment) {
    return composed ? environment.withVariables(variables) : environment;
  }
}
