package dev.haetae.simulator.prediction;

import dev.haetae.resource.Resource;
import java.util.List;

/**
 * What the control plane will do with one claim, one pod spec or one Service.
 *
 * @param object what is predicted: an object of the input, or a claim that one of them will make
 * @param path where its spec stands in the object of the input, such as {@code
 *     spec.volumeClaimTemplates[0].spec}
 * @param subject what kind of thing it is
 * @param outcome {@code Bound}, {@code Unschedulable}, {@code Accepted}, …
 * @param isGood whether nothing is left to wish for
 * @param message the outcome in a sentence, in the control plane's own words where it has them
 * @param change the one thing to change that would mend it; empty when there is none to name
 * @param unseen what the outcome hangs on and was not found in an open world; empty when certain
 * @param volume the volume that a claim gets or names; empty for none
 * @param nodes the nodes that can take a pod
 * @param nodePorts the numbers that a Service asks for
 * @param candidates every volume, node or port there is to have, and why not
 */
public record Prediction(
    Identity object,
    String path,
    Subject subject,
    String outcome,
    boolean isGood,
    String message,
    String change,
    String unseen,
    String volume,
    List<String> nodes,
    List<Integer> nodePorts,
    List<Candidate> candidates) {

  /** What is predicted. */
  public enum Subject {
    /** Whether and to which volume it binds. */
    CLAIM("claim"),
    /** Which nodes can take it. */
    POD("pod"),
    /** Whether the API server accepts it. */
    SERVICE("service");

    private final String word;

    Subject(String word) {
      this.word = word;
    }

    /** As reports write it. */
    public String word() {
      return word;
    }
  }

  /**
   * Names an object.
   *
   * @param namespace empty for none
   * @param name with {@code *} for what will be generated
   */
  public record Identity(String apiVersion, String kind, String namespace, String name) {
    static Identity of(Resource resource) {
      return new Identity(
          resource.apiVersion(), resource.kind(), resource.namespace(), resource.displayName());
    }

    static Identity claim(String namespace, String name) {
      return new Identity("v1", "PersistentVolumeClaim", namespace, name);
    }
  }

  /**
   * A volume, node or port.
   *
   * @param reason why it does not do, in the control plane's own words where it has them; empty
   *     when it does
   * @param message what it has, and what would make it do
   * @param distance how far it is from doing, to tell the nearest; 0 when it does
   */
  public record Candidate(String name, boolean fits, String reason, String message, int distance) {}

  /** A forecast that keeps its own copies of the lists. */
  public Prediction {
    nodes = List.copyOf(nodes);
    nodePorts = List.copyOf(nodePorts);
    candidates = List.copyOf(candidates);
  }
}
