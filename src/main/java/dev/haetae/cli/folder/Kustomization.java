package dev.haetae.cli.folder;

import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
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
import org.jspecify.annotations.Nullable;

/**
 * The files that a kustomization lists.
 *
 * @param resources as resources, absolute
 * @param patches as patches, absolute
 * @param others as what its generators and transformers read, absolute
 */
record Kustomization(Set<Path> resources, Set<Path> patches, Set<Path> others) {
  /** The names that kustomize looks for. */
  static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final String GROUP = "kustomize.config.k8s.io/";
  private static final List<String> PATCHES =
      List.of("patches", "patchesStrategicMerge", "patchesJson6902", "replacements");
  private static final List<String> OTHERS =
      List.of("configurations", "generators", "transformers", "validators");
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");
  private static final List<String> INPUTS = List.of("files", "envs", "env");

  /** Returns whether an object is kustomize's own, which no cluster takes. */
  static boolean isOwn(Resource object) {
    return object.apiVersion().startsWith(GROUP);
  }

  /** The kustomization in a file; null when it is none, or cannot be read. */
  static @Nullable Kustomization read(Path file) {
    try {
      Document document =
          YamlReader.read(FileText.decode(Files.readAllBytes(file)), 1, 0, Limits.FILES);
      return document != null
              && document.root() instanceof ObjectValue object
              && (object.text("apiVersion").isEmpty()
                  || object.text("apiVersion").startsWith(GROUP))
          ? of(object, file.resolveSibling(""))
          : null;
    } catch (IOException | UnreadableException e) {
      // Who reads it as a manifest says why.
      return null;
    }
  }

  private static Kustomization of(ObjectValue object, Path folder) {
    Set<Path> patches = new HashSet<>();
    Set<Path> others = new HashSet<>();
    PATCHES.forEach(key -> addAll(object.get(key), folder, patches));
    OTHERS.forEach(key -> addAll(object.get(key), folder, others));
    for (String key : GENERATORS) {
      for (Value generator : elements(object.get(key))) {
        if (generator instanceof ObjectValue it) {
          INPUTS.forEach(input -> addAll(it.get(input), folder, others));
        }
      }
    }
    Set<Path> resources = new HashSet<>();
    addAll(object.get("resources"), folder, resources);
    return new Kustomization(resources, patches, others);
  }

  private static List<Value> elements(Value value) {
    if (!(value instanceof ArrayValue array)) {
      return List.of(value);
    }
    List<Value> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(array.get(i));
    }
    return elements;
  }

  private static void addAll(Value value, Path folder, Set<Path> to) {
    for (Value element : elements(value)) {
      Value path = element instanceof ObjectValue object ? object.get("path") : element;
      if (path instanceof StringValue text) {
        add(text.text(), folder, to);
      }
    }
  }

  // A patch may be written out in place of its path, and a file's name stand behind the key for it.
  private static void add(String text, Path folder, Set<Path> to) {
    if (!text.contains("\n")) {
      try {
        to.add(folder.resolve(text.substring(text.indexOf('=') + 1)).normalize());
      } catch (InvalidPathException e) {
        // It names no file here.
      }
    }
  }
}
