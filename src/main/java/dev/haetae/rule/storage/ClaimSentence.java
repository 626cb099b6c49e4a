package dev.haetae.rule.storage;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.binding.ClaimReach;

/** The beginning of what is said of a claim and a volume that it may come to. */
final class ClaimSentence {
  private ClaimSentence() {}

  /** Says what the claim does with one of the volumes: {@code claim "a" binds to …}. */
  static Sentence of(PersistentVolumeClaim claim, ClaimReach reach, PersistentVolume volume) {
    return Sentence.of("claim %q ", claim.name())
        .then(verb(reach))
        .then(" PersistentVolume %q", volume.name());
  }

  private static String verb(ClaimReach reach) {
    return switch (reach.prediction().cause()) {
      case ALREADY_BOUND -> "is bound to";
      case VOLUME_NOT_FOUND, VOLUME_TAKEN, VOLUME_MISMATCH -> "names";
      case VOLUME_GONE, VOLUME_MISBOUND -> "was bound to";
      case VOLUME_NAMED,
          VOLUME_PROMISED,
          VOLUME_MATCHES,
          NO_CLASS,
          NO_PROVISIONER,
          CLASS_NOT_FOUND,
          BINDING_MODE,
          PROVISIONER ->
          reach.volumes().size() == 1 && reach.provisioner().isEmpty() ? "binds to" : "may bind to";
    };
  }
}
