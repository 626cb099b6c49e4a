package dev.haetae.simulator.prediction;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction.Outcome;
import dev.haetae.simulator.binding.Ordinals;
import dev.haetae.simulator.binding.ProvisionerRefusal;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.prediction.Prediction.Change;
import dev.haetae.simulator.scheduling.Placement;
import dev.haetae.simulator.scheduling.PodDemand;
import dev.haetae.simulator.scheduling.PodDemand.ClaimUse;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods one of whose claims never binds, though the scheduler sees nothing wrong, or does not
 * see the pod: a provisioner refuses the claim, or the claim waits for the scheduler while the pod
 * names its node.
 */
final class StuckPods {
  private final PredictedWorld world;

  StuckPods(PredictedWorld world) {
    this.world = world;
  }

  /** The prediction of a pod one of whose claims never binds; null when all may. */
  @Nullable Prediction predict(PodView pod) {
    return Placement.isByHand(pod) ? unbound(pod) : refused(pod);
  }

  private @Nullable Prediction refused(PodView pod) {
    for (ClaimUse use : PodDemand.of(pod).claims()) {
      ProvisionerRefusal refusal = world.refusal(pod.carrier().namespace(), use.name());
      if (refusal != null) {
        return stuck(
            pod,
            "stays Pending: the provisioner makes no volume for claim "
                + Text.quote(use.name())
                + ": "
                + refusal.reason(),
            "in the claim: " + refusal.change());
      }
    }
    return null;
  }

  private @Nullable Prediction unbound(PodView pod) {
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

  private Prediction unbound(PodView pod, String claim) {
    String node = Text.quote(pod.nodeName());
    return stuck(
        pod,
        "is put on "
            + node
            + ", past the scheduler, for which claim "
            + Text.quote(claim)
            + " waits (WaitForFirstConsumer): the claim never binds, and the pod stays Pending",
        Placement.insteadOfName(pod, world).message());
  }

  private static Prediction stuck(PodView pod, String message, String change) {
    return PodExplanation.prediction(
        pod,
        PodDemand.of(pod),
        PodPrediction.Outcome.UNSCHEDULABLE,
        message,
        Change.of(change),
        "",
        List.of(),
        List.of());
  }
}
