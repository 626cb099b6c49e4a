package dev.haetae.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.binding.VolumeCandidate;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodPrediction;
import dev.haetae.simulator.service.NodePortAllocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What holds in every world: worlds are put together at random from the objects of the recorded
 * ones, the same in every run.
 */
final class PredictionPropertyTest {
  private static final int WORLDS = 600;

  private final Random random = new Random(20_260_101);
  private final List<TruthRow> rows;

  PredictionPropertyTest() throws IOException {
    rows = TruthRow.all();
  }

  /** A subject, and the objects of its own world and of another one. */
  private record Case(Resource subject, List<Resource> world) {}

  private Case next(String kind) {
    TruthRow row;
    do {
      row = rows.get(random.nextInt(rows.size()));
    } while (!row.object().kind().equals(kind));
    List<Resource> world = new ArrayList<>(row.resources());
    TruthRow other = rows.get(random.nextInt(rows.size()));
    for (Resource resource : other.resources()) {
      if (random.nextBoolean()) {
        world.add(renamed(resource, resource.name() + "-other"));
      }
    }
    return new Case(row.object(), world);
  }

  private static Resource renamed(Resource resource, String name) {
    ObjectValue metadata = resource.metadata().value().with("name", new StringValue(name));
    return resource.withTree(resource.tree().with("metadata", metadata));
  }

  private static Inventory inventory(List<Resource> resources) {
    InventorySnapshot.Builder builder = new InventorySnapshot.Builder();
    resources.forEach(builder::add);
    return builder.build(true);
  }

  private static ClaimPrediction claim(Resource subject, List<Resource> world) {
    return VolumeBinding.predict(PersistentVolumeClaim.of(subject), inventory(world));
  }

  private static PodPrediction pod(Resource subject, List<Resource> world) {
    return NodeFit.predict(subject.pods().getFirst(), inventory(world));
  }

  private static String everything(Resource subject, List<Resource> world) {
    Inventory inventory = inventory(world);
    return switch (subject.kind()) {
      case "PersistentVolumeClaim" -> {
        PersistentVolumeClaim claim = PersistentVolumeClaim.of(subject);
        yield VolumeBinding.predict(claim, inventory)
            + "\n"
            + VolumeBinding.explain(claim, inventory);
      }
      case "Pod" -> {
        PodPrediction prediction = NodeFit.predict(subject.pods().getFirst(), inventory);
        yield prediction.outcome()
            + "\n"
            + prediction.message()
            + "\n"
            + prediction.nodes()
            + "\n"
            + prediction.candidates();
      }
      default ->
          NodePortAllocation.predict(subject, null, inventory, NodePortAllocation.Range.DEFAULT)
              .toString();
    };
  }

  @Test
  void theOrderOfTheInventoryDoesNotMatter() {
    for (int i = 0; i < WORLDS; i++) {
      Case one = next(List.of("PersistentVolumeClaim", "Pod", "Service").get(i % 3));
      if (one.subject().kind().equals("Service")) {
        // Services of two worlds may hold one number, which no cluster does.
        one.world().removeIf(resource -> resource.name().endsWith("-other"));
      }
      List<Resource> shuffled = new ArrayList<>(one.world());
      Collections.shuffle(shuffled, random);
      assertThat(everything(one.subject(), shuffled))
          .as(one.subject().tree().toString())
          .isEqualTo(everything(one.subject(), one.world()));
    }
  }

  @Test
  void aPredictionChangesNothing() {
    for (int i = 0; i < WORLDS; i++) {
      Case one = next(List.of("PersistentVolumeClaim", "Pod", "Service").get(i % 3));
      String before = one.subject().tree() + "\n" + trees(one.world());
      String first = everything(one.subject(), one.world());
      assertThat(one.subject().tree() + "\n" + trees(one.world())).isEqualTo(before);
      assertThat(everything(one.subject(), one.world())).isEqualTo(first);
    }
  }

  private static List<ObjectValue> trees(List<Resource> world) {
    return world.stream().map(Resource::tree).toList();
  }

  @Test
  void moreNodesNeverTakeAPlaceAway() {
    int schedulable = 0;
    for (int i = 0; i < WORLDS; i++) {
      Case one = next("Pod");
      PodPrediction before = pod(one.subject(), one.world());
      List<Resource> larger = new ArrayList<>(one.world());
      for (Resource node : rows.get(random.nextInt(rows.size())).resources()) {
        if (node.groupKind().equals(GroupKind.NODE)) {
          larger.add(renamed(node, node.name() + "-more"));
        }
      }
      PodPrediction after = pod(one.subject(), larger);
      assertThat(after.nodes()).containsAll(before.nodes());
      if (before.outcome() == PodPrediction.Outcome.SCHEDULABLE) {
        schedulable++;
        assertThat(after.outcome()).isEqualTo(PodPrediction.Outcome.SCHEDULABLE);
      }
    }
    assertThat(schedulable).isGreaterThan(WORLDS / 10);
  }

  @Test
  void fewerPodsNeverTakeAPlaceAway() {
    for (int i = 0; i < WORLDS; i++) {
      Case one = next("Pod");
      List<Resource> emptier = new ArrayList<>(one.world());
      emptier.removeIf(
          resource -> resource.groupKind().equals(GroupKind.POD) && random.nextBoolean());
      assertThat(pod(one.subject(), emptier).nodes())
          .containsAll(pod(one.subject(), one.world()).nodes());
    }
  }

  @Test
  void largerVolumesNeverKeepAClaimPending() {
    int bound = 0;
    for (int i = 0; i < WORLDS; i++) {
      Case one = next("PersistentVolumeClaim");
      ClaimPrediction before = claim(one.subject(), one.world());
      if (before.outcome() != Outcome.BOUND) {
        continue;
      }
      bound++;
      List<Resource> larger = one.world().stream().map(this::grown).toList();
      assertThat(claim(one.subject(), larger).outcome()).isEqualTo(Outcome.BOUND);
    }
    assertThat(bound).isGreaterThan(WORLDS / 10);
  }

  // A free volume of up to 1Ti more; each by another amount, so that another may become smallest.
  private Resource grown(Resource resource) {
    if (!resource.groupKind().equals(GroupKind.PERSISTENT_VOLUME)) {
      return resource;
    }
    PersistentVolume volume = PersistentVolume.of(resource);
    long bytes = volume.capacity().value() + random.nextLong(1L << 40);
    ObjectValue spec = resource.view().object("spec").value();
    ObjectValue capacity = ObjectValue.of("storage", new StringValue(Long.toString(bytes)));
    return resource.withTree(resource.tree().with("spec", spec.with("capacity", capacity)));
  }

  @Test
  void whatTheClaimBindsToIsSaidToFit() {
    for (int i = 0; i < WORLDS; i++) {
      Case one = next("PersistentVolumeClaim");
      Inventory inventory = inventory(one.world());
      PersistentVolumeClaim claim = PersistentVolumeClaim.of(one.subject());
      ClaimPrediction prediction = VolumeBinding.predict(claim, inventory);
      for (VolumeCandidate candidate : VolumeBinding.explain(claim, inventory)) {
        boolean chosen = prediction.possibleVolumes().contains(candidate.volume().name());
        assertThat(candidate.fits() || !chosen).as("%s %s", prediction, candidate).isTrue();
        assertThat(candidate.reason().isEmpty()).isEqualTo(candidate.fits());
        if (candidate.fits()) {
          assertThat(prediction.outcome()).isNotEqualTo(Outcome.PENDING);
        }
      }
    }
  }
}
