package dev.haetae.simulator.binding;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prediction of a claim.
 *
 * @param claim the claim as the API server stores it, the default class filled in
 * @param classDefaulted whether its class is the default one, since it writes none
 * @param outcome what becomes of the claim
 * @param cause why
 * @param volume the volume it binds to or names; null when there is none or it is not found
 * @param ties volumes that are as likely as {@code volume}, by name: the control plane takes any
 * @param mismatch what the named volume fails on; null unless {@code cause} is {@link
 *     Cause#VOLUME_MISMATCH}
 * @param provisioner who is left to make the volume; empty unless provisioning
 * @param unseen what the outcome hangs on and was not found in an open world, such as {@code
 *     StorageClass "fast"}; empty when the outcome is certain, as always in a closed world
 */
public record ClaimPrediction(
    PersistentVolumeClaim claim,
    boolean classDefaulted,
    Outcome outcome,
    Cause cause,
    @Nullable PersistentVolume volume,
    List<PersistentVolume> ties,
    @Nullable Criterion mismatch,
    String provisioner,
    String unseen) {

  /** The outcome for a claim. */
  public enum Outcome {
    /** It has a volume, or gets one that exists. */
    BOUND("Bound", ""),
    /** It stays without a volume until somebody changes something. */
    PENDING("Pending", "stays"),
    /** It stays Pending by design, until a pod that mounts it is scheduled. */
    WAITS_FOR_CONSUMER("WaitsForConsumer", ""),
    /** An external provisioner is asked to make its volume. */
    PROVISIONING("Provisioning", ""),
    /** It had a volume, which is gone. */
    LOST("Lost", "is");

    private final String word;
    private final String verb;

    Outcome(String word, String verb) {
      this.word = word;
      this.verb = verb;
    }

    /** The word in reports. */
    public String word() {
      return word;
    }

    /**
     * The verb before the word in a sentence that begins with the outcome, as in {@code stays
     * Pending: …}; empty where the explanation is the sentence.
     */
    public String verb() {
      return verb;
    }
  }

  /** The cause of an outcome. */
  public enum Cause {
    /** Bound: the controller bound it before. */
    ALREADY_BOUND,
    /** Bound: it names a free volume that fits, or one whose claimRef names it. */
    VOLUME_NAMED,
    /** Bound: a volume's claimRef names it. */
    VOLUME_PROMISED,
    /** Bound: the smallest volume that fits, of those with the fewest access modes. */
    VOLUME_MATCHES,
    /** Pending: the volume it names does not exist. */
    VOLUME_NOT_FOUND,
    /** Pending: the volume it names belongs to another claim. */
    VOLUME_TAKEN,
    /** Pending: the volume it names does not satisfy it. */
    VOLUME_MISMATCH,
    /** Pending: no volume fits, and it has no class that could make one. */
    NO_CLASS,
    /** Pending: no volume fits, and its class makes none. */
    NO_PROVISIONER,
    /** Pending: no volume fits, and its class does not exist. */
    CLASS_NOT_FOUND,
    /** WaitsForConsumer: the volumeBindingMode of its class is WaitForFirstConsumer. */
    BINDING_MODE,
    /** Provisioning: no volume fits, and the provisioner of its class makes one. */
    PROVISIONER,
    /** Lost: the volume that it was bound to is gone. */
    VOLUME_GONE,
    /** Lost: the volume that it was bound to belongs to another claim. */
    VOLUME_MISBOUND
  }

  /** A prediction that keeps its own copy of the list. */
  public ClaimPrediction {
    ties = List.copyOf(ties);
  }

  /** The name of the volume it binds to or names; empty when there is none. */
  public String volumeName() {
    return volume == null ? claim.volumeName() : volume.name();
  }

  /** The names of all volumes it may bind to, by name; empty unless Bound. */
  public List<String> possibleVolumes() {
    List<String> names = new ArrayList<>();
    if (outcome == Outcome.BOUND) {
      names.add(volumeName());
      ties.forEach(tie -> names.add(tie.name()));
      names.sort(null);
    }
    return names;
  }

  /** The outcome in one sentence, with what to write where that is plain. */
  public String message() {
    return outcome.verb.isEmpty()
        ? explanation()
        : outcome.verb + ' ' + outcome.word + ": " + explanation();
  }

  /** The same without the outcome before it, where the sentence begins with that. */
  public String explanation() {
    return ClaimMessages.of(this);
  }
}
