package dev.haetae.simulator.service;

import dev.haetae.inventory.Inventory.NodePortOwner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prediction of what the API server says to a Service, as far as its ports are concerned.
 *
 * @param outcome whether it is taken
 * @param message of a refused one the API server's own words; else what it will hold
 * @param ports the node ports it asks for or is given, in the order of writing, the health check's
 *     last
 */
public record ServicePrediction(Outcome outcome, String message, List<Port> ports) {
  /** The outcome for a Service. */
  public enum Outcome {
    /** It is stored. */
    ACCEPTED("Accepted"),
    /** It is refused. */
    REJECTED("Rejected");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }
  }

  /**
   * A node port of a Service.
   *
   * @param path {@code spec.ports[0].nodePort} or {@code spec.healthCheckNodePort}
   * @param number the number; 0 when the API server chooses one
   * @param problem in the API server's words; empty when there is none
   * @param owner the Service that holds the number; null when none does
   */
  public record Port(String path, int number, String problem, @Nullable NodePortOwner owner) {
    /** Returns who holds it, or what is wrong with it, in a sentence. */
    public String message() {
      String shown = number == 0 ? "a port that the API server chooses" : "port " + number;
      if (owner != null) {
        return shown
            + " is held by "
            + owner.namespace()
            + '/'
            + owner.name()
            + " ("
            + owner.field()
            + ')';
      }
      return problem.isEmpty() ? shown + " is free" : shown + ": " + problem;
    }
  }

  /** A prediction that keeps its own copy of the list. */
  public ServicePrediction {
    ports = List.copyOf(ports);
  }
}
