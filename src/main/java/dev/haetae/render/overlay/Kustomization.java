package dev.haetae.render.overlay;

import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kustomization, and the files that it lists.
 *
 * @param file in which it is written
 * @param tree its fields
 */
public record Kustomization(Path file, ObjectValue tree) {
  /** The names that kustomize looks for. */
  public static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  /** The fields that list folders with kustomizations, and files of objects. */
  static final List<String> BASES = List.of("resources", "bases", "components");

  /** The fields that list patches, the last to be applied first. */
  static final List<String> PATCHES =
      List.of("replacements", "patches", "patchesJson6902", "patchesStrategicMerge");

  private static final String GROUP = "kustomize.config.k8s.io/";

  /** The fields that list configurations of plugins, written out or in files and folders. */
  static final List<String> PLUGINS = List.of("generators", "transformers", "validators");

  private static final List<String> OTHERS = List.of("configurations", "crds", "openapi");
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");
  private static final List<String> INPUTS = List.of("files", "envs", "env");
  private static final List<String> ENTRIES = List.of("path", "patch", "files", "envs", "env");

  /** The fields that have charts fetched. */
  static final List<String> CHARTS = List.of("helmCharts", "helmChartInflationGenerator");

  /**
   * A file or folder that is listed.
   *
   * @param text as it is written, without a key before it
   * @param position where; null when it is not known
   */
  record Entry(String text, @Nullable Position position) {}

  /** Returns whether an object is kustomize's own, which no cluster takes. */
  public static boolean isOwn(Resource object) {
    return object.apiVersion().startsWith(GROUP);
  }

  /** Returns whether a file is called like a kustomization. */
  public static boolean isNamed(Path file) {
    Path name = file.getFileName();
    return name != null && NAMES.contains(name.toString());
  }

  /** The kustomization in a folder; null when there is none that can be read. */
  public static @Nullable Kustomization in(Path folder) {
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      Kustomization found = Files.isRegularFile(file) ? read(file) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first file in a folder that is called like a kustomization; null without one. */
  static @Nullable Path named(Path folder) {
    return NAMES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  /** The kustomization in a file; null when it is none, or cannot be read. */
  public static @Nullable Kustomization read(Path file) {
    try {
      Document document =
          YamlReader.read(FileText.decode(Files.readAllBytes(file)), 1, 0, Limits.FILES);
      return document != null
              && document.root() instanceof ObjectValue object
              && (object.text("apiVersion").isEmpty()
                  || object.text("apiVersion").startsWith(GROUP))
          ? new Kustomization(file, object)
          : null;
    } catch (IOException | UnreadableException e) {
      // Who reads it as a manifest says why.
      return null;
    }
  }

  /** Returns whether it is part of others, and makes nothing by itself. */
  boolean isComponent() {
    return tree.text("kind").equals("Component");
  }

  /** The files that it lists as resources, and the folders. */
  public Set<Path> resources() {
    return paths(entries(List.of("resources")));
  }

  /** The folders that it lists whose kustomizations it goes on from. */
  public Set<Path> bases() {
    Set<Path> folders = paths(entries(BASES));
    folders.removeIf(path -> !Files.isDirectory(path));
    return folders;
  }

  /** The same, and the folders that hold configurations of its plugins. */
  Set<Path> folders() {
    Set<Path> folders = bases();
    folders.addAll(paths(entries(PLUGINS)));
    folders.removeIf(path -> !Files.isDirectory(path));
    return folders;
  }

  /** The files that it lists as patches. */
  public Set<Path> patches() {
    return paths(entries(PATCHES));
  }

  /** The files that its generators and transformers read. */
  public Set<Path> others() {
    return paths(readByOthers());
  }

  /** What its generators and transformers read, as it is written. */
  List<Entry> readByOthers() {
    List<Entry> entries = entries(OTHERS);
    entries.addAll(entries(PLUGINS));
    for (String key : GENERATORS) {
      for (Value generator : elements(tree.get(key))) {
        if (generator instanceof ObjectValue object) {
          INPUTS.forEach(input -> addAll(object.get(input), null, true, entries));
        }
      }
    }
    return entries;
  }

  /**
   * A field that kustomize reads, capital letters or not, and that is not called so; null when
   * there is none.
   */
  @Nullable String miscalled() {
    List<String> fields =
        Stream.of(BASES, PATCHES, PLUGINS, OTHERS, GENERATORS, CHARTS)
            .flatMap(List::stream)
            .toList();
    String found = miscalled(tree, fields);
    for (String field : fields) {
      for (Value element : elements(tree.get(field))) {
        found =
            found == null && element instanceof ObjectValue object
                ? miscalled(object, ENTRIES)
                : found;
      }
    }
    return found;
  }

  private static @Nullable String miscalled(ObjectValue object, List<String> names) {
    for (int i = 0; i < object.size(); i++) {
      String key = object.key(i);
      if (!names.contains(key) && names.stream().anyMatch(key::equalsIgnoreCase)) {
        return key;
      }
    }
    return null;
  }

  /** What some of its fields list, as it is written. */
  List<Entry> entries(List<String> fields) {
    List<Entry> entries = new ArrayList<>();
    for (String field : fields) {
      int at = tree.indexOf(field);
      addAll(tree.get(field), at < 0 ? null : Position.unpack(tree.position(at)), false, entries);
    }
    return entries;
  }

  /** The place of a field; null when it has no such. */
  @Nullable Position position(String field) {
    int at = tree.indexOf(field);
    return at < 0 ? null : Position.unpack(tree.position(at));
  }

  /** The elements of a list; the value itself where it is none. */
  static List<Value> elements(Value value) {
    if (!(value instanceof ArrayValue array)) {
      return List.of(value);
    }
    List<Value> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(array.get(i));
    }
    return elements;
  }

  // A patch may be written out in place of its path. A generator's file may have a key before it.
  private static void addAll(Value value, @Nullable Position key, boolean keyed, List<Entry> to) {
    List<Value> elements = elements(value);
    for (int i = 0; i < elements.size(); i++) {
      Value element = elements.get(i);
      Value path = element instanceof ObjectValue object ? object.get("path") : element;
      if (path instanceof StringValue text && !text.text().contains("\n")) {
        Position own =
            value instanceof ArrayValue array ? Position.unpack(array.position(i)) : null;
        String written = text.text();
        to.add(
            new Entry(
                keyed ? written.substring(written.indexOf('=') + 1) : written,
                own == null ? key : own));
      }
    }
  }

  private Set<Path> paths(List<Entry> entries) {
    Set<Path> paths = new HashSet<>();
    for (Entry entry : entries) {
      Path path = path(entry);
      if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** The path that an entry names; null when it can be none. */
  @Nullable Path path(Entry entry) {
    try {
      return file.resolveSibling("").resolve(entry.text()).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
