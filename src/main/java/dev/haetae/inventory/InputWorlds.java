package dev.haetae.inventory;

import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of the objects of an input. The files of a folder need not be meant for one cluster:
 * where an object is written several times, each object sees the one that stands nearest, itself
 * before its own file before its own folder before the folder around that. What is written once,
 * they all see.
 */
public final class InputWorlds {
  private final InventorySnapshot.Builder builder;
  private final Map<ManifestKey, List<Resource>> written = new LinkedHashMap<>();
  // What was there before the input of that which it writes.
  private final Map<ManifestKey, Resource> before = new HashMap<>();

  /**
   * Worlds without an object of the input yet.
   *
   * @param builder with what is there before the input
   */
  public InputWorlds(InventorySnapshot.Builder builder) {
    this.builder = builder;
  }

  /**
   * Adds an object of the input, or that it is there when it cannot be read.
   *
   * @return why it cannot be read; null when it can
   */
  public @Nullable MalformedResourceException add(Resource object) {
    if (!object.name().isEmpty()) {
      ManifestKey key = ManifestKey.of(object);
      List<Resource> versions = written.get(key);
      if (versions == null) {
        Resource there = builder.find(key);
        if (there != null) {
          before.put(key, there);
        }
        written.put(key, new ArrayList<>(List.of(object)));
      } else {
        versions.add(object);
      }
    }
    return builder.addOrMark(object);
  }

  /** Returns why an object cannot be read by those who build on it; null when it can. */
  public static @Nullable MalformedResourceException problem(Resource object) {
    try {
      var _ = ParsedObject.of(object);
      return null;
    } catch (MalformedResourceException e) {
      return e;
    }
  }

  /** The worlds, closed when what is not in them does not exist. */
  public Built build(boolean closed) {
    return new Built(this, builder.build(closed), closed);
  }

  /** The worlds, once all objects are in. */
  public static final class Built {
    private final InputWorlds input;
    private final Inventory all;
    private final boolean closed;
    private final Map<ManifestKey, List<Resource>> several = new LinkedHashMap<>();
    private final Map<String, Map<ManifestKey, Resource>> lastByFile = new HashMap<>();
    private final Map<String, Map<ManifestKey, Resource>> lastByFolder = new HashMap<>();
    // What a file, or a folder by itself, writes differently.
    private final Map<String, Set<ManifestKey>> mixed = new HashMap<>();
    private final Map<String, Map<ManifestKey, Last>> lastBelow = new HashMap<>();
    private final Map<String, Inventory> byFolder = new HashMap<>();
    private final Map<String, Inventory> byFile = new HashMap<>();
    private final IdentityHashMap<Resource, Inventory> byObject = new IdentityHashMap<>();

    /**
     * The version that is written last in a folder and those that it holds.
     *
     * @param scattered whether there are others, in other folders of them
     */
    private record Last(Resource one, String folder, boolean scattered) {
      Last then(Last next) {
        return new Last(next.one, next.folder, scattered || !folder.equals(next.folder));
      }
    }

    private Built(InputWorlds input, Inventory all, boolean closed) {
      this.input = input;
      this.all = all;
      this.closed = closed;
      Map<String, Set<String>> files = new LinkedHashMap<>();
      input.written.forEach((key, versions) -> {
        for (Resource version : versions) {
          String file = version.origin().file();
          files.computeIfAbsent(folder(file), _ -> new LinkedHashSet<>()).add(file);
        }
        if (versions.stream().map(Resource::tree).distinct().count() > 1) {
          several.put(key, versions);
        }
      });
      boolean isOneFile = files.values().stream().mapToInt(Set::size).sum() <= 1;
      if (!isOneFile || !several.isEmpty()) {
        build(files);
      }
    }

