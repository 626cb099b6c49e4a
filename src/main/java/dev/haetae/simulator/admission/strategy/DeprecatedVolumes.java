package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The sources of volumes that are gone or going.
 *
 * <p>Mirrors {@code pkg/api/pod/warnings.go} and {@code pkg/api/persistentvolume/util.go}.
 */
final class DeprecatedVolumes {
  private static final List<Source> OF_PODS =
      List.of(
          new Source("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
          new Source("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
          new Source("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
          new Source("flocker", "deprecated in v1.22, non-functional in v1.25+"),
          new Source("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
          new Source("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
          new Source("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
          new Source("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
          new Source("rbd", "deprecated in v1.28, non-functional in v1.31+"));
  private static final List<Source> OF_VOLUMES =
      List.of(
          new Source("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
          new Source("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
          new Source("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
          new Source("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
          new Source("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
          new Source("rbd", "deprecated in v1.28, non-functional in v1.31+"));

  private DeprecatedVolumes() {}

  private record Source(String field, String shown, String said) {
    Source(String field, String said) {
      this(field, field, said);
    }
  }

  /** The warnings about a volume of a pod. */
  static List<String> ofPod(String path, ObjectValue volume) {
    return of(OF_PODS, path, volume);
  }

  /** The warnings about a PersistentVolume. */
  static List<String> ofVolume(ObjectValue spec) {
    return of(OF_VOLUMES, "spec", spec);
  }

  private static List<String> of(List<Source> sources, String path, ObjectValue volume) {
    List<String> warnings = new ArrayList<>(0);
    for (Source source : sources) {
      if (volume.has(source.field())) {
        warnings.add(path + '.' + source.shown() + ": " + source.said());
      }
    }
    return warnings;
  }
}
