package dev.haetae.engine.admission;

import dev.haetae.cel.library.Authorizer;
import dev.haetae.cel.policy.RunObserver;
import dev.haetae.resource.tree.ObjectValue;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of a request: all that policies may look at besides it.
 *
 * @param namespaces gives the namespaces that are known
 * @param params gives the objects that parametrize policies
 * @param authorizer says what the user of the request and others may do; null when nobody knows
 * @param observer is told what comes of each expression
 */
public record Surroundings(
    Namespaces namespaces,
    ParamSource params,
    @Nullable Authorizer authorizer,
    RunObserver observer) {
  /** Surroundings of which nothing is known. */
  public static final Surroundings UNKNOWN =
      new Surroundings(_ -> null, ParamSource.UNKNOWN, null, RunObserver.NONE);

  /** The same surroundings, and nobody is told. */
  Surroundings unobserved() {
    return new Surroundings(namespaces, params, authorizer, RunObserver.NONE);
  }

  /** The namespaces that are known. */
  @FunctionalInterface
  public interface Namespaces {
    /** The Namespace of this name, with its defaults; null when it is not known. */
    @Nullable ObjectValue namespace(String name);
  }
}
