package dev.haetae.simulator.scheduling;

import dev.haetae.resource.Toleration;
import java.util.List;

/** The taints that the control plane sets on a node in trouble, and that are not for ever. */
public final class TroubleTaints {
  /** The tolerations of whoever looks past them. */
  public static final List<Toleration> TOLERATED =
      List.of(
          passing("not-ready"),
          passing("unreachable"),
          passing("unschedulable"),
          passing("memory-pressure"),
          passing("disk-pressure"),
          passing("pid-pressure"),
          passing("network-unavailable"));

  private TroubleTaints() {}

  private static Toleration passing(String condition) {
    return new Toleration("node.kubernetes.io/" + condition, "Exists", "", "");
  }
}
