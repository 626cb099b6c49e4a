package dev.haetae.simulator.scheduling.preemption;

import dev.haetae.inventory.PlacedPod;
import java.util.List;

/**
 * The pods that a pod would drive away which no node can take as it is.
 *
 * @param choices the nodes that are equally right, with their victims; none when driving pods away
 *     is not allowed or does not help
 * @param nodes all nodes on which driving pods away would help, by name
 * @param message why there is none, in the scheduler's words; empty when there is one
 */
public record Preemption(List<Victims> choices, List<String> nodes, String message) {
  /** A preemption that keeps its own copies of the lists. */
  public Preemption {
    choices = List.copyOf(choices);
    nodes = List.copyOf(nodes);
  }

  /** None, for this reason. */
  public static Preemption none(String message) {
    return new Preemption(List.of(), List.of(), message);
  }

  /** Returns whether the pod runs once its victims are gone. */
  public boolean helps() {
    return !choices.isEmpty();
  }

  /** The node that is chosen, by name the first of equally right ones; empty for none. */
  public String node() {
    return choices.isEmpty() ? "" : choices.getFirst().node();
  }

  /** The pods that have to go from there, the most important first. */
  public List<PlacedPod> victims() {
    return choices.isEmpty() ? List.of() : choices.getFirst().pods();
  }
}
