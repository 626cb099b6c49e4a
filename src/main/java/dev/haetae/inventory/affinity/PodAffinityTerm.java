package dev.haetae.inventory.affinity;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A required term of a pod's affinity or anti-affinity to other pods, compiled.
 *
 * <p>The labels of {@code matchLabelKeys} and {@code mismatchLabelKeys} are merged into the
 * selector, as {@code pkg/registry/core/pod/strategy.go} does when the pod is made; without a
 * selector the term selects nothing and there is nothing to merge into.
 *
 * @param topologyKey the label of nodes that makes a domain
 * @param selector what other pods it is about; null for none, while the empty one selects all
 * @param namespaces the namespaces whose pods it is about, beside those of the selector
 * @param namespaceSelector more namespaces, by their labels; null for none, while the empty one
 *     selects all
 */
public record PodAffinityTerm(
    String topologyKey,
    @Nullable LabelSelector selector,
    List<String> namespaces,
    @Nullable LabelSelector namespaceSelector) {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  /** A term that keeps its own copy of the list. */
  public PodAffinityTerm {
    namespaces = List.copyOf(namespaces);
  }

  /**
   * The required terms of {@code affinity.podAffinity}.
   *
   * @param labels those that the pod has
   */
  public static List<PodAffinityTerm> ofAffinity(PodView pod, Map<String, String> labels) {
    return of(pod, labels, "podAffinity");
  }

  /**
   * The required terms of {@code affinity.podAntiAffinity}.
   *
   * @param labels those that the pod has
   */
  public static List<PodAffinityTerm> ofAntiAffinity(PodView pod, Map<String, String> labels) {
    return of(pod, labels, "podAntiAffinity");
  }

  /** The same, without those of a pod that is written so that it can have none. */
  public static List<PodAffinityTerm> ofAntiAffinityIfReadable(PodView pod) {
    try {
      return ofAntiAffinity(pod, pod.labels());
    } catch (MalformedResourceException _) {
      return List.of();
    }
  }

  private static List<PodAffinityTerm> of(PodView pod, Map<String, String> labels, String field) {
    ObjectView affinity = pod.spec().object("affinity").object(field);
    if (!affinity.has(REQUIRED)) {
      return List.of();
    }
    List<PodAffinityTerm> terms = new ArrayList<>();
    for (ObjectView term : affinity.objects(REQUIRED)) {
      terms.add(of(term, pod, labels));
    }
    return List.copyOf(terms);
  }

  private static PodAffinityTerm of(ObjectView term, PodView pod, Map<String, String> labels) {
    List<String> namespaces = term.texts("namespaces");
    boolean selects = term.has("namespaceSelector");
    return new PodAffinityTerm(
        term.text("topologyKey"),
        term.has("labelSelector") ? selector(term, labels) : null,
        namespaces.isEmpty() && !selects ? List.of(pod.carrier().namespace()) : namespaces,
        selects ? LabelSelector.of(term.object("namespaceSelector")) : null);
  }

  private static LabelSelector selector(ObjectView term, Map<String, String> labels) {
    LabelSelector selector = LabelSelector.of(term.object("labelSelector"));
    selector = selector.and(LabelSelector.Operator.IN, term.texts("matchLabelKeys"), labels);
    return selector.and(LabelSelector.Operator.NOT_IN, term.texts("mismatchLabelKeys"), labels);
  }

  /** The largest number of comparisons that it takes to tell whether it is about a pod. */
  public long size() {
    return 1L
        + namespaces.size()
        + (selector == null ? 0 : selector.requirements().size())
        + (namespaceSelector == null ? 0 : namespaceSelector.requirements().size());
  }

  /**
   * Returns whether the pods of a namespace are among those that it is about.
   *
   * @param labels gives the labels of a namespace; null for one that does not exist
   */
  public boolean isAbout(String namespace, Function<String, @Nullable Map<String, String>> labels) {
    if (namespaces.contains(namespace)) {
      return true;
    }
    if (namespaceSelector == null) {
      return false;
    }
    if (namespaceSelector.requirements().isEmpty()) {
      return true;
    }
    Map<String, String> known = labels.apply(namespace);
    return known != null && namespaceSelector.matches(known);
  }

  /** Returns whether it selects a pod with these labels, of a namespace that it is about. */
  public boolean selects(Map<String, String> labels) {
    return selector != null && selector.matches(labels);
  }
}
