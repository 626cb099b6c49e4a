package dev.haetae.simulator.prediction;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.Ordinals;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods that name their node, with claims that wait for their first consumer: the scheduler,
 * which never sees such a pod, is the only one to tell them of it.
 */
final class NamedNodes {
  private final Inventory world;

  NamedNodes(Inventory world) {
    this.world = world;
  }

  /** The prediction of a pod one of whose claims never binds; null when all may. */
  @Nullable Prediction unbound(PodView pod) {
    for (ClaimTemplate template : ClaimTemplate.ofSet(pod.carrier())) {
      String name = Ordinals.of(pod.carrier()).podName(0);
      PersistentVolumeClaim claim = Ordinals.of(pod.carrier()).claim(template, 0, world);
      if (waits(claim)) {
        return unbound(pod, template.claimName(name));
      }
    }
    for (ClaimUse use : PodDemand.of(pod).claims()) {
      PersistentVolumeClaim found = world.claim(pod.carrier().namespace(), use.name());
      PersistentVolumeClaim claim = found == null ? use.made() : found;
      if (claim != null && waits(claim)) {
        return unbound(pod, use.name());
      }
    }
    return null;
  }

  private boolean waits(PersistentVolumeClaim claim) {
    return VolumeBinding.predict(claim, world).outcome() == Outcome.WAITS_FOR_CONSUMER;
  }

  private static Prediction unbound(PodView pod, String claim) {
    String node = Text.quote(pod.nodeName());
    return PodExplanation.prediction(
        pod,
        PodPrediction.Outcome.UNSCHEDULABLE,
        "is put on "
            + node
            + ", past the scheduler, for which claim "
            + Text.quote(claim)
            + " waits (WaitForFirstConsumer): the claim never binds, and the pod stays Pending",
        Change.of(
            "write nodeSelector: {kubernetes.io/hostname: " + node + "} in place of nodeName"),
        "",
        List.of(),
        List.of());
  }
}
