package dev.haetae.render.overlay;

import dev.haetae.render.Program;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.Origin.Sources;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.text.YamlReader;
import dev.haetae.resource.tree.Document;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files that the objects of an overlay come from: what kustomize writes into an annotation when
 * a temporary overlay around this one asks for it.
 */
final class Origins {
  private static final String ANNOTATION = "config.kubernetes.io/origin";
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");

  private final OverlayFiles files;
  private final Map<String, ObjectValue> annotated = new HashMap<>();
  private final Map<Path, Manifest> read = new HashMap<>();
  private @Nullable Path around;

  private Origins(OverlayFiles files) {
    this.files = files;
  }

  /**
   * The origins of an overlay's objects.
   *
   * @param arguments what kustomize is called with for a folder
   */
  static Origins of(OverlayFiles files, Program kustomize, Function<Path, List<String>> arguments) {
    Origins origins = new Origins(files);
    Path folder = null;
    try {
      folder = Files.createTempDirectory("haetae-overlay").toRealPath();
      origins.around = folder;
      boolean isComponent =
          !files.kustomizations().isEmpty() && files.kustomizations().getFirst().isComponent();
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          "buildMetadata: [originAnnotations]\n"
              + (isComponent ? "components:\n- " : "resources:\n- ")
              + '"'
              + folder.relativize(files.real())
              + "\"\n",
          StandardCharsets.UTF_8);
      Program.Outcome outcome = kustomize.run(arguments.apply(folder));
      if (outcome.succeeded()) {
        origins.read(outcome.out());
      }
    } catch (IOException e) {
      // The places are only less exact.
    } finally {
      remove(folder);
    }
    return origins;
  }

  private static void remove(@Nullable Path folder) {
    if (folder != null) {
      try {
        Files.deleteIfExists(folder.resolve("kustomization.yaml"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // The system removes what is temporary.
      }
    }
  }

  private void read(String text) {
    Manifest all = ManifestReader.read(text.getBytes(StandardCharsets.UTF_8), "", "", Limits.FILES);
    all.resources().forEach(object -> annotated.put(key(object), object.tree()));
  }

  private static String key(Resource object) {
    return object.apiVersion()
        + '\0'
        + object.kind()
        + '\0'
        + object.metadata().text("namespace")
        + '\0'
        + object.displayName();
  }

  /** The places of an object of the overlay. */
  Sources places(Resource object) {
    Place whole = new Place(name(files.kustomizations().getFirst().file()), 0, 1, 1);
    ObjectValue other = annotated.get(key(object));
    ObjectValue origin = other == null ? null : origin(other);
    if (other == null || origin == null || !isSame(object.tree(), other)) {
      return new OverlayPlaces(object.tree(), null, whole, files);
    }
    String path = origin.text("path");
    if (path.isEmpty()) {
      return new OverlayPlaces(
          object.tree(), null, generator(object, origin.text("configuredIn"), whole), files);
    }
    Path file = resolve(path);
    Resource source = file == null ? null : source(file, object);
    Place start = file == null ? whole : new Place(name(file), 0, 1, 1);
    return new OverlayPlaces(object.tree(), source, source == null ? start : whole, files);
  }

  private String name(Path file) {
    return files.name(file);
  }

  private @Nullable Path resolve(String path) {
    Path file = around == null ? null : around.resolve(path).normalize();
    return file != null && Files.isRegularFile(file) ? file : null;
  }

  private static @Nullable ObjectValue origin(ObjectValue tree) {
    String text = annotations(tree).text(ANNOTATION);
    try {
      Document document = text.isEmpty() ? null : YamlReader.read(text, 1, 0, Limits.FILES);
      return document != null && document.root() instanceof ObjectValue origin ? origin : null;
    } catch (UnreadableException e) {
      return null;
    }
  }

  private static ObjectValue metadata(ObjectValue tree) {
    return tree.get("metadata") instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  private static ObjectValue annotations(ObjectValue tree) {
    return metadata(tree).get("annotations") instanceof ObjectValue object
        ? object
        : ObjectValue.EMPTY;
  }

  // The annotation apart, which the overlay may ask for itself.
  private static boolean isSame(ObjectValue plain, ObjectValue other) {
    return without(plain).equals(without(other));
  }

  private static ObjectValue without(ObjectValue tree) {
    ObjectValue annotations = annotations(tree).without(ANNOTATION);
    ObjectValue metadata = metadata(tree);
    return tree.with(
        "metadata",
        annotations.size() == 0
            ? metadata.without("annotations")
            : metadata.with("annotations", annotations));
  }

  private Place generator(Resource object, String configuredIn, Place whole) {
    Path file = resolve(configuredIn);
    Kustomization kustomization = file == null ? null : Kustomization.read(file);
    if (file == null || kustomization == null) {
      return whole;
    }
    for (String field : GENERATORS) {
      for (Value element : Kustomization.elements(kustomization.tree().get(field))) {
        if (element instanceof ObjectValue entry
            && !entry.text("name").isEmpty()
            && object.name().contains(entry.text("name"))) {
          Position at = Position.unpack(entry.position(entry.indexOf("name")));
          return new Place(name(file), 0, at == null ? 1 : at.line(), at == null ? 1 : at.column());
        }
      }
    }
    return new Place(name(file), 0, 1, 1);
  }

  // The object as its file has it: a name may have got something before or behind it.
  private @Nullable Resource source(Path file, Resource object) {
    Manifest manifest = read.computeIfAbsent(file, this::readSource);
    Resource best = null;
    for (Resource candidate : manifest.resources()) {
      boolean fits =
          candidate.groupKind().equals(object.groupKind())
              && object.name().contains(candidate.name());
      if (fits && (best == null || candidate.name().length() > best.name().length())) {
        best = candidate;
      }
    }
    return best;
  }

  private Manifest readSource(Path file) {
    try {
      return ManifestReader.read(Files.readAllBytes(file), name(file), "", Limits.FILES);
    } catch (IOException e) {
      return new Manifest(FileText.withoutInvisible(""), List.of(), List.of(), true, false);
    }
  }
}
