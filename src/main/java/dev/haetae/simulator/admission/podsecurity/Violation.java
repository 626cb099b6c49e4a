package dev.haetae.simulator.admission.podsecurity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod does that a check forbids.
 *
 * @param reason such as {@code host namespaces}
 * @param detail such as {@code hostNetwork=true}; empty for none
 */
record Violation(String reason, String detail) {
  // The API server names all; so many nobody reads.
  private static final int MOST = 1000;

  /** The violation as a message has it. */
  String text() {
    return detail.isEmpty() ? reason : reason + " (" + detail + ')';
  }

  /** Names in quotes, with commas. */
  static String quoted(Collection<String> names) {
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (String name : names) {
      if (shown++ == MOST) {
        return out.append(", …").toString();
      }
      out.append(out.isEmpty() ? "\"" : ", \"").append(name).append('"');
    }
    return out.toString();
  }

  /** One word for one thing, another for more. */
  static String plural(String one, String more, int count) {
    return count == 1 ? one : more;
  }

  /** {@code container "a"}, or {@code containers "a", "b"}. */
  static String containers(Collection<String> names) {
    return plural("container", "containers", names.size()) + ' ' + quoted(names);
  }

  /** A violation by containers, if there are any. */
  static @Nullable Violation of(String reason, Collection<String> containers, String detail) {
    return containers.isEmpty() ? null : new Violation(reason, containers(containers) + detail);
  }

  /** {@code pod and containers "a", "b"}; empty when nobody is named. */
  static String setters(boolean pod, Collection<String> containers) {
    List<String> setters = new ArrayList<>();
    if (pod) {
      setters.add("pod");
    }
    if (!containers.isEmpty()) {
      setters.add(containers(containers));
    }
    return String.join(" and ", setters);
  }
}
