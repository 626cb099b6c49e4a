package dev.haetae.cel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of ours, beside Kubernetes' libraries.
 *
 * @param name as expressions call it
 * @param receiver the type of what stands before the dot; null for a global function
 * @param arguments their types
 * @param result the type of what it gives
 * @param body what it does; gets the receiver first
 */
public record CelFunction(
    String name,
    @Nullable ExpressionType receiver,
    List<ExpressionType> arguments,
    ExpressionType result,
    Body body) {
  /** A function that keeps its own copy. */
  public CelFunction {
    arguments = List.copyOf(arguments);
  }

  /** The body of a function. */
  @FunctionalInterface
  public interface Body {
    /**
     * Gives the value for these arguments; what is not known is {@link Unknowns#of}.
     *
     * @throws dev.haetae.cel.value.CelFailure when there is none
     */
    Object call(Object[] arguments);
  }
}
