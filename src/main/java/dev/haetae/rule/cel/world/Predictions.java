package dev.haetae.rule.cel.world;

import dev.haetae.cel.value.CelFailure;
import dev.haetae.cel.value.TreeObject;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.VolumeBinding;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodPrediction;
import org.jspecify.annotations.Nullable;

/** What the control plane will do with a claim or a pod, for {@code predict}. */
final class Predictions {
  private Predictions() {}

  /** The prediction of a claim that an expression has; null when it is not known. */
  static @Nullable ClaimPrediction claim(WorldLook look, Object[] arguments) {
    ObjectValue tree = tree(arguments[1], "predict.claim takes a PersistentVolumeClaim");
    try {
      Resource claim = tree.equals(look.subject().tree()) ? look.subject() : like(look, tree);
      if (!claim.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
        throw new CelFailure("predict.claim takes a PersistentVolumeClaim");
      }
      return certain(
          VolumeBinding.predict(VolumeBinding.claim(claim, look.inventory()), look.inventory()));
    } catch (MalformedResourceException e) {
      throw new CelFailure("predict.claim: " + e.sentence());
    }
  }

  private static Resource like(WorldLook look, ObjectValue tree) {
    Resource subject = look.subject();
    return Resource.of(tree, subject.origin(), subject.namespace(), subject.carriers());
  }

  /** The prediction of a claim of the world; null when it is not known. */
  static @Nullable ClaimPrediction namedClaim(WorldLook look, Object[] arguments) {
    String namespace = (String) arguments[1];
    String name = (String) arguments[2];
    PersistentVolumeClaim claim = look.inventory().claim(namespace, name);
    if (claim != null) {
      return certain(VolumeBinding.predict(claim, look.inventory()));
    }
    if (look.inventory().isClosed()) {
      throw new CelFailure(
          Sentence.of("predict.claim: there is no claim %s/%s", namespace, name).message());
    }
    return null;
  }

  private static @Nullable ClaimPrediction certain(ClaimPrediction prediction) {
    return prediction.unseen().isEmpty() ? prediction : null;
  }

  /** The prediction of the pod that is judged; null when it is not known. */
  static @Nullable PodPrediction pod(WorldLook look, Object[] arguments) {
    String taken = "predict.pod takes pod, or object where that is a Pod or makes pods of one kind";
    try {
      PodView pod = look.pod(tree(arguments[1], taken));
      if (pod == null) {
        throw new CelFailure(taken);
      }
      PodPrediction prediction =
          NodeFit.predict(
              look.context().demands().admitted(pod).in(look.inventory()), look.inventory());
      return prediction.unseen().isEmpty() ? prediction : null;
    } catch (MalformedResourceException e) {
      throw new CelFailure("predict.pod: " + e.sentence());
    }
  }

  private static ObjectValue tree(Object value, String otherwise) {
    if (value instanceof TreeObject object) {
      return object.tree();
    }
    throw new CelFailure(otherwise);
  }
}
