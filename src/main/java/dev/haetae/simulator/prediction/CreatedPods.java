package dev.haetae.simulator.prediction;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.admission.ControllerPods.Pods;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.prediction.Prediction.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a spec that come to exist.
 *
 * @param wanted the number that is asked for
 * @param created the number that come to exist
 * @param refusals what the events of their controllers say
 */
record CreatedPods(long wanted, long created, List<String> refusals) {
  /** All that are asked for, where no controller is known to get fewer. */
  static CreatedPods of(PodView pod, @Nullable Pods pods) {
    if (pods == null) {
      long all = dev.haetae.simulator.scheduling.Replicas.of(pod);
      return new CreatedPods(all, all, List.of());
    }
    return new CreatedPods(pods.wanted(), pods.created(), pods.refusals());
  }

  /** Returns whether none of those exists that are asked for. */
  boolean isNone() {
    return wanted > 0 && created == 0;
  }

  /** The prediction with how many of them can run, and why there are no more of them. */
  Prediction tell(Prediction prediction, long running, AdmissionAdvice advice, String namespace) {
    List<Prediction.Victim> victims =
        prediction.replicas() == null ? List.of() : prediction.replicas().victims();
    Prediction told =
        prediction.with(
            new Replicas(wanted, created, Math.min(running, created), refusals, victims));
    if (created >= wanted) {
      return told;
    }
    String refusal = refusals.isEmpty() ? "" : refusals.getFirst();
    String change = advice.change(namespace, refusal, wanted - created);
    String why = wanted + " wanted, " + created + " created: " + refusal;
    return told.with(
        new Prediction.Outcome(prediction.outcome().word(), false),
        created == 0 ? why : why + "; of those created: " + prediction.explanation(),
        change.isEmpty() ? prediction.change() : Prediction.Change.of(change));
  }

  /**
   * The carrier with pods as admission leaves them in the place of its templates; the volumes of a
   * StatefulSet stay those of its template, to which each pod adds its own.
   */
  static Resource admitted(Resource carrier, Map<String, Pods> pods) {
    List<PatchOperation> changes = new ArrayList<>();
    for (PodView template : carrier.pods()) {
      Pods made = pods.get(template.spec().path().toString());
      if (made != null && made.pod() != null) {
        ObjectValue spec = Trees.object(made.pod(), "spec");
        changes.add(PatchOperation.replace(template.spec().path(), withVolumesOf(template, spec)));
      }
    }
    return changes.isEmpty() ? carrier : carrier.withTree(JsonPatch.apply(carrier.tree(), changes));
  }

  private static ObjectValue withVolumesOf(PodView template, ObjectValue spec) {
    if (!template.carrier().groupKind().equals(GroupKind.STATEFUL_SET)) {
      return spec;
    }
    Value own = template.spec().value().get("volumes");
    return own.isNull() ? spec.without("volumes") : spec.with("volumes", own);
  }
}
