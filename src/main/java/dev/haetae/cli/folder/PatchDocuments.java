package dev.haetae.cli.folder;

import dev.haetae.render.overlay.Kustomization;
import dev.haetae.report.baseline.Baseline;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The documents of files that are no objects but say how to change some: strategic patches. */
public final class PatchDocuments {
  // The directives of a strategic merge patch.
  private static final List<String> DIRECTIVES =
      List.of("$patch", "$retainKeys", "$deleteFromPrimitiveList", "$setElementOrder");

  // Kinds that the API server takes with a selector and images alone.
  private static final Set<GroupKind> WORKLOADS =
      Set.of(
          GroupKind.DEPLOYMENT,
          GroupKind.STATEFUL_SET,
          GroupKind.DAEMON_SET,
          GroupKind.REPLICA_SET);

  private PatchDocuments() {}

  /**
   * A manifest without its patches.
   *
   * @param objects the manifest without them, and without what is kustomize's or ours
   * @param directed whether some were patches by a directive in them
   * @param shaped whether some were patches by what they lack
   * @param ours whether some were baselines
   */
  public record Apart(Manifest objects, boolean directed, boolean shaped, boolean ours) {
    /** A manifest in which nothing was to be taken out. */
    public static Apart whole(Manifest manifest) {
      return new Apart(manifest, false, false, false);
    }
  }

  /** The manifest without its patches. */
  public static Apart apart(Manifest manifest) {
    boolean mayPatch = mayBeIn(manifest);
    List<Resource> written = new ArrayList<>();
    for (Resource object : manifest.resources()) {
      if (!mayPatch || !patches(object.tree())) {
        written.add(object);
      }
    }
    // A fragment beside objects is one of them, and broken: nobody writes patches among objects.
    boolean shaped = !written.isEmpty() && written.stream().allMatch(PatchDocuments::isFragment);
    List<Resource> objects =
        written.stream()
            .filter(object -> !shaped && !Kustomization.isOwn(object) && !isBaseline(object))
            .toList();
    return objects.size() == manifest.resources().size()
        ? Apart.whole(manifest)
        : new Apart(
            manifest.with(objects),
            written.size() < manifest.resources().size(),
            shaped,
            written.stream().anyMatch(PatchDocuments::isBaseline));
  }

  private static boolean isBaseline(Resource object) {
    return object.kind().equals(Baseline.KIND) && object.apiVersion().equals(Baseline.API_VERSION);
  }

  /**
   * Returns whether an object is a workload with nothing in it that makes one: neither selector nor
   * labels of its pods, and no image anywhere. No API server takes it, and nobody writes it but to
   * change another.
   */
  private static boolean isFragment(Resource object) {
    if (!WORKLOADS.contains(object.groupKind())
        || !(object.tree().get("spec") instanceof ObjectValue spec)
        || spec.has("selector")) {
      return false;
    }
    ObjectValue template = object(spec, "template");
    return !object(template, "metadata").has("labels")
        && !hasImage(object(template, "spec").get("containers"));
  }

  private static ObjectValue object(ObjectValue parent, String key) {
    return parent.get(key) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  private static boolean hasImage(Value containers) {
    if (containers instanceof ArrayValue array) {
      for (int i = 0; i < array.size(); i++) {
        if (!(array.get(i) instanceof ObjectValue container) || container.has("image")) {
          return true;
        }
      }
      return false;
    }
    return !containers.isNull();
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
