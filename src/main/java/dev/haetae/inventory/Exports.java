package dev.haetae.inventory;

import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Volumes by the NFS directory where their data lies. A look-up costs as many steps as the
 * directory lies deep, and the answer.
 *
 * <p>Reading takes no lock; one thread at a time may write.
 */
public final class Exports {
  // Linux's PATH_MAX: nobody exports or mounts a directory whose path is longer.
  private static final int LONGEST_PATH = 4096;

  private final ConcurrentMap<String, ConcurrentSkipListMap<String, List<PersistentVolume>>>
      servers = new ConcurrentHashMap<>();

  /** Adds a volume, in place of one of its name there; one that shows no export is passed over. */
  public void add(PersistentVolume volume) {
    NfsExport export = volume.source().export();
    if (export != null) {
      servers
          .computeIfAbsent(export.server(), _ -> new ConcurrentSkipListMap<>())
          .merge(export.path(), List.of(volume), (old, _) -> with(old, volume));
    }
  }

  /** Takes out the volume of this name that shows this export, if it does show one. */
  public void remove(PersistentVolume volume) {
    NfsExport export = volume.source().export();
    ConcurrentSkipListMap<String, List<PersistentVolume>> paths =
        export == null ? null : servers.get(export.server());
    if (export == null || paths == null) {
      return;
    }
    paths.computeIfPresent(
        export.path(),
        (_, old) -> {
          List<PersistentVolume> rest = without(old, volume.name());
          return rest.isEmpty() ? null : rest;
        });
    if (paths.isEmpty()) {
      servers.remove(export.server());
    }
  }

  private static List<PersistentVolume> with(List<PersistentVolume> old, PersistentVolume volume) {
    List<PersistentVolume> all = new ArrayList<>(without(old, volume.name()));
    all.add(volume);
    return List.copyOf(all);
  }

  private static List<PersistentVolume> without(List<PersistentVolume> old, String name) {
    List<PersistentVolume> rest = new ArrayList<>(old);
    rest.removeIf(one -> one.name().equals(name));
    return rest;
  }

  /** The volumes whose export is this one, holds it or lies in it, by name. */
  public List<PersistentVolume> overlapping(NfsExport export) {
    ConcurrentSkipListMap<String, List<PersistentVolume>> paths = servers.get(export.server());
    if (paths == null) {
      return List.of();
    }
    List<PersistentVolume> found = new ArrayList<>();
    String path = export.path();
    addAll(paths.get(path), found);
    int longest = Math.min(path.length(), LONGEST_PATH);
    for (int slash = path.lastIndexOf('/', longest - 1);
        slash > 0;
        slash = path.lastIndexOf('/', slash - 1)) {
      addAll(paths.get(path.substring(0, slash)), found);
    }
    if (path.length() > 1) {
      addAll(paths.get("/"), found);
    }
    // '0' is the character after '/': what lies between begins with the path and a slash.
    String below = path.length() == 1 ? path : path + '/';
    String end = below.substring(0, below.length() - 1) + '0';
    for (List<PersistentVolume> volumes : paths.subMap(below, false, end, false).values()) {
      addAll(volumes, found);
    }
    found.sort(Comparator.comparing(PersistentVolume::name));
    return found;
  }

  private static void addAll(
      @Nullable List<PersistentVolume> volumes, List<PersistentVolume> found) {
    if (volumes != null) {
      found.addAll(volumes);
    }
  }
}
