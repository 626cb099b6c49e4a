package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The warnings about the ports of a pod's containers, {@code pkg/api/pod/warnings.go}. */
final class PortWarnings {
  /** The fields of containers, in the order in which they are visited. */
  static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  // Who writes a thousand equal ports need not read of each pair.
  private static final int MOST = 100;

  private PortWarnings() {}

  private record Port(String place, ObjectValue port) {
    String address() {
      return port.text("hostIP");
    }

    long hostPort() {
      return Trees.integer(port, "hostPort", 0);
    }
  }

  static List<String> of(String path, ObjectValue spec) {
    List<Port> ports = new ArrayList<>(0);
    for (String field : CONTAINERS) {
      ArrayValue containers = Trees.array(spec, field);
      for (int i = 0; i < containers.size(); i++) {
        ArrayValue array = Trees.array(Trees.object(containers, i), "ports");
        for (int k = 0; k < array.size(); k++) {
          String place = path + "spec." + field + '[' + i + "].ports[" + k + ']';
          ports.add(new Port(place, Trees.object(array, k)));
        }
      }
    }
    List<String> warnings = new ArrayList<>(0);
    Map<String, List<Port>> known = new HashMap<>();
    for (Port port : ports) {
      String key =
          Trees.integer(port.port(), "containerPort", 0) + "/" + port.port().text("protocol");
      List<Port> others = known.computeIfAbsent(key, _ -> new ArrayList<>(1));
      for (Port other : others) {
        compare(warnings, port, other);
      }
      if (others.size() < MOST && warnings.size() < MOST) {
        others.add(port);
      }
    }
    names(warnings, ports);
    return warnings;
  }

  private static void compare(List<String> warnings, Port port, Port other) {
    boolean equal = port.address().equals(other.address()) && port.hostPort() == other.hostPort();
    String kind = "";
    if (equal) {
      kind = "duplicate";
    } else if (port.hostPort() == 0 || other.hostPort() == 0) {
      kind = "overlapping";
    } else if (port.hostPort() == other.hostPort()
        && port.address().isEmpty() != other.address().isEmpty()) {
      kind = "dangerously ambiguous";
    }
    if (!kind.isEmpty()) {
      warnings.add(port.place() + ": " + kind + " port definition with " + other.place());
    }
  }

  private static void names(List<String> warnings, List<Port> ports) {
    Map<String, String> known = new HashMap<>();
    for (Port port : ports) {
      String name = port.port().text("name");
      String other = name.isEmpty() ? null : known.putIfAbsent(name, port.place());
      if (other != null && warnings.size() < MOST) {
        warnings.add(
            port.place()
                + ": duplicate port name \""
                + name
                + "\" with "
                + other
                + ", services and probes that select ports by name will use "
                + other);
      }
    }
  }
}
