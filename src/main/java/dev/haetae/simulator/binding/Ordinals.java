package dev.haetae.simulator.binding;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.ClaimTemplate;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;

/**
 * The pods of a StatefulSet, each of which has an ordinal, and with it a name and claims of its
 * own.
 *
 * @param first the lowest ordinal
 * @param replicas how many pods there are to be; 0 or more
 */
public record Ordinals(Resource set, long first, long replicas) {
  /** As many as anybody has: what is written beyond is looked at no further. */
  public static final int MOST = 1000;

  /** The pods of this set. */
  public static Ordinals of(Resource set) {
    ObjectView spec = set.view().object("spec");
    // The API server refuses what is below, and what is beyond has no pod with a name.
    long first = Math.clamp(spec.object("ordinals").integer("start", 0), 0, Integer.MAX_VALUE);
    return new Ordinals(set, first, Math.max(0, spec.integer("replicas", 1)));
  }

  /** The name of the {@code index}-th pod, from 0. */
  public String podName(long index) {
    return set.name() + '-' + (first + index);
  }

  /** The claim of the {@code index}-th pod: the one that is there, else as it will be made. */
  public PersistentVolumeClaim claim(ClaimTemplate template, long index, Inventory inventory) {
    String name = template.claimName(podName(index));
    PersistentVolumeClaim found = inventory.claim(set.namespace(), name);
    return found == null ? template.claim(set.namespace(), name) : found;
  }
}
