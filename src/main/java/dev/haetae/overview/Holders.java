package dev.haetae.overview;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.owner.Owner;
import dev.haetae.resource.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rolls pods up to the controllers that keep them. */
final class Holders {
  static final Comparator<Holder> BY_NAME =
      Comparator.comparing(Holder::namespace)
          .thenComparing(Holder::name)
          .thenComparing(Holder::kind);

  private Holders() {}

  /** The controller of a pod, or the pod itself where it has none. */
  record Key(String kind, String namespace, String name) {
    static Key of(PlacedPod pod) {
      Owner owner = pod.owner();
      // A static pod is its node's, and no other pod is.
      return owner == null || owner.kind().equals(GroupKind.NODE)
          ? new Key("Pod", pod.namespace(), pod.name())
          : new Key(owner.kind().kind(), pod.namespace(), owner.name());
    }

    Holder holder(Collection<PlacedPod> pods) {
      int terminating = 0;
      for (PlacedPod pod : pods) {
        terminating += pod.standing().terminating() ? 1 : 0;
      }
      return new Holder(kind, namespace, name, pods.size(), terminating);
    }
  }

  /** Pods by what keeps them, each in the order they come in. */
  static Map<Key, List<PlacedPod>> group(Collection<PlacedPod> pods) {
    Map<Key, List<PlacedPod>> groups = new LinkedHashMap<>();
    for (PlacedPod pod : pods) {
      groups.computeIfAbsent(Key.of(pod), _ -> new ArrayList<>(1)).add(pod);
    }
    return groups;
  }

  /** The holders of pods, by namespace and name. */
  static Rows<Holder> of(Collection<PlacedPod> pods) {
    List<Holder> holders = new ArrayList<>();
    group(pods).forEach((key, own) -> holders.add(key.holder(own)));
    holders.sort(BY_NAME);
    return Rows.of(holders);
  }
}
