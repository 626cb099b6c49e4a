package dev.haetae.cli.folder;

import dev.haetae.report.baseline.Baseline;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.List;

/** The documents of files that are no objects but say how to change some: strategic patches. */
public final class PatchDocuments {
  // The directives of a strategic merge patch.
  private static final List<String> DIRECTIVES =
      List.of("$patch", "$retainKeys", "$deleteFromPrimitiveList", "$setElementOrder");

  private PatchDocuments() {}

  /** The manifest without its patches, and without what is kustomize's or our own. */
  public static Manifest without(Manifest manifest) {
    boolean mayPatch = mayBeIn(manifest);
    List<Resource> objects =
        manifest.resources().stream()
            .filter(object -> !Kustomization.isOwn(object) && !isBaseline(object))
            .filter(object -> !mayPatch || !patches(object.tree()))
            .toList();
    return objects.size() == manifest.resources().size() ? manifest : manifest.with(objects);
  }

  private static boolean isBaseline(Resource object) {
    return object.kind().equals(Baseline.KIND) && object.apiVersion().equals(Baseline.API_VERSION);
  }

  /** Returns whether there are patches in it. */
  public static boolean areIn(Manifest manifest) {
    return mayBeIn(manifest)
        && manifest.resources().stream().anyMatch(object -> patches(object.tree()));
  }

  private static boolean mayBeIn(Manifest manifest) {
    return manifest.text().indexOf('$') >= 0
        && DIRECTIVES.stream().anyMatch(manifest.text()::contains);
  }

  private static boolean patches(Value value) {
    return switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          if (isDirective(object.key(i)) || patches(object.value(i))) {
            yield true;
          }
        }
        yield false;
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          if (patches(array.get(i))) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }

  private static boolean isDirective(String key) {
    return key.startsWith("$") && DIRECTIVES.stream().anyMatch(key::startsWith);
  }
}
