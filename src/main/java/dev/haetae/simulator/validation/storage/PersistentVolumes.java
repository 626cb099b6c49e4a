package dev.haetae.simulator.validation.storage;

import dev.haetae.resource.Quantity;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.NodeSelectors;
import dev.haetae.simulator.validation.meta.Sameness;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The validation of PersistentVolumes.
 *
 * <p>Mirrors {@code ValidatePersistentVolume} and {@code ValidatePersistentVolumeUpdate} of {@code
 * pkg/apis/core/validation/validation.go}, and {@code pkg/volume/validation/pv_validation.go}. The
 * difference that the API server prints below a changed source is left out.
 */
public final class PersistentVolumes {
  /** The sources in the order in which they are looked for: the second one is refused. */
  private static final List<String> SOURCES =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "glusterfs",
          "flocker",
          "nfs",
          "rbd",
          "quobyte",
          "cephfs",
          "iscsi",
          "cinder",
          "fc",
          "flexVolume",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "scaleIO",
          "local",
          "storageos",
          "csi");

  private static final Set<String> TAKE_MOUNT_OPTIONS =
      Set.of(
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "glusterfs",
          "nfs",
          "rbd",
          "quobyte",
          "iscsi",
          "cinder",
          "cephfs",
          "azureFile",
          "vsphereVolume",
          "azureDisk",
          "photonPersistentDisk");
  private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";
  private static final List<String> CSI_SECRETS =
      List.of(
          "controllerPublishSecretRef",
          "controllerExpandSecretRef",
          "nodePublishSecretRef",
          "nodeExpandSecretRef");
  private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Recycle", "Retain");
  private static final Map<String, String> NEWER_LABELS =
      Map.of(
          "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region",
          "beta.kubernetes.io/os", "kubernetes.io/os",
          "beta.kubernetes.io/arch", "kubernetes.io/arch",
          "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");

  private PersistentVolumes() {}

  /** Checks a new volume. */
  public static void check(Part volume) {
    checkVolume(volume);
    checkMountOptions(volume);
  }

  private static void checkVolume(Part volume) {
    Metadata.check(volume, NameSyntax::subdomain);
    Part spec = volume.object("spec");
    CauseList causes = volume.causes();
    spec.require("accessModes");
    ClaimSpecs.checkAccessModes(spec);
    checkCapacity(spec);
    spec.oneOfOrDefault("persistentVolumeReclaimPolicy", RECLAIM_POLICIES);
    boolean affine = NodeSelectors.checkVolumeAffinity(spec);
    checkSources(spec, Metadata.name(volume.object("metadata")), affine);
    if (spec.has("hostPath")
        && isRoot(spec.object("hostPath").text("path"))
        && spec.text("persistentVolumeReclaimPolicy").equals("Recycle")) {
      causes.forbidden(
          spec.at("persistentVolumeReclaimPolicy"),
          "may not be 'recycle' for a hostPath mount of '/'");
    }
    ClaimSpecs.checkClassName(spec, "storageClassName");
    spec.oneOf("volumeMode", ClaimSpecs.VOLUME_MODES);
    String attributes = spec.textOrNull("volumeAttributesClassName");
    if (attributes != null) {
      if (attributes.isEmpty()) {
        causes.required(spec.at("volumeAttributesClassName"), "an empty string is disallowed");
      }
      ClaimSpecs.checkClassName(spec, "volumeAttributesClassName");
      if (!spec.has("csi")) {
        causes.required(spec.at("csi"), "has to be specified when using volumeAttributesClassName");
      }
    }
  }

  // As path.Clean would make it; steps up are refused anyway.
  private static boolean isRoot(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' && path.charAt(i) != '.') {
        return false;
      }
    }
    return path.startsWith("/") && !path.contains("..");
  }

  private static void checkCapacity(Part spec) {
    CauseList causes = spec.causes();
    ObjectValue capacity = spec.map("capacity");
    if (capacity.size() == 0) {
      causes.required(spec.at("capacity"), "");
    }
    if (!capacity.has("storage") || capacity.size() > 1) {
      causes.notSupported(
          spec.at("capacity"),
          capacity.size() == 0 ? spec.get("capacity") : canonical(capacity),
          List.of("storage"));
    }
    for (int i = 0; i < capacity.size() && !causes.isFull(); i++) {
      Place place = spec.at("capacity").key(capacity.key(i));
      Quantity quantity = Part.quantity(capacity.value(i));
      if (quantity == null) {
        continue;
      }
      if (quantity.value() < 0) {
        causes.invalid(place, quantity.value(), "must be a valid resource quantity");
      }
      if (quantity.signum() <= 0) {
        causes.invalid(place, Part.amount(capacity.value(i)), "must be greater than zero");
      }
    }
  }

  private static ObjectValue canonical(ObjectValue amounts) {
    ObjectValue.Builder out = new ObjectValue.Builder(amounts.size());
    for (int i = 0; i < amounts.size(); i++) {
      out.put(amounts.key(i), new StringValue(Part.amount(amounts.value(i))));
    }
    return out.build();
  }

  private static void checkSources(Part spec, String name, boolean affine) {
    CauseList causes = spec.causes();
    int found = 0;
    for (String source : SOURCES) {
      if (!spec.has(source)) {
        continue;
      }
      if (found > 0 && !source.equals("flexVolume")) {
        String place = source.equals("cephfs") ? "cephFS" : source;
        causes.forbidden(spec.at(place), "may not specify more than 1 volume type");
        continue;
      }
      found++;
      Part object = spec.object(source);
      if (source.equals("gcePersistentDisk")) {
        object = object.at(spec.at("persistentDisk"));
      }
      VolumeSources.check(source, object, true);
      if (source.equals("csi")) {
        checkCsi(object);
      }
      if (source.equals("local") && !affine) {
        causes.required(spec.at("nodeAffinity"), "Local volume requires node affinity");
      }
      if (source.equals("iscsi") && VolumeSources.isPortalTooLong(object, name)) {
        causes.invalid(
            object.at("targetportal"),
            object.text("targetPortal"),
            "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
                + " iscsi.initiatorName is specified.");
      }
    }
    if (found == 0) {
      causes.required(spec.place(), "must specify a volume type");
    }
  }

  private static void checkCsi(Part csi) {
    VolumeSources.checkDriver(csi);
    csi.require("volumeHandle");
    for (String field : CSI_SECRETS) {
      if (csi.has(field)) {
        Part secret = csi.object(field);
        secret.require("name", "namespace");
        ClaimSpecs.checkClassName(secret, "name");
        String namespace = secret.text("namespace");
        if (!namespace.isEmpty()) {
          csi.causes().invalid(secret.at("namespace"), namespace, NameSyntax.label(namespace));
        }
      }
    }
  }

  private static void checkMountOptions(Part volume) {
    Part metadata = volume.object("metadata");
    ObjectValue spec = volume.map("spec");
    if (metadata.map("annotations").has(MOUNT_OPTIONS)
        && TAKE_MOUNT_OPTIONS.stream().noneMatch(spec::has)) {
      volume
          .causes()
          .forbidden(
              metadata.at("annotations").child(MOUNT_OPTIONS),
              "may not specify mount options for this volume type");
    }
  }

  /** Checks a changed volume: its source, mode and node affinity are fixed. */
  public static void checkUpdate(Part volume, Part old) {
    check(volume);
    checkVolume(volume);
    Part spec = volume.object("spec");
    Part before = old.object("spec");
    if (!sameSources(spec, before)) {
      volume
          .causes()
          .forbidden(
              spec.at("persistentvolumesource"),
              "spec.persistentvolumesource is immutable after creation");
    }
    Sameness.checkImmutable(spec, before, "volumeMode", Place.of("volumeMode"));
    Value affinity = spec.get("nodeAffinity");
    if (before.has("nodeAffinity")
        && !Sameness.same("nodeAffinity", affinity, newer(before.get("nodeAffinity"), affinity))) {
      volume
          .causes()
          .invalid(
              Place.of("nodeAffinity"),
              affinity,
              NodeSelectors.VOLUME_AFFINITY,
              "field is immutable, except for updating from beta label to GA");
    }
    if (before.has("volumeAttributesClassName") && !spec.has("volumeAttributesClassName")) {
      volume
          .causes()
          .forbidden(
              spec.at("volumeAttributesClassName"),
              "update from non-nil value to nil is forbidden");
    }
  }

  private static boolean sameSources(Part spec, Part before) {
    for (String source : SOURCES) {
      Value now = spec.get(source);
      String secret = "controllerExpandSecretRef";
      if (source.equals("csi")
          && now instanceof ObjectValue csi
          && before.has("csi")
          && !before.object("csi").has(secret)) {
        now = csi.without(secret);
      }
      if (!Sameness.same(source, now, before.get(source))) {
        return false;
      }
    }
    return true;
  }

  // The old value with every older label by its newer name, where the new value has that. As it
  // stands upstream, an empty key is the newer name of every other label.
  private static Value newer(Value old, Value now) {
    return switch (old) {
      case ObjectValue object when now instanceof ObjectValue other -> {
        ObjectValue.Builder out = new ObjectValue.Builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          String field = object.key(i);
          out.put(
              field,
              field.equals("key")
                  ? new StringValue(newerKey(object.text(field), other.text(field)))
                  : newer(object.value(i), other.get(field)));
        }
        yield out.build();
      }
      case ArrayValue array
          when now instanceof ArrayValue other && array.size() == other.size() -> {
        ArrayValue.Builder out = new ArrayValue.Builder();
        for (int i = 0; i < array.size(); i++) {
          out.add(newer(array.get(i), other.get(i)));
        }
        yield out.build();
      }
      default -> old;
    };
  }

  private static String newerKey(String old, String now) {
    return NEWER_LABELS.getOrDefault(old, "").equals(now) ? now : old;
  }
}