    private static String folder(String file) {
      return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** The world with everything, each object as it was written last. */
    public Inventory all() {
      return all;
    }

    /** The world as an object of the input sees it. */
    public Inventory of(Resource object) {
      Inventory own = byObject.get(object);
      return own != null ? own : byFile.getOrDefault(object.origin().file(), all);
    }

    private void build(Map<String, Set<String>> files) {
      several.forEach((key, versions) -> versions.forEach(version -> index(key, version)));
      files.forEach((folder, names) -> {
        Map<ManifestKey, Resource> direct = lastByFolder.getOrDefault(folder, Map.of());
        Inventory here = nearest(below(folder), direct, key -> nearestBelow(folder, key));
        for (String file : names) {
          byFile.put(
              file,
              new FileWorld(
                  nearest(here, lastByFile.getOrDefault(file, Map.of()), direct::get),
                  file,
                  input.written.keySet(),
                  key -> several.containsKey(key) ? among(folder, file, key) : List.of()));
        }
      });
      several.values().forEach(versions -> versions.forEach(this::itself));
    }

    private void index(ManifestKey key, Resource version) {
      String file = version.origin().file();
      String folder = folder(file);
      put(lastByFile.computeIfAbsent(file, _ -> new HashMap<>()), file, key, version);
      put(lastByFolder.computeIfAbsent(folder, _ -> new HashMap<>()), folder, key, version);
      for (String above : upwards(folder)) {
        lastBelow
            .computeIfAbsent(above, _ -> new HashMap<>())
            .merge(key, new Last(version, folder, false), Last::then);
      }
    }

    private void put(
        Map<ManifestKey, Resource> last, String place, ManifestKey key, Resource version) {
      Resource before = last.put(key, version);
      if (before != null && !before.tree().equals(version.tree())) {
        mixed.computeIfAbsent(place, _ -> new HashSet<>()).add(key);
      }
    }

    // The files of versions of which none is nearer than the others; none when one is.
    private List<String> among(String folder, String file, ManifestKey key) {
      boolean isHere = lastByFile.getOrDefault(file, Map.of()).containsKey(key);
      boolean isBeside = lastByFolder.getOrDefault(folder, Map.of()).containsKey(key);
      boolean isClear =
          (isHere || isBeside)
              ? !mixed.getOrDefault(isHere ? file : folder, Set.of()).contains(key)
              : isClear(folder, key);
      return isClear
          ? List.of()
          : several.getOrDefault(key, List.of()).stream()
              .map(version -> version.origin().file())
              .filter(
                  place -> isHere ? place.equals(file) : !isBeside || folder(place).equals(folder))
              .toList();
    }

    // The folder itself, that which holds it, and so on; the last one has no name.
    private static List<String> upwards(String folder) {
      List<String> all = new ArrayList<>(List.of(folder));
      for (String at = folder; !at.isEmpty(); ) {
        at = at.substring(0, at.lastIndexOf('/', at.length() - 2) + 1);
        all.add(at);
      }
      return all;
    }

    // The world as it is seen from a folder, apart from the files that lie right there.
    private Inventory below(String folder) {
      if (folder.isEmpty()) {
        return all;
      }
      Inventory known = byFolder.get(folder);
      if (known == null) {
        String above = upwards(folder).get(1);
        Map<ManifestKey, Resource> wanted = new HashMap<>();
        lastBelow.getOrDefault(folder, Map.of()).forEach((key, last) -> wanted.put(key, last.one));
        known = nearest(below(above), wanted, key -> nearestBelow(above, key));
        byFolder.put(folder, known);
      }
      return known;
    }

    private @Nullable Last find(String folder, ManifestKey key) {
      for (String at : upwards(folder)) {
        Last last = lastBelow.getOrDefault(at, Map.of()).get(key);
        if (last != null) {
          return last;
        }
      }
      return null;
    }

    private @Nullable Resource nearestBelow(String folder, ManifestKey key) {
      Last last = find(folder, key);
      return last == null ? null : last.one;
    }

    // Whether one folder is nearer than all others that write it.
    private boolean isClear(String folder, ManifestKey key) {
      Last last = find(folder, key);
      return last != null && !last.scattered;
    }

    // An object that its file writes differently too is judged as it stands there.
    private void itself(Resource object) {
      String file = object.origin().file();
      ManifestKey key = ManifestKey.of(object);
      if (lastByFile.getOrDefault(file, Map.of()).get(key) != object
          || mixed.getOrDefault(file, Set.of()).contains(key)) {
        byObject.put(
            object, nearest(byFile.getOrDefault(file, all), Map.of(key, object), _ -> null));
      }
    }

    private Inventory nearest(
        Inventory world,
        Map<ManifestKey, Resource> wanted,
        Function<ManifestKey, @Nullable Resource> below) {
      InventorySnapshot.Builder near = new InventorySnapshot.Builder();
      Set<ManifestKey> replaced = new HashSet<>();
      wanted.forEach((key, object) -> {
        if (below.apply(key) != object) {
          Resource there = input.before.get(key);
          if (there != null) {
            var _ = near.addOrMark(there);
          }
          var _ = near.addOrMark(object);
          replaced.add(key);
        }
      });
      return replaced.isEmpty() ? world : new NearestWorld(world, near.build(closed), replaced);
    }
  }
}
