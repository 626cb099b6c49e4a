package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The claims of a world and the unfinished pods that mount each, there or not. */
final class ClaimUsers {
  private final SortedMap<Key, PersistentVolumeClaim> claims = new TreeMap<>();
  private final Map<Key, List<PlacedPod>> users = new HashMap<>();

  /** The name of a claim; in order, so that no names can be chosen that have one hash. */
  record Key(String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = namespace.compareTo(other.namespace);
      return order == 0 ? name.compareTo(other.name) : order;
    }
  }

  ClaimUsers(Census census) {
    for (PersistentVolumeClaim claim : census.claims()) {
      claims.put(new Key(claim.namespace(), claim.name()), claim);
    }
    for (PlacedPod pod : census.pods()) {
      for (String claim : pod.claims()) {
        List<PlacedPod> pods =
            users.computeIfAbsent(new Key(pod.namespace(), claim), _ -> new ArrayList<>(1));
        // Two volumes of a pod may be one claim.
        if (pods.isEmpty() || !pods.getLast().equals(pod)) {
          pods.add(pod);
        }
      }
    }
  }

  /** The claim of this name; null when it is not there. */
  @Nullable PersistentVolumeClaim claim(String namespace, String name) {
    return claims.get(new Key(namespace, name));
  }

  /** What keeps the pods that mount a claim. */
  Rows<Holder> of(String namespace, String name) {
    return Holders.of(users.getOrDefault(new Key(namespace, name), List.of()));
  }
}
