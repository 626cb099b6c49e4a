package dev.haetae.simulator.prediction;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.binding.ClaimPrediction;
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
 * see the pod: a provisioner refuses the claim, or the pod names its node and the claim waits for
 * the scheduler, finds no volume, or is not there.
 */
final class StuckPods {
  private final PredictedWorld world;

  StuckPods(PredictedWorld world) {
    this.world = world;
  }

  /** The prediction of a pod one of whose claims never binds; null when all may. */
  @Nullable Prediction predict(PodView pod) {
    Prediction refused = refused(pod);
    return refused != null || !Placement.isByHand(pod) ? refused : unbound(pod);
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

  // The scheduler, which would have said so, is not asked.
  private @Nullable Prediction unbound(PodView pod) {
    for (ClaimTemplate template : ClaimTemplate.ofSet(pod.carrier())) {
      PersistentVolumeClaim claim = Ordinals.of(pod.carrier()).claim(template, 0, world);
      Prediction unbound = unbound(pod, claim.name(), claim);
      if (unbound != null) {
        return unbound;
      }
    }
    for (ClaimUse use : PodDemand.of(pod).claims()) {
      PersistentVolumeClaim found = world.claim(pod.carrier().namespace(), use.name());
      Prediction unbound = unbound(pod, use.name(), found == null ? use.made() : found);
      if (unbound != null) {
        return unbound;
      }
    }
    return null;
  }

  private @Nullable Prediction unbound(
      PodView pod, String name, @Nullable PersistentVolumeClaim claim) {
    String placed = "is put on " + Text.quote(pod.nodeName()) + ", past the scheduler, ";
    String said = Text.quote(name);
    if (claim == null) {
      return world.isClosed()
          ? stuck(
              pod,
              placed + "and stays Pending there: claim " + said + " does not exist",
              "make claim " + said + " first")
          : null;
    }
    ClaimPrediction predicted = VolumeBinding.predict(claim, world);
    return switch (predicted.outcome()) {
      case WAITS_FOR_CONSUMER ->
          stuck(
              pod,
              placed
                  + "for which claim "
                  + said
                  + " waits (WaitForFirstConsumer): the claim never binds, and the pod stays"
                  + " Pending",
              Placement.insteadOfName(pod, world).message());
      // In an open world something may be there that it fits.
      case PENDING, LOST ->
          world.isClosed()
              ? stuck(
                  pod,
                  placed + "and stays Pending there",
                  "claim " + said + ' ' + predicted.message())
              : null;
      case BOUND, PROVISIONING -> null;
    };
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
