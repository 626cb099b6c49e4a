package dev.haetae.resource;

import org.jspecify.annotations.Nullable;

/**
 * A toleration of a pod.
 *
 * @param key the taint's key; empty with Exists tolerates every taint
 * @param operator {@code Equal} (or empty), {@code Exists}, {@code Lt} or {@code Gt}
 * @param value the taint's value, for Equal
 * @param effect the taint's effect; empty for every effect
 */
public record Toleration(String key, String operator, String value, String effect) {
  /** The toleration written at {@code view}. */
  public static Toleration of(ObjectView view) {
    return new Toleration(
        view.text("key"), view.text("operator"), view.text("value"), view.text("effect"));
  }

  /**
   * Returns whether the taint is tolerated; mirrors {@code ToleratesTaint} of {@code
   * k8s.io/component-helpers}.
   */
  public boolean tolerates(Taint taint) {
    if (!effect.isEmpty() && !effect.equals(taint.effect())) {
      return false;
    }
    if (!key.isEmpty() && !key.equals(taint.key())) {
      return false;
    }
    return switch (operator) {
      case "", "Equal" -> value.equals(taint.value());
      case "Exists" -> true;
      case "Lt", "Gt" -> compares(taint.value());
      default -> false;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Toleration that
        && key.equals(that.key)
        && operator.equals(that.operator)
        && value.equals(that.value)
        && effect.equals(that.effect);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * key.hashCode() + operator.hashCode()) + value.hashCode())
        + effect.hashCode();
  }

  private boolean compares(String taintValue) {
    Long wanted = WholeNumber.parse(value);
    Long found = WholeNumber.parse(taintValue);
    if (wanted == null || found == null) {
      return false;
    }
    return operator.equals("Lt") ? found < wanted : found > wanted;
  }
}
