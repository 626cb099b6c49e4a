package dev.haetae.simulator.prediction;

import dev.haetae.resource.Resource;
import java.util.List;

/**
 * A prediction of what the control plane will do with one claim, one pod spec or one Service, as it
 * is told to people and programs.
 *
 * @param object what is predicted: an object of the input, or a claim that one of them will make
 * @param path where its spec stands in the object of the input, such as {@code
 *     spec.volumeClaimTemplates[0].spec}
 * @param subject what kind of thing it is
 * @param outcome what becomes of it
 * @param explanation the rest of the sentence that begins with the outcome, in the control plane's
 *     own words where it has them
 * @param change the one thing to change that would mend it
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
    Outcome outcome,
    String explanation,
    Change change,
    String unseen,
    String volume,
    List<String> nodes,
    List<Integer> nodePorts,
    List<Candidate> candidates) {

  /** The kind of thing that is predicted. */
  public enum Subject {
    /** A claim: whether and to which volume it binds. */
    CLAIM("claim"),
    /** A pod: which nodes can take it. */
    POD("pod"),
    /** A Service: whether the API server accepts it. */
    SERVICE("service");

    private final String word;

    Subject(String word) {
      this.word = word;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }
  }

  /**
   * The name of an object.
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
   * An outcome.
   *
   * @param word {@code Bound}, {@code Unschedulable}, {@code Accepted}, …
   * @param isGood whether nothing is left to wish for
   * @param verb what stands before the word in a sentence that begins with it, such as {@code
   *     stays}; empty where the sentence does not
   */
  public record Outcome(String word, boolean isGood, String verb) {
    Outcome(String word, boolean isGood) {
      this(word, isGood, "");
    }
  }

  /**
   * A change that would mend what is wrong.
   *
   * @param text an order; empty when there is none to name
   * @param isOfNearest whether it repeats what the nearest candidate says
   */
  public record Change(String text, boolean isOfNearest) {
    static final Change NONE = new Change("", false);

    static Change of(String text) {
      return new Change(text, false);
    }
  }

  /**
   * A volume, node or port.
   *
   * @param reason why it does not do, in the control plane's own words where it has them; empty
   *     when it does
   * @param detail what it has, and what the object asks for
   * @param saysReason whether {@code detail} holds the reason already
   * @param changes what would make it do, all of it, where that is known apart from the detail
   * @param distance how far it is from doing, to tell the nearest; 0 when it does
   */
  public record Candidate(
      String name,
      boolean fits,
      String reason,
      String detail,
      boolean saysReason,
      List<String> changes,
      int distance) {
    /** A candidate that keeps its own copy of the list. */
    public Candidate {
      changes = List.copyOf(changes);
    }

    /** Returns what it has, and what would make it do. */
    public String message() {
      return switch (changes.size()) {
        case 0 -> detail;
        case 1 -> detail + ". To make it fit: " + changes.getFirst();
        default -> detail + ". To make it fit, all of: " + String.join("; ", changes);
      };
    }
  }

  /** A prediction that keeps its own copies of the lists. */
  public Prediction {
    nodes = List.copyOf(nodes);
    nodePorts = List.copyOf(nodePorts);
    candidates = List.copyOf(candidates);
  }

  /** The outcome in a sentence. */
  public String message() {
    return outcome.verb().isEmpty()
        ? explanation
        : outcome.verb() + ' ' + outcome.word() + ": " + explanation;
  }
}
