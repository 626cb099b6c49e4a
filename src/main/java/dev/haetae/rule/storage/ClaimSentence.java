package dev.haetae.rule.storage;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.simulator.binding.ClaimPrediction.Cause;
import dev.haetae.simulator.binding.ClaimReach;

/** The beginning of what is said of a claim and a volume that it may come to. */
final class ClaimSentence {
  private static final String MAY_BIND = "may bind to";

  private ClaimSentence() {}

  /** Says what the claim does with one of the volumes: {@code claim "a" binds to …}. */
  static Sentence of(PersistentVolumeClaim claim, ClaimReach reach, PersistentVolume volume) {
    return Sentence.of("claim %q ", claim.name())
        .then(verb(reach))
        .then(" PersistentVolume %q", volume.name());
  }

  /**
   * Says the same with the file of the input that writes the volume, where that is another than the
   * claim's and nobody has bound them yet.
   *
   * @param file empty where it is not
   */
  static Sentence of(
      PersistentVolumeClaim claim, ClaimReach reach, PersistentVolume volume, String file) {
    Sentence sentence = of(claim, reach, volume);
    return file.isEmpty() || reach.prediction().cause() == Cause.ALREADY_BOUND
        ? sentence
        : sentence.then(" of %s", file);
  }

  /** Returns whether it may be another volume in the end. */
  static boolean isOpen(ClaimReach reach) {
    return verb(reach).equals(MAY_BIND);
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
          reach.volumes().size() == 1 && reach.provisioner().isEmpty() ? "binds to" : MAY_BIND;
    };
  }
}
