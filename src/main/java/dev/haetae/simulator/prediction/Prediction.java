package dev.haetae.simulator.prediction;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction of what the control plane will do with one object, one claim, one pod spec or the
 * node ports of one Service, as it is told to people and programs.
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
 * @param answer what the API server says to an object; null for another subject
 * @param replicas how many pods there will be; null for another subject
 * @param notModelled what the outcome may hang on and nobody looks at
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
    List<Candidate> candidates,
    @Nullable Answer answer,
    @Nullable Replicas replicas,
    List<String> notModelled) {

  /** The kind of thing that is predicted. */
  public enum Subject {
    /** An object: whether the API server accepts it. */
    OBJECT("object"),
    /** A claim: whether and to which volume it binds. */
    CLAIM("claim"),
    /** A pod: which nodes can take it. */
    POD("pod"),
    /** An accepted Service: which node ports it holds. */
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

  /**
   * The API server's answer to an object.
   *
   * @param code the status code
   * @param reason of a refusal, such as {@code Forbidden}
   * @param causes of a refusal, the details
   * @param warnings what it says whatever the answer is
   * @param stored the object as it is stored, where that was asked for; null for a refused one
   */
  public record Answer(
      int code,
      String reason,
      List<Cause> causes,
      List<String> warnings,
      @Nullable ObjectValue stored) {
    /** An answer that keeps its own copies of the lists. */
    public Answer {
      causes = List.copyOf(causes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A detail of a refusal.
   *
   * @param field the path as the API server writes it
   */
  public record Cause(String reason, String field, String message) {}

  /**
   * The pods of one spec.
   *
   * @param wanted the number that is asked for
   * @param created the number that come to exist
   * @param schedulable the number of these that can run at once
   * @param refusals what the events of their controllers say
   * @param victims the pods that have to go so that one of them can run
   */
  public record Replicas(
      long wanted, long created, long schedulable, List<String> refusals, List<Victim> victims) {
    /** Pods that keep their own copies of the lists. */
    public Replicas {
      refusals = List.copyOf(refusals);
      victims = List.copyOf(victims);
    }

    /** Returns whether one runs once others have gone, and not before. */
    public boolean preempts() {
      return !victims.isEmpty();
    }
  }

  /** A pod that has to go. */
  public record Victim(String namespace, String name) {}

  /** A prediction that keeps its own copies of the lists. */
  public Prediction {
    nodes = List.copyOf(nodes);
    nodePorts = List.copyOf(nodePorts);
    candidates = List.copyOf(candidates);
    notModelled = List.copyOf(notModelled);
  }

  /** A prediction of a claim, a pod or node ports from which nothing is left out. */
  Prediction(
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
    this(
        object,
        path,
        subject,
        outcome,
        explanation,
        change,
        unseen,
        volume,
        nodes,
        nodePorts,
        candidates,
        null,
        null,
        List.of());
  }

  /** The same of so many pods. */
  Prediction with(Replicas pods) {
    return copy(outcome, explanation, change, pods, notModelled);
  }

  /** The same with another outcome. */
  Prediction with(Outcome other, String why, Change better) {
    return copy(other, why, better, replicas, notModelled);
  }

  /** The same beside which something is left out. */
  Prediction without(List<String> leftOut) {
    return copy(outcome, explanation, change, replicas, leftOut);
  }

  private Prediction copy(
      Outcome other, String why, Change better, @Nullable Replicas pods, List<String> leftOut) {
    return new Prediction(
        object,
        path,
        subject,
        other,
        why,
        better,
        unseen,
        volume,
        nodes,
        nodePorts,
        candidates,
        answer,
        pods,
        leftOut);
  }

  /** The outcome in a sentence. */
  public String message() {
    return outcome.verb().isEmpty()
        ? explanation
        : outcome.verb() + ' ' + outcome.word() + ": " + explanation;
  }
}
