package dev.haetae.rule.storage;

import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a claim in the subject.
 *
 * @param view the object that holds {@code field}
 * @param field the field to report at
 * @param spec the claim's spec where the subject writes it; null where it only names the claim
 * @param decisive whether the claim has to be right now: the subject is a Pod or the claim itself;
 *     what makes pods may come before its claims
 */
record ClaimPlace(ObjectView view, String field, @Nullable ObjectView spec, boolean decisive) {
  static final String CLAIM = "persistentVolumeClaim";
  private static final String TEMPLATE = "volumeClaimTemplate";

  /** The subject is the claim. */
  static ClaimPlace of(Resource claim) {
    ObjectView spec = claim.view().object("spec");
    return spec.has("volumeName")
        ? new ClaimPlace(spec, "volumeName", spec, true)
        : new ClaimPlace(claim.view(), "spec", spec, true);
  }

  /** One of the {@code volumeClaimTemplates} of a StatefulSet. */
  static ClaimPlace ofTemplate(ClaimTemplate template) {
    return new ClaimPlace(template.view(), "spec", template.spec(), false);
  }

  /** A pod volume that names a claim. */
  static ClaimPlace ofMounted(PodView pod, VolumeView volume) {
    return new ClaimPlace(volume.source(CLAIM), "claimName", null, pod.isPod());
  }

  /** A generic ephemeral pod volume. */
  static ClaimPlace ofEphemeral(PodView pod, VolumeView volume, ClaimTemplate template) {
    return new ClaimPlace(volume.source("ephemeral"), TEMPLATE, template.spec(), pod.isPod());
  }

  Path path() {
    return view.path(field);
  }

  /** The access modes that the subject asks for; those of the claim where it only names it. */
  List<String> askedModes(PersistentVolumeClaim claim) {
    return spec == null ? claim.accessModes() : PersistentVolumeClaim.accessModes(spec);
  }

  /** Returns where the claim's access modes are written, or the claim is named. */
  Path accessModes() {
    return spec == null ? path() : spec.path("accessModes");
  }

  /** Returns where this field of the claim is written, or the claim is. */
  Path in(String written) {
    return spec == null || !spec.has(written) ? path() : spec.path(written);
  }

  /**
   * Says what to do with the claim, which may stand in another object than the one that is judged.
   */
  Sentence inClaim(Sentence order) {
    return spec == null ? Sentence.of("in the claim: %s", order) : order;
  }

  /** Reports what is wrong: as advice where the claim need not be right yet. */
  void report(Reason reason, Path path, Sentence sentence, Findings findings) {
    if (decisive) {
      findings.violation(reason, path, sentence);
    } else {
      findings.advice(reason, path, sentence);
    }
  }

  /** Reports what cannot be decided. */
  void undecided(Reason reason, Path path, Sentence sentence, Findings findings) {
    if (decisive) {
      findings.undecided(reason, path, sentence);
    } else {
      findings.undecidedAdvice(reason, path, sentence);
    }
  }
}
