package dev.haetae.overview;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.overview.GpuMap.NotCounted;
import dev.haetae.overview.GpuMap.Uncounted;
import dev.haetae.resource.DeviceClass;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.rule.GpuCounters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the pods that hold GPUs, or parts of them, by other means than a node's resources. */
final class UncountedGpus {
  // The right to watch GPUs is none to use one.
  private static final String MONITORING = "monitoring";

  private final ReadableWorld world;
  private final OverviewSettings settings;
  private final Map<Uncounted, Integer> pods = new EnumMap<>(Uncounted.class);

  UncountedGpus(ReadableWorld world, OverviewSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  /** Looks at a pod. */
  void look(PlacedPod pod) {
    boolean claims = false;
    boolean fraction = false;
    for (String resource : pod.requests().keySet()) {
      claims |= DeviceClass.nameOf(resource) != null;
      fraction |= isFraction(resource);
    }
    Resource written = world.written(GroupKind.POD, pod.namespace(), pod.name());
    if (written != null) {
      try {
        for (PodView view : written.pods()) {
          claims |= view.spec().array("resourceClaims").size() > 0;
          fraction |= settings.isOfShare(view);
        }
      } catch (MalformedResourceException e) {
        // Of such a pod only what it asks for by name is known.
      }
    }
    if (claims) {
      pods.merge(Uncounted.CLAIMED_DEVICES, 1, Integer::sum);
    }
    if (fraction) {
      pods.merge(Uncounted.FRACTIONS, 1, Integer::sum);
    }
  }

  private boolean isFraction(String resource) {
    return resource.indexOf('/') > 0
        && GpuCounters.count(resource)
        && !resource.endsWith(MONITORING)
        && !settings.gpus().include(resource);
  }

  List<NotCounted> told() {
    List<NotCounted> told = new ArrayList<>();
    pods.forEach((what, count) -> told.add(new NotCounted(what, count)));
    return told;
  }
}
