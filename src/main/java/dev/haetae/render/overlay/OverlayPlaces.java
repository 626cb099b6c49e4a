package dev.haetae.render.overlay;

import dev.haetae.resource.Origin.Place;
import dev.haetae.resource.Origin.Sources;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places of a built object's fields: what stands in the file of the object as it was built is
 * there; the rest is set by a patch, or by another field of a kustomization.
 */
final class OverlayPlaces implements Sources {
  private static final List<String> NAMING = List.of("namePrefix", "nameSuffix");
  private static final List<String> LABELS = List.of("labels", "commonLabels");
  private static final List<String> PATCHING =
      List.of("patches", "patchesStrategicMerge", "patchesJson6902", "replacements", "components");

  private final ObjectValue built;
  private final @Nullable Resource source;
  private final Place otherwise;
  private final OverlayFiles files;

  /**
   * The places of an object.
   *
   * @param built the object
   * @param source the object before, in its file; null when it was generated
   * @param otherwise the place of what nobody has written
   */
  OverlayPlaces(ObjectValue built, @Nullable Resource source, Place otherwise, OverlayFiles files) {
    this.built = built;
    this.source = source;
    this.otherwise = otherwise;
    this.files = files;
  }

  @Override
  public Place place(Path path) {
    Path there = Counterpart.existing(path, built);
    Value value = there.in(built);
    Path written = source == null ? null : Counterpart.of(there, built, source.tree());
    if (source != null && written != null && written.in(source.tree()).equals(value)) {
      return source.place(written.parent() == null ? firstKey(source.tree()) : written);
    }
    Place patched = patched(there);
    if (patched == null && source != null && written != null) {
      patched = patchedBelow(there, value, written.in(source.tree()));
    }
    if (patched != null) {
      return patched;
    }
    boolean isWhole = value instanceof ObjectValue || value instanceof ArrayValue;
    if (source != null && written != null && isWhole) {
      return source.place(written.parent() == null ? firstKey(source.tree()) : written);
    }
    return source == null ? otherwise : setBy(there);
  }

  private static Path firstKey(ObjectValue tree) {
    return tree.size() == 0 ? Path.ROOT : Path.of(tree.key(0));
  }

  // Of a mapping of plain values, such as hostPath, one that is patched makes it another. Of an
  // element of a list that would be too much to say.
  private @Nullable Place patchedBelow(Path path, Value value, Value before) {
    if (path.index() < 0 && value instanceof ObjectValue now && before instanceof ObjectValue old) {
      for (int i = 0; i < now.size(); i++) {
        Value field = now.value(i);
        if (field instanceof ObjectValue || field instanceof ArrayValue) {
          return null;
        }
        if (!field.equals(old.get(now.key(i)))) {
          return patched(path.child(now.key(i)));
        }
      }
    }
    return null;
  }

  private @Nullable Place patched(Path path) {
    if (path.parent() == null) {
      return null;
    }
    String kind = built.text("kind");
    String name = built.get("metadata") instanceof ObjectValue object ? object.text("name") : "";
    for (Kustomization kustomization : files.kustomizations()) {
      for (Patch patch : Patch.of(kustomization, files)) {
        Place place = patch.isFor(kind, name) ? patch.place(path, built) : null;
        if (place != null) {
          return place;
        }
      }
    }
    return null;
  }

  private Place setBy(Path path) {
    List<String> fields = fields(path);
    for (Kustomization kustomization : files.kustomizations()) {
      for (String field : fields) {
        Position position = kustomization.position(field);
        if (position != null) {
          return new Place(files.name(kustomization.file()), 0, position.line(), position.column());
        }
      }
    }
    return otherwise;
  }

  private static List<String> fields(Path path) {
    String pattern = path.pattern();
    if (pattern.equals("metadata.name")) {
      return NAMING;
    }
    if (pattern.endsWith("namespace")) {
      return List.of("namespace");
    }
    if (pattern.endsWith(".image")) {
      return List.of("images");
    }
    if (pattern.endsWith("replicas")) {
      return List.of("replicas");
    }
    if (pattern.contains("annotations")) {
      return List.of("commonAnnotations");
    }
    return pattern.contains("abels") || pattern.contains("elector") ? LABELS : PATCHING;
  }
}
