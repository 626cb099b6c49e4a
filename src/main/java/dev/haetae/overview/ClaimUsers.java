package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The claims of a world and the unfinished pods that mount each, there or not. */
final class ClaimUsers {
  private final SortedMap<Key, PersistentVolumeClaim> claims = new TreeMap<>();
  private final Map<Key, List<PlacedPod>> users = new TreeMap<>();
  // Several volumes may name one claim, which has many pods.
  private final Map<Key, Rows<Holder>> holders = new TreeMap<>();

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

  /** The holders of the pods that mount a claim. */
  Rows<Holder> of(String namespace, String name) {
    return holders.computeIfAbsent(
        new Key(namespace, name), key -> Holders.of(users.getOrDefault(key, List.of())));
  }
}
