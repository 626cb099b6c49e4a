package dev.haetae.inventory;

import dev.haetae.inventory.PlacedPod.HostPort;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host ports that a pod asks for, compared with those that are taken on one node after the
 * other: with an index where there are many, since whoever writes a pod chooses how many.
 */
public final class HostPorts {
  // Up to so many are looked through as fast.
  private static final int FEW = 8;

  private final List<HostPort> list;
  private final @Nullable Set<HostPort> index;

  private HostPorts(List<HostPort> list) {
    this.list = list;
    this.index = list.size() <= FEW ? null : index(list);
  }

  private static Set<HostPort> index(List<HostPort> list) {
    Set<HostPort> index = new HashSet<>();
    for (HostPort port : list) {
      index.add(port.isWild() ? at(port, "") : port);
      index.add(at(port, "*"));
    }
    return index;
  }

  /** The ports of a pod, in any order. */
  public static HostPorts of(List<HostPort> ports) {
    return new HostPorts(ports);
  }

  // At the address "*" stands a port that is asked for at any address at all.
  private static HostPort at(HostPort port, String address) {
    return new HostPort(address, port.protocol(), port.port());
  }

  /**
   * Returns whether one of them cannot be had beside {@code taken} ({@link HostPort#collidesWith}).
   */
  public boolean collideWith(HostPort taken) {
    if (index != null) {
      return taken.isWild()
          ? index.contains(at(taken, "*"))
          : index.contains(taken) || index.contains(at(taken, ""));
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).collidesWith(taken)) {
        return true;
      }
    }
    return false;
  }
}
