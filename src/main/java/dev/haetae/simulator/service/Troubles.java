package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.simulator.service.ServicePrediction.Port;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first problem of each node port of a Service, by the path of its field. */
final class Troubles {
  private final Map<String, Port> byPath = new HashMap<>();

  /**
   * Adds a problem.
   *
   * @param owner the Service that holds the number; null when none does
   */
  void add(String path, long number, String problem, @Nullable NodePortOwner owner) {
    byPath.putIfAbsent(path, new Port(path, ServicePorts.shown(number), problem, owner));
  }

  /** The port with its problem, if it has one. */
  Port port(String path, long number) {
    Port known = byPath.get(path);
    return known == null ? new Port(path, ServicePorts.shown(number), "", null) : known;
  }
}
