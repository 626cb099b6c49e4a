package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.plugin.StoragePlugins;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The count of claims and of the storage that they ask for, in all and by class, {@code
 * pkg/quota/v1/evaluator/core/persistent_volume_claims.go}.
 */
enum ClaimUsage implements Evaluator {
  /** The one there is. */
  INSTANCE;

  private static final String COUNT = "count/persistentvolumeclaims";
  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String STORAGE = "requests.storage";
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";
  private static final String SCOPE = "VolumeAttributesClass";

  @Override
  public boolean handles(ObjectValue object, @Nullable ObjectValue existing) {
    return true;
  }

  @Override
  public boolean counts(String resource) {
    return resource.equals(COUNT)
        || resource.equals(CLAIMS)
        || resource.equals(STORAGE)
        || resource.endsWith(OF_CLASS + CLAIMS)
        || resource.endsWith(OF_CLASS + STORAGE);
  }

  @Override
  public boolean isWithin(Scope scope, ObjectValue claim) {
    if (!scope.name().equals(SCOPE)) {
      return false;
    }
    List<String> names = new ArrayList<>();
    ObjectValue status = Trees.object(claim, "status");
    add(names, Trees.object(claim, "spec").text("volumeAttributesClassName"));
    add(names, status.text("currentVolumeAttributesClassName"));
    add(names, Trees.object(status, "modifyVolumeStatus").text("targetVolumeAttributesClassName"));
    return names.isEmpty() ? scope.selects(null) : names.stream().anyMatch(scope::selects);
  }

  private static void add(List<String> names, String name) {
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  @Override
  public Map<String, Amount> usage(ObjectValue claim) {
    Map<String, Amount> usage = new HashMap<>();
    usage.put(COUNT, Amount.of(1));
    usage.put(CLAIMS, Amount.of(1));
    String storageClass = StoragePlugins.classOf(claim);
    if (!storageClass.isEmpty()) {
      usage.put(storageClass + OF_CLASS + CLAIMS, Amount.of(1));
    }
    Amount storage = storage(claim);
    if (storage != null) {
      usage.put(STORAGE, storage);
      if (!storageClass.isEmpty()) {
        usage.put(storageClass + OF_CLASS + STORAGE, storage);
      }
    }
    return usage;
  }

  private static @Nullable Amount storage(ObjectValue claim) {
    ObjectValue resources = Trees.object(Trees.object(claim, "spec"), "resources");
    Amount asked = PodAmounts.of(Trees.object(resources, "requests")).get("storage");
    ObjectValue status = Trees.object(claim, "status");
    Amount allocated = PodAmounts.of(Trees.object(status, "allocatedResources")).get("storage");
    if (asked == null) {
      return null;
    }
    Amount most = allocated == null ? asked : asked.max(allocated);
    return most.roundedUp();
  }
}
