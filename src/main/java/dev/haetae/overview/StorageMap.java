package dev.haetae.overview;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The data of a cluster, and where it lies: server, export, volume, claim, pods. Sizes are what was
 * asked for: NFS enforces none.
 *
 * @param servers NFS servers, by name
 * @param others volumes that lie on no NFS export, by name
 * @param unbound claims without a volume, or that have lost it, by namespace and name
 * @param claims the number of claims by phase: {@code Bound}, {@code Pending}, {@code Lost}
 * @param volumes the number of volumes by phase; {@code Available}, {@code Bound}, {@code
 *     Released}, …
 */
public record StorageMap(
    Rows<Server> servers,
    Rows<VolumeRow> others,
    Rows<UnboundClaim> unbound,
    SortedMap<String, Integer> claims,
    SortedMap<String, Integer> volumes) {

  /** An NFS server with the directories that volumes lie on, by path. */
  public record Server(String name, Rows<Export> exports) {}

  /**
   * A directory of a server.
   *
   * @param path the directory
   * @param liesIn the directories of other volumes that hold it, the nearest first
   * @param shared whether two or more volumes lie on it that can both be written
   * @param erased the volumes that erase data of others when their claim goes: they are reclaimed
   *     by Delete or Recycle, and another volume lies on the same directory or within it
   * @param volumes that lie on it, by name
   */
  public record Export(
      String path,
      List<String> liesIn,
      boolean shared,
      List<String> erased,
      Rows<VolumeRow> volumes) {
    /** An export that keeps its own copies of the lists. */
    public Export {
      liesIn = List.copyOf(liesIn);
      erased = List.copyOf(erased);
    }
  }

  /**
   * A volume.
   *
   * @param name the volume's name
   * @param size such as {@code 100Gi}
   * @param modes access modes, as kubectl shortens them: {@code RWX}
   * @param reclaim {@code Retain}, {@code Delete} or {@code Recycle}; empty when not written
   * @param phase {@code Available}, {@code Bound}, {@code Released}, {@code Failed}; empty when not
   *     known
   * @param storageClass the class; empty for none
   * @param source what it is: {@code nfs}, {@code csi}, {@code hostPath}, …
   * @param place where it lies, for those on no export: the driver, or the path
   * @param readOnly whether nobody can write to it
   * @param terminating whether it is being deleted
   * @param claim who has it; null when free
   */
  public record VolumeRow(
      String name,
      String size,
      List<String> modes,
      String reclaim,
      String phase,
      String storageClass,
      String source,
      String place,
      boolean readOnly,
      boolean terminating,
      @Nullable ClaimRow claim) {
    /** A volume that keeps its own copy of the list. */
    public VolumeRow {
      modes = List.copyOf(modes);
    }
  }

  /** The standing of a claim with the volume that names it. */
  public enum Standing {
    /** It has the volume. */
    HAS,
    /** The volume is kept for it, and it does not have it yet; or it is not there yet. */
    PROMISED,
    /** It had the volume, and is gone: the data is there still. */
    HAD
  }

  /**
   * The claim that a volume names.
   *
   * @param namespace the claim's namespace
   * @param name the claim's name
   * @param standing what it is to the volume
   * @param asked such as {@code 100Gi}; empty for a claim that is not there
   * @param pods the unfinished pods that mount it
   */
  public record ClaimRow(
      String namespace, String name, Standing standing, String asked, Rows<Holder> pods) {}

  /**
   * A claim without a volume.
   *
   * @param namespace the claim's namespace
   * @param name the claim's name
   * @param asked such as {@code 200Gi}
   * @param modes access modes, as kubectl shortens them
   * @param storageClass the class that counts for it; empty for none
   * @param outcome what becomes of it: {@code Pending}, {@code WaitsForConsumer}, {@code
   *     Provisioning}, {@code Lost}, or {@code Bound} when it gets a volume at once; empty when
   *     that is not known
   * @param isGood whether nothing has to be done
   * @param why the outcome in one sentence, or why it is not known
   * @param volumes each volume with what the claim fails on, the nearest first
   * @param change the one thing to change that the model confirms; empty when there is none
   * @param pods the unfinished pods that wait for it
   */
  public record UnboundClaim(
      String namespace,
      String name,
      String asked,
      List<String> modes,
      String storageClass,
      String outcome,
      boolean isGood,
      String why,
      Rows<Candidate> volumes,
      String change,
      Rows<Holder> pods) {
    /** A claim that keeps its own copy of the list. */
    public UnboundClaim {
      modes = List.copyOf(modes);
    }
  }

  /**
   * A volume that a claim could have.
   *
   * @param fits whether it could have it as it is
   * @param reason what it fails on, in the control plane's words; empty when it fits
   * @param detail what the volume has, and what the claim asks for
   */
  public record Candidate(String volume, boolean fits, String reason, String detail) {}
}
