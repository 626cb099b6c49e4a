package dev.haetae.render;

import java.util.List;
import java.util.Map;

/**
 * The settings that charts and overlays are rendered with.
 *
 * @param values files of values for charts, later ones win
 * @param sets single values for charts, {@code key=value}
 * @param namespace of the release
 * @param environment the environment variables: where programs are looked for, and what they get
 */
public record Settings(
    List<String> values, List<String> sets, String namespace, Map<String, String> environment) {
  /** Settings that keep their own copies of what a user writes. */
  public Settings {
    values = List.copyOf(values);
    sets = List.copyOf(sets);
  }
}
