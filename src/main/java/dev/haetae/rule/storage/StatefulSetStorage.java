package dev.haetae.rule.storage;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimSequence;
import dev.haetae.simulator.binding.Ordinals;
import java.util.ArrayList;
import java.util.List;

/**
 * A StatefulSet keeps its state in claims, and there are volumes for the claims of all its
 * replicas.
 *
 * <p>Why: the pods of a StatefulSet come back under their names and expect their data. Its pods are
 * made one by one: the first whose claim stays Pending holds up all that follow.
 *
 * <p>Looks at {@code volumeClaimTemplates}, predicts the claims of all replicas one after the
 * other, and at the claims that the pods mount. Allowed: a set of no replicas, claims of any access
 * mode and source (which other rules judge).
 */
public final class StatefulSetStorage implements Rule {
  private static final Reason STATE_NOT_CLAIMED =
      new Reason("StateNotClaimed", "A StatefulSet has no claim at all.");
  private static final Reason STORAGE_CLASS_NOT_FOUND =
      new Reason(
          "StorageClassNotFound", "The class of a template does not exist, and no volume fits.");
  private static final Reason VOLUMES_TOO_FEW =
      new Reason("VolumesTooFew", "There are no volumes for the claims of all replicas.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "stateful-set-storage",
              "A StatefulSet keeps its state in claims, with volumes for all its replicas.",
              Subjects.of(GroupKind.STATEFUL_SET),
              List.of(STATE_NOT_CLAIMED, STORAGE_CLASS_NOT_FOUND, VOLUMES_TOO_FEW))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT);

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    ObjectView spec = subject.view().object("spec");
    List<ClaimTemplate> templates = ClaimTemplate.ofSet(subject);
    if (templates.isEmpty()) {
      if (!mountsClaim(subject)) {
        findings.violation(
            STATE_NOT_CLAIMED,
            spec.path("volumeClaimTemplates"),
            Sentence.of(
                    "the StatefulSet has no volumeClaimTemplates and mounts no claim: what its pods"
                        + " write is gone with them")
                .instead(
                    "write volumeClaimTemplates, or make it a Deployment if it keeps no state"));
      }
      return;
    }
    Ordinals ordinals = Ordinals.of(subject);
    ClaimSequence sequence = new ClaimSequence(context.inventory());
    // Every round takes a volume that exists or a claim that does, or is the last one.
    for (long index = 0; index < ordinals.replicas() && !templates.isEmpty(); index++) {
      List<PersistentVolumeClaim> claims = new ArrayList<>(templates.size());
      for (ClaimTemplate template : templates) {
        claims.add(ordinals.claim(template, index, context.inventory()));
      }
      List<ClaimTemplate> left = new ArrayList<>(templates.size());
      List<ClaimPrediction> predictions = sequence.next(claims);
      for (int i = 0; i < predictions.size(); i++) {
        switch (predictions.get(i).outcome()) {
          case BOUND, LOST, WAITS_FOR_CONSUMER -> left.add(templates.get(i));
          case PROVISIONING -> {}
          case PENDING ->
              report(templates.get(i), predictions.get(i), index, ordinals.replicas(), findings);
        }
      }
      templates = left;
    }
  }

  private static boolean mountsClaim(Resource subject) {
    for (PodView pod : subject.pods()) {
      for (VolumeView volume : pod.volumes()) {
        if (volume.isClaim()) {
          return true;
        }
      }
    }
    return false;
  }

  private static void report(
      ClaimTemplate template,
      ClaimPrediction prediction,
      long served,
      long replicas,
      Findings findings) {
    boolean noClass = prediction.cause() == Cause.CLASS_NOT_FOUND;
    Reason reason = noClass ? STORAGE_CLASS_NOT_FOUND : VOLUMES_TOO_FEW;
    String claim = prediction.claim().name();
    if (!prediction.unseen().isEmpty()) {
      findings.undecidedAdvice(
          reason,
          template.view().path("spec"),
          Sentence.of(
              "whether claim %q gets a volume is not known; not in the input: %s",
              claim, prediction.unseen()));
      return;
    }
    String named = prediction.claim().storageClass();
    findings.violation(
        reason,
        template.view().path("spec"),
        Sentence.of(
                "%s",
                noClass
                    ? Sentence.of("class %q does not exist, and ", named == null ? "" : named)
                    : Sentence.of(""))
            .then("there are volumes for %s of %s replicas: ", served, replicas)
            .then("claim %q stays Pending, and the pods that follow wait", claim)
            .instead("make volumes for the others, or name a class that makes them"));
  }
}
