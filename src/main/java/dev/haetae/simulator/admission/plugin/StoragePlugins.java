package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.StorageClass;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.admission.request.Refusal;
import dev.haetae.simulator.binding.DefaultStorageClass;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.PodAmounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plugins for claims and volumes: the default class, the finalizers that keep what is in use,
 * and the growth of claims.
 *
 * <p>Mirrors {@code plugin/pkg/admission/storage}.
 */
public final class StoragePlugins {
  private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final Map<GroupKind, String> FINALIZERS =
      Map.of(
          GroupKind.PERSISTENT_VOLUME,
          "kubernetes.io/pv-protection",
          GroupKind.PERSISTENT_VOLUME_CLAIM,
          "kubernetes.io/pvc-protection",
          new GroupKind("storage.k8s.io", "VolumeAttributesClass"),
          "kubernetes.io/vac-protection");

  private StoragePlugins() {}

  /** Gives a claim that names no class the default one; returns null. */
  public static @Nullable Refusal defaultClass(Attributes request) {
    if (!request.isOf(GroupKind.PERSISTENT_VOLUME_CLAIM) || !request.isCreate()) {
      return null;
    }
    ObjectValue spec = request.spec();
    if (spec.has("storageClassName") || annotations(request.object()).has(BETA_CLASS)) {
      return null;
    }
    StorageClass standard = DefaultStorageClass.of(request.world());
    if (standard != null) {
      request.replaceSpec(Trees.with(spec, "storageClassName", standard.name()));
    }
    return null;
  }

  private static ObjectValue annotations(ObjectValue object) {
    return Trees.object(Trees.object(object, "metadata"), "annotations");
  }

  /** Gives claims and volumes the finalizer that keeps them while they are in use; returns null. */
  public static @Nullable Refusal protect(Attributes request) {
    String finalizer = FINALIZERS.get(request.kind());
    if (finalizer == null || !request.isCreate()) {
      return null;
    }
    StringValue name = new StringValue(finalizer);
    request.replace(
        Trees.change(
            request.object(),
            "metadata",
            metadata ->
                has(metadata, name) ? metadata : Trees.append(metadata, "finalizers", name)));
    return null;
  }

  private static boolean has(ObjectValue metadata, StringValue finalizer) {
    ArrayValue finalizers = Trees.array(metadata, "finalizers");
    for (int i = 0; i < finalizers.size(); i++) {
      if (finalizers.get(i).equals(finalizer)) {
        return true;
      }
    }
    return false;
  }

  /** Sees that a claim that grows may; returns null when it may pass. */
  public static @Nullable Refusal resize(Attributes request) {
    ObjectValue existing = request.existing();
    if (existing == null || !request.isOf(GroupKind.PERSISTENT_VOLUME_CLAIM)) {
      return null;
    }
    Amount before = size(existing);
    if (size(request.object()).compareTo(before) <= 0) {
      return null;
    }
    if (!Trees.object(existing, "status").text("phase").equals("Bound")) {
      return Refusal.forbidden(request, "Only bound persistent volume claims can be expanded");
    }
    String name = classOf(request.object());
    if (!name.isEmpty() && name.equals(classOf(existing))) {
      ObjectValue found = request.find(GroupKind.STORAGE_CLASS, name);
      if (found == null
          ? !request.world().isClosed()
          : Trees.isTrue(found, "allowVolumeExpansion")) {
        return null;
      }
    }
    return Refusal.forbidden(
        request,
        "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
            + " pvc must support resize");
  }

  private static Amount size(ObjectValue claim) {
    ObjectValue resources = Trees.object(Trees.object(claim, "spec"), "resources");
    return PodAmounts.of(Trees.object(resources, "requests")).getOrDefault("storage", Amount.ZERO);
  }

  /** The class that a claim names; empty for none. */
  public static String classOf(ObjectValue claim) {
    ObjectValue annotations = annotations(claim);
    return annotations.has(BETA_CLASS)
        ? annotations.text(BETA_CLASS)
        : Trees.object(claim, "spec").text("storageClassName");
  }
}
