package dev.haetae.resource;

import org.jspecify.annotations.Nullable;

/**
 * A taint of a node.
 *
 * @param key such as {@code nvidia.com/gpu}
 * @param value may be empty
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
 */
public record Taint(String key, String value, String effect) {
  /** The taint written at {@code view}. */
  public static Taint of(ObjectView view) {
    return new Taint(view.text("key"), view.text("value"), view.text("effect"));
  }

  // Written out, as those of all records that a check asks: the JVM would make the code at run
  // time, in 5 to 10 ms each.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Taint that
        && key.equals(that.key)
        && value.equals(that.value)
        && effect.equals(that.effect);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * key.hashCode() + value.hashCode()) + effect.hashCode();
  }

  /** {@code key=value:effect}, as kubectl writes it. */
  @Override
  public String toString() {
    return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
  }
}
