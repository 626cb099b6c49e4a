package dev.haetae.rule.container;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports of a pod that containers have taken already; each is reported where it comes again. */
final class PortsTaken {
  private final boolean repeatable;
  private final Findings findings;
  private final Map<String, ContainerPort> running = new HashMap<>();

  /**
   * A pod of which no container has been looked at yet.
   *
   * @param repeatable whether nobody need be told of a port that one container writes twice
   */
  PortsTaken(boolean repeatable, Findings findings) {
    this.repeatable = repeatable;
    this.findings = findings;
  }

  /**
   * An element of {@code ports}.
   *
   * @param container the name of its container
   * @param view the element
   * @param number the port, 0 when not written
   * @param protocol TCP, UDP or SCTP
   */
  private record ContainerPort(String container, ObjectView view, long number, String protocol) {
    static ContainerPort of(ContainerView container, ObjectView view) {
      return new ContainerPort(
          container.name(), view, view.integer("containerPort", 0), view.text("protocol", "TCP"));
    }

    Sentence shown() {
      return Sentence.of("%s/%s", number, protocol);
    }

    Sentence shownAtHost() {
      return Sentence.of("%s/%s", hostPort(), protocol);
    }

    long hostPort() {
      return view.integer("hostPort", 0);
    }

    // In one map: a port begins with a digit, a host port with h, a name with n.
    String key() {
      return number + "/" + protocol;
    }

    String hostKey() {
      String address = view.text("hostIP");
      return "h" + hostPort() + '/' + protocol + '/' + (address.equals("0.0.0.0") ? "" : address);
    }

    String nameKey() {
      return "n" + view.text("name") + '/' + protocol;
    }
  }

  /** Checks the ports of the containers, in the order in which they start. */
  void check(PodView pod) {
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.EPHEMERAL) {
        check(container);
      }
    }
  }

  private void check(ContainerView container) {
    Map<String, ContainerPort> own = new HashMap<>();
    for (ObjectView view : container.ports()) {
      ContainerPort port = ContainerPort.of(container, view);
      if (!checkNumber(port, own) && port.hostPort() > 0) {
        checkHostPort(port, own);
      }
      if (view.has("name")) {
        checkName(port, own);
      }
    }
    // Every other init container has ended when the next container starts.
    if (container.role() == ContainerView.Role.MAIN || container.isSidecar()) {
      own.forEach(running::putIfAbsent);
    }
  }

  private boolean checkNumber(ContainerPort port, Map<String, ContainerPort> own) {
    if (port.number <= 0) {
      return false;
    }
    ContainerPort other = running.get(port.key());
    ContainerPort same = own.putIfAbsent(port.key(), port);
    if (other != null) {
      findings.violation(
          UniqueContainerPorts.PORT_TAKEN,
          port.view.path("containerPort"),
          Sentence.of(
                  "%q is a port of container %q too: containers of a pod share one network, so only"
                      + " one can listen there",
                  port.shown(), other.container)
              .instead("let one of them listen on another port"));
    } else if (same != null && !repeatable && !isOtherHostPort(port, same)) {
      findings.advice(
          UniqueContainerPorts.PORT_REPEATED,
          port.view.path("containerPort"),
          Sentence.of(
                  "%q stands twice in container %q: server-side apply refuses that, and kubectl"
                      + " apply may lose one of them",
                  port.shown(), port.container)
              .instead("write each port once"));
      return true;
    }
    return other != null;
  }

  private static boolean isOtherHostPort(ContainerPort port, ContainerPort same) {
    return port.hostPort() > 0 && same.hostPort() > 0 && !port.hostKey().equals(same.hostKey());
  }

  private void checkHostPort(ContainerPort port, Map<String, ContainerPort> own) {
    ContainerPort taken = taken(port.hostKey(), own);
    own.putIfAbsent(port.hostKey(), port);
    if (taken != null) {
      findings.violation(
          UniqueContainerPorts.HOST_PORT_TAKEN,
          port.view.path("hostPort"),
          Sentence.of(
                  "host port %q goes to container %q already: a port of the node is given out once",
                  port.shownAtHost(), taken.container)
              .instead("choose another, or leave it out and make a Service"));
    }
  }

  private void checkName(ContainerPort port, Map<String, ContainerPort> own) {
    String name = port.view.text("name");
    ContainerPort same = own.putIfAbsent("n" + name, port);
    ContainerPort other = running.get(port.nameKey());
    own.putIfAbsent(port.nameKey(), port);
    if (same != null) {
      findings.violation(
          UniqueContainerPorts.NAME_REPEATED,
          port.view.path("name"),
          Sentence.of(
                  "port name %q stands twice in container %q: the API server refuses it",
                  name, port.container)
              .instead("give each port a name of its own"));
    } else if (other != null) {
      findings.advice(
          UniqueContainerPorts.NAME_REPEATED,
          port.view.path("name"),
          Sentence.of(
                  "port name %q is used by container %q too: a Service that asks for it by name"
                      + " finds only one of them",
                  name, other.container)
              .instead("give each port a name of its own"));
    }
  }

  private @Nullable ContainerPort taken(String key, Map<String, ContainerPort> own) {
    ContainerPort taken = running.get(key);
    return taken == null ? own.get(key) : taken;
  }
}
