package dev.haetae.policy.admission;

import dev.haetae.policy.admission.Match.Equivalent;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources that are served in more than one group or version, so that a policy with {@code
 * matchPolicy: Equivalent} is for requests for any of them. Immutable.
 *
 * <p>Mirrors {@code apimachinery/pkg/runtime/mapper.go}. Of the built-in ones those count that an
 * API server of 1.36 serves unless it is told otherwise: alphas and betas are off.
 */
public final class Equivalents {
  private static final String AUTOSCALING = "autoscaling";
  private static final String SCALERS = "horizontalpodautoscalers";
  private static final String SCALER = "HorizontalPodAutoscaler";
  private static final List<Equivalent> BUILT_INS =
      List.of(
          new Equivalent("", "v1", "events", "Event"),
          new Equivalent("events.k8s.io", "v1", "events", "Event"),
          new Equivalent(AUTOSCALING, "v1", SCALERS, SCALER),
          new Equivalent(AUTOSCALING, "v2", SCALERS, SCALER));

  /** Those that every API server has. */
  public static final Equivalents BUILT_IN = of(List.of());

  private final Map<String, List<Equivalent>> byResource;

  private Equivalents(Map<String, List<Equivalent>> byResource) {
    this.byResource = byResource;
  }

  /** Those that every API server has and those of CustomResourceDefinitions. */
  public static Equivalents of(List<Resource> definitions) {
    Map<String, List<Equivalent>> found = new HashMap<>();
    for (Equivalent one : BUILT_INS) {
      // The two kinds of events are stored as one.
      String stored = one.resource().equals("events") ? "" : one.group();
      found.computeIfAbsent(key(stored, one.resource()), _ -> new ArrayList<>()).add(one);
    }
    found.put(key("events.k8s.io", "events"), found.getOrDefault(key("", "events"), List.of()));
    for (Resource definition : definitions) {
      CustomDefinition custom = CustomDefinition.of(definition.tree());
      List<Equivalent> versions = new ArrayList<>();
      for (CustomDefinition.Version version : custom.versions()) {
        if (version.served()) {
          versions.add(
              new Equivalent(custom.group(), version.name(), custom.plural(), custom.kind()));
        }
      }
      if (versions.size() > 1) {
        found.put(key(custom.group(), custom.plural()), versions);
      }
    }
    found.replaceAll((_, all) -> List.copyOf(all));
    return new Equivalents(Map.copyOf(found));
  }

  private static String key(String group, String resource) {
    return resource + '.' + group;
  }

  /** The resource of the request in all its groups and versions; none when there is only one. */
  List<Equivalent> of(MatchSubject subject) {
    List<Equivalent> all = byResource.get(key(subject.group(), subject.resource()));
    return all == null || !isConverted(subject.subresource()) ? List.of() : all;
  }

  // A scale has a kind of its own, the same in all versions.
  private static boolean isConverted(String subresource) {
    return Set.of("", "status", "scale").contains(subresource);
  }

  /** An equivalent, where the request may be for a subresource of it. */
  static Equivalent of(Equivalent one, MatchSubject subject) {
    return subject.subresource().equals("scale")
        ? new Equivalent(one.group(), one.version(), one.resource(), "")
        : one;
  }
}
