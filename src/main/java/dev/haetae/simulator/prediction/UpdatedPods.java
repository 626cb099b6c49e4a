package dev.haetae.simulator.prediction;

import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.scheduling.Replicas;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pods of a carrier that takes the place of another one: those that are there stay, or are
 * replaced one by one, and only what is more of them has to find room in the quotas.
 */
final class UpdatedPods {
  private static final Path REPLICAS = Path.of("spec", "replicas");

  private UpdatedPods() {}

  /**
   * The pods; empty for a kind that carries none, and of which no controller is known.
   *
   * @param of what the controllers get for a new carrier
   */
  static Optional<Pods> of(
      Resource stored, Resource there, Function<ObjectValue, Optional<Pods>> of) {
    List<PodView> pods = stored.pods();
    List<PodView> old = there.pods();
    if (pods.size() != 1 || old.size() != 1 || pods.getFirst().isPod()) {
      return Optional.empty();
    }
    long wanted = Replicas.of(pods.getFirst());
    long had = Replicas.of(old.getFirst());
    boolean counts = REPLICAS.in(stored.tree()) instanceof NumberValue;
    if (wanted <= had || !counts) {
      return Optional.empty();
    }
    ObjectValue more =
        JsonPatch.apply(
            stored.tree(), List.of(PatchOperation.replace(REPLICAS, NumberValue.of(wanted - had))));
    return of.apply(more)
        .map(grown -> new Pods(wanted, had + grown.created(), grown.refusals(), grown.pod()));
  }
}
