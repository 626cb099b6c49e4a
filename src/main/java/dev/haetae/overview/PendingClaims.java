package dev.haetae.overview;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Predictor;
import dev.haetae.simulator.scheduling.NodeFit;
import dev.haetae.simulator.scheduling.PodDemand;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells of pods that wait for their claims. */
final class PendingClaims {
  private final OverviewSettings settings;
  private final ClaimSurvey claims;

  PendingClaims(OverviewSettings settings, ClaimSurvey claims) {
    this.settings = settings;
    this.claims = claims;
  }

  /**
   * The prediction of a pod by {@code haetae predict}, which knows of provisioners that make no
   * volume too; null where it tells nothing.
   *
   * @param problems gets why it does not
   */
  @Nullable Prediction tell(Resource pod, Inventory metered, List<String> problems) {
    List<Prediction> told =
        new Predictor(
                metered,
                metered,
                (name, known) -> Suggestions.nearest(name, known).orElse(null),
                ClusterSettings.DEFAULT.withNfs(settings::makesNfs))
            .predict(
                List.of(pod),
                (_, why) -> problems.add(why.sentence()),
                (_, why) -> problems.add(why.sentence()));
    // The claims that are made with a pod come before it.
    return told.isEmpty() ? null : told.getLast();
  }

  /**
   * The one change that would give a pod its claims. Of several claims no one change helps, nor of
   * one where no node takes the pod without it.
   *
   * @param told what was told of the pod
   */
  String change(PodDemand pod, Prediction told, Inventory metered) {
    if (NodeFit.predict(pod.withoutClaims(), metered).outcome().isRefusal()) {
      return "";
    }
    SortedSet<String> stuck = new TreeSet<>();
    for (PodDemand.ClaimUse use : pod.claims()) {
      boolean missing = use.made() == null && metered.claim(pod.namespace(), use.name()) == null;
      if (missing || claims.isStuck(pod.namespace(), use.name())) {
        stuck.add(use.name());
      }
    }
    if (stuck.size() != 1) {
      return "";
    }
    String claim = stuck.getFirst();
    if (!claims.isStuck(pod.namespace(), claim)) {
      return told.change().text();
    }
    String change = claims.change(pod.namespace(), claim);
    return change.isEmpty()
        ? ""
        : Sentence.of("in claim %q: ", claim).then("%s", Sentence.said(change)).message();
  }
}
