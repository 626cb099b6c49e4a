package dev.haetae.rule;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;

/**
 * The remedy for what runs on every node, which mostly is an agent of the nodes: it needs what is
 * forbidden to others, so that its namespace is to be exempt.
 */
public final class NodeAgent {
  private static final String DAEMON_SET = GroupKind.DAEMON_SET.kind();

  private NodeAgent() {}

  /**
   * Returns whether an object is a DaemonSet, or made by one. There are DaemonSets in other groups
   * than Kubernetes' own.
   */
  public static boolean mayBe(Resource object) {
    if (object.kind().equals(DAEMON_SET)) {
      return true;
    }
    for (ObjectView owner : object.metadata().objects("ownerReferences")) {
      if (owner.flag("controller", false) && owner.text("kind").equals(DAEMON_SET)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how its namespace is exempted. */
  public static Sentence exemption(Resource object) {
    String namespace = object.namespace();
    // Who exempts the namespace that everything lands in which names none exempts everything.
    return namespace.isEmpty() || namespace.equals("default")
        ? Sentence.of(
            "if it is an agent of the nodes, exempt a namespace of its own: agents.namespaces")
        : Sentence.of(
            "if it is an agent of the nodes, exempt its namespace: add %q to agents.namespaces",
            namespace);
  }
}
