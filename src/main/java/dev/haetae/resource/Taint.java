package dev.haetae.resource;

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

  /** {@code key=value:effect}, as kubectl writes it. */
  @Override
  public String toString() {
    return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
  }
}
