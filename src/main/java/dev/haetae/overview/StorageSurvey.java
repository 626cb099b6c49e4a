package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.overview.StorageMap.ClaimRow;
import dev.haetae.overview.StorageMap.Export;
import dev.haetae.overview.StorageMap.Server;
import dev.haetae.overview.StorageMap.Standing;
import dev.haetae.overview.StorageMap.VolumeRow;
import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The survey of volumes: server by server, directory by directory. */
final class StorageSurvey {
  private static final Set<String> ERASING = Set.of("Delete", "Recycle");
  private static final Set<String> LET_GO = Set.of("Released", "Failed");
  private static final Map<String, String> MODES =
      Map.of(
          "ReadWriteOnce", "RWO",
          "ReadOnlyMany", "ROX",
          "ReadWriteMany", "RWX",
          "ReadWriteOncePod", "RWOP");

  private static final int MOST_ABOVE = 32;

  private final Census census;
  private final boolean closed;
  private final ClaimUsers users;
  private final SortedMap<String, SortedMap<String, List<PersistentVolume>>> servers =
      new TreeMap<>();
  private final List<PersistentVolume> others = new ArrayList<>();

  /** The survey of a world; closed when what is not in it does not exist. */
  StorageSurvey(Census census, boolean closed, ClaimUsers users) {
    this.census = census;
    this.closed = closed;
    this.users = users;
    for (PersistentVolume volume : census.volumes()) {
      NfsExport export = volume.source().export();
      if (export == null) {
        others.add(volume);
      } else {
        servers
            .computeIfAbsent(export.server(), _ -> new TreeMap<>())
            .computeIfAbsent(export.path(), _ -> new ArrayList<>(1))
            .add(volume);
      }
    }
  }

  /** Access modes as kubectl shortens them. */
  static List<String> shortened(List<String> modes) {
    return modes.stream().map(mode -> MODES.getOrDefault(mode, mode)).toList();
  }

  /**
   * All of it.
   *
   * @param unbound the claims without a volume
   */
  StorageMap map(List<StorageMap.UnboundClaim> unbound) {
    List<Server> all = new ArrayList<>();
    servers.forEach((name, paths) -> all.add(new Server(name, exports(paths))));
    return new StorageMap(
        Rows.of(all),
        Rows.of(others.stream().map(this::row).toList()),
        Rows.of(unbound),
        counted(census.claims().stream().map(PersistentVolumeClaim::phase).toList()),
        counted(census.volumes().stream().map(PersistentVolume::phase).toList()));
  }

  private static SortedMap<String, Integer> counted(List<String> phases) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (String phase : phases) {
      // A manifest has none; the control plane will say Pending first.
      counts.merge(phase.isEmpty() ? "Pending" : phase, 1, Integer::sum);
    }
    return counts;
  }

  private Rows<Export> exports(SortedMap<String, List<PersistentVolume>> paths) {
    List<Export> exports = new ArrayList<>();
    paths.forEach((path, volumes) ->
        exports.add(
            new Export(
                path,
                liesIn(path, paths),
                writers(volumes) > 1,
                erased(path, volumes, paths),
                Rows.of(volumes.stream().map(this::row).toList()))));
    return Rows.of(exports);
  }

  // The nearest first, and not all of those that somebody has nested to no end.
  private static List<String> liesIn(String path, Map<String, List<PersistentVolume>> paths) {
    List<String> above = new ArrayList<>(0);
    int steps = 0;
    for (int slash = path.lastIndexOf('/');
        slash >= 0 && steps++ < MOST_ABOVE;
        slash = path.lastIndexOf('/', slash - 1)) {
      String parent = slash == 0 ? "/" : path.substring(0, slash);
      if (!parent.equals(path) && paths.containsKey(parent)) {
        above.add(parent);
      }
    }
    return above;
  }

  private static int writers(List<PersistentVolume> volumes) {
    int writers = 0;
    for (PersistentVolume volume : volumes) {
      writers += volume.terminating() || volume.source().readOnly() ? 0 : 1;
    }
    return writers;
  }

  private static List<String> erased(
      String path,
      List<PersistentVolume> volumes,
      SortedMap<String, List<PersistentVolume>> paths) {
    // '0' is the character after '/': what lies between begins with the path and a slash.
    String below = path.equals("/") ? path : path + '/';
    String end = below.substring(0, below.length() - 1) + '0';
    boolean holdsOthers =
        volumes.size() > 1
            || paths.subMap(below, end).keySet().stream().anyMatch(other -> !other.equals(path));
    return !holdsOthers
        ? List.of()
        : volumes.stream()
            .filter(volume -> ERASING.contains(volume.reclaimPolicy()))
            .map(PersistentVolume::name)
            .toList();
  }

  private VolumeRow row(PersistentVolume volume) {
    PersistentVolume.Source source = volume.source();
    return new VolumeRow(
        volume.name(),
        volume.capacity().toString(),
        shortened(volume.accessModes()),
        volume.reclaimPolicy(),
        volume.phase(),
        volume.storageClass(),
        source.type(),
        source.export() != null
            ? source.export().toString()
            : source.driver().isEmpty() ? source.path() : source.driver(),
        source.readOnly(),
        volume.terminating(),
        claim(volume));
  }

  private @Nullable ClaimRow claim(PersistentVolume volume) {
    PersistentVolume.ClaimReference reference = volume.claim();
    if (reference == null) {
      return null;
    }
    PersistentVolumeClaim found = users.claim(reference.namespace(), reference.name());
    Standing standing = standing(volume, reference, found);
    // Of a new claim of the old one's name the pods are not this volume's.
    boolean same = standing != Standing.HAD;
    return new ClaimRow(
        reference.namespace(),
        reference.name(),
        standing,
        found == null || !same ? "" : found.request().toString(),
        same ? users.of(reference.namespace(), reference.name()) : Rows.of(List.of()));
  }

  private Standing standing(
      PersistentVolume volume,
      PersistentVolume.ClaimReference reference,
      @Nullable PersistentVolumeClaim found) {
    if (LET_GO.contains(volume.phase())) {
      return Standing.HAD;
    }
    if (found == null) {
      return closed && !reference.uid().isEmpty() ? Standing.HAD : Standing.PROMISED;
    }
    // A saved world may have lost the claim's uid.
    if (!found.uid().isEmpty() && !reference.names(found)) {
      return Standing.HAD;
    }
    return found.wasBound() && found.volumeName().equals(volume.name())
        ? Standing.HAS
        : Standing.PROMISED;
  }
}
