package dev.haetae.simulator.admission.podsecurity;

import java.util.List;

/**
 * What the level of a namespace forbids of a pod.
 *
 * @param standard the level, {@code restricted:latest}
 * @param list what is forbidden; empty when the pod may pass
 */
public record Breaches(String standard, List<Breach> list) {
  /** Breaches that keep their own copy of the list. */
  public Breaches {
    list = List.copyOf(list);
  }

  /**
   * One of them.
   *
   * @param reason such as {@code runAsNonRoot != true}
   * @param detail such as {@code volume "host"}; empty for none
   * @param container the first that does it: its number among init containers, containers and
   *     ephemeral containers; negative when the pod does it, whatever its containers do
   * @param volume the first of the pod's volumes that does it; negative when none does
   */
  public record Breach(String reason, String detail, int container, int volume) {}
}
