package dev.haetae.rule.container;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.ArrayList;
import java.util.List;

/**
 * No two containers of a pod listen on one port.
 *
 * <p>Why: the containers of a pod share one network, as processes of one machine do. The second to
 * listen on a port fails to start, again and again, and which of them is the second may change with
 * every start.
 *
 * <p>Looks at {@code ports} of all containers that run at the same time: containers and native
 * sidecars; every other init container runs alone but for the sidecars before it. Allowed: one
 * number with different protocols, and one port of a container behind two host ports. With {@code
 * hostNetwork} a host port is the container port, so nothing else is to be seen then.
 */
public final class UniqueContainerPorts implements PodRule {
  static final Reason PORT_TAKEN =
      new Reason("ContainerPortTaken", "Two containers of a pod listen on one port.");
  static final Reason PORT_REPEATED =
      new Reason("ContainerPortRepeated", "One container writes the same port twice.");
  static final Reason HOST_PORT_TAKEN =
      new Reason("HostPortTaken", "Two ports of a pod ask for one port of the node.");
  static final Reason NAME_REPEATED =
      new Reason("PortNameRepeated", "Two ports of a pod have one name.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
          "unique-container-ports",
          "No two containers of a pod listen on the same port.",
          Subjects.carriersAnd(),
          List.of(PORT_TAKEN, PORT_REPEATED, HOST_PORT_TAKEN, NAME_REPEATED));

  // Up to so many ports are compared each with each.
  private static final int FEW = 8;

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    // Most pods have a few ports, none of which is written twice.
    if (repeatsAny(pod)) {
      // The API server itself warns of a port that one container writes twice.
      new PortsTaken(context.point() == EnforcementPoint.VALIDATE, findings).check(pod);
    }
  }

  // Whether a number or a name stands twice among the ports; what that means is told apart later.
  private static boolean repeatsAny(PodView pod) {
    List<ObjectView> ports = firstPorts(pod);
    if (ports.size() < 2 || ports.size() > FEW) {
      return ports.size() > FEW;
    }
    for (int i = 0; i < ports.size(); i++) {
      requireReadable(ports.get(i));
      for (int j = 0; j < i; j++) {
        if (isSame(ports.get(i), ports.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  // All ports, or more than a few of them.
  private static List<ObjectView> firstPorts(PodView pod) {
    List<ObjectView> ports = List.of();
    for (ContainerView container : pod.containers()) {
      List<ObjectView> own = container.ports();
      if (ports.isEmpty()) {
        ports = own;
      } else if (!own.isEmpty()) {
        ports = new ArrayList<>(ports);
        ports.addAll(own);
      }
      if (ports.size() > FEW) {
        return ports;
      }
    }
    return ports;
  }

  // What is of the wrong type is told of, whether or not anything stands twice.
  private static void requireReadable(ObjectView port) {
    port.textOrNull("protocol");
    port.textOrNull("name");
    if (port.integer("hostPort", 0) > 0) {
      port.textOrNull("hostIP");
    }
  }

  private static boolean isSame(ObjectView one, ObjectView other) {
    return one.integer("containerPort", 0) == other.integer("containerPort", 0)
        || (one.has("hostPort") && one.integer("hostPort", 0) == other.integer("hostPort", 0))
        || (one.has("name") && one.text("name").equals(other.textOrNull("name")));
  }
}
