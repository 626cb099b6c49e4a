package dev.haetae.inventory;

import dev.haetae.resource.NfsExport;
import dev.haetae.resource.PersistentVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Volumes by the NFS directory where their data lies. A look-up costs as many steps as the
 * directory lies deep, and the answer.
 */
final class Exports {
  private final Map<String, TreeMap<String, List<PersistentVolume>>> servers = new HashMap<>();

  /** Adds a volume; one that shows no export is passed over. */
  void add(PersistentVolume volume) {
    NfsExport export = volume.source().export();
    if (export != null) {
      servers
          .computeIfAbsent(export.server(), _ -> new TreeMap<>())
          .computeIfAbsent(export.path(), _ -> new ArrayList<>(1))
          .add(volume);
    }
  }

  /** The volumes whose export is this one, holds it or lies in it, by name. */
  List<PersistentVolume> overlapping(NfsExport export) {
    TreeMap<String, List<PersistentVolume>> paths = servers.get(export.server());
    if (paths == null) {
      return List.of();
    }
    List<PersistentVolume> found = new ArrayList<>();
    String path = export.path();
    addAll(paths.get(path), found);
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
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
