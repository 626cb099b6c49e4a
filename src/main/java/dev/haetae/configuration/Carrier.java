package dev.haetae.configuration;

import dev.haetae.resource.GroupKind;
import java.util.List;

/**
 * A kind whose objects carry pod specs, besides the kinds that Haetae knows.
 *
 * @param kind such as TrainingJob of example.dev
 * @param podSpecs where they are, at least one: {@code spec.workers[].template.spec}, in which
 *     {@code []} stands for every element of a list and {@code *} for every value of a map
 */
public record Carrier(GroupKind kind, List<String> podSpecs) {
  /** A carrier that keeps its own copy of the paths. */
  public Carrier {
    podSpecs = List.copyOf(podSpecs);
  }
}
