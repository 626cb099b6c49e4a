package dev.haetae.rule.storage;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a pod that one of its containers can write to. A mount is for writing unless it
 * says otherwise, and a raw device always is; none is when the volume's claim is read-only.
 */
final class WrittenVolumes {
  private final PodView pod;
  // By name; made when first asked for.
  private @Nullable Set<String> names;

  WrittenVolumes(PodView pod) {
    this.pod = pod;
  }

  /** Returns whether a container can write to this volume of the pod. */
  boolean include(VolumeView volume) {
    return !volume.source(ClaimPlace.CLAIM).flag("readOnly", false)
        && !names().isEmpty()
        && include(volume.name());
  }

  /** Returns whether a container mounts a volume of this name for writing. */
  boolean include(String volume) {
    return names().contains(volume);
  }

  private Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Set<String> read() {
    Set<String> written = new HashSet<>();
    for (ContainerView container : pod.containers()) {
      for (ObjectView mount : container.volumeMounts()) {
        if (!mount.flag("readOnly", false)) {
          written.add(mount.text("name"));
        }
      }
      for (ObjectView device : container.view().objects("volumeDevices")) {
        written.add(device.text("name"));
      }
    }
    return written;
  }
}
