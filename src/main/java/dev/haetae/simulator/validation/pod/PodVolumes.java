package dev.haetae.simulator.validation.pod;

import dev.haetae.resource.Quantity;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.storage.ClaimSpecs;
import dev.haetae.simulator.validation.storage.VolumePaths;
import dev.haetae.simulator.validation.storage.VolumeSources;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The validation of a pod's volumes.
 *
 * <p>Mirrors {@code ValidateVolumes} of {@code pkg/apis/core/validation/validation.go}.
 */
final class PodVolumes {
  /** The sources in the order in which they are looked for: the second one is refused. */
  private static final List<String> SOURCES =
      List.of(
          "emptyDir",
          "hostPath",
          "gitRepo",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "secret",
          "nfs",
          "iscsi",
          "glusterfs",
          "flocker",
          "persistentVolumeClaim",
          "rbd",
          "cinder",
          "cephfs",
          "quobyte",
          "downwardAPI",
          "fc",
          "flexVolume",
          "configMap",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "storageos",
          "projected",
          "scaleIO",
          "csi",
          "ephemeral",
          "image");

  /** The names by which the refusal of a second source calls it, where they are others. */
  private static final Map<String, String> CALLED =
      Map.of("cephfs", "cephFS", "downwardAPI", "downwarAPI");

  private final PodScope scope;
  private final String pod;

  /**
   * The volumes of a pod.
   *
   * @param pod its name; empty in a template
   */
  PodVolumes(PodScope scope, String pod) {
    this.scope = scope;
    this.pod = pod;
  }

  void check() {
    CauseList causes = scope.spec().causes();
    Set<String> created = new HashSet<>();
    for (Part volume : scope.spec().objects("volumes")) {
      if (!pod.isEmpty() && volume.has("ephemeral")) {
        created.add(pod + '-' + volume.text("name"));
      }
    }
    for (Part volume : scope.spec().objects("volumes")) {
      int before = causes.size();
      String source = checkSources(volume);
      String name = volume.text("name");
      if (name.isEmpty()) {
        causes.required(volume.at("name"), "");
      } else {
        causes.invalid(volume.at("name"), name, NameSyntax.label(name));
      }
      if (scope.volumes().containsKey(name)) {
        causes.duplicate(volume.at("name"), name);
      }
      if (causes.size() == before) {
        scope.volumes().put(name, source);
      }
      Part claim = volume.object("persistentVolumeClaim");
      if (created.contains(claim.text("claimName"))) {
        causes.invalid(
            claim.at("claimName"),
            claim.text("claimName"),
            "must not reference a PVC that gets created for an ephemeral volume");
      }
    }
  }

  private String checkSources(Part volume) {
    CauseList causes = volume.causes();
    String found = "";
    for (String source : SOURCES) {
      if (!volume.has(source)) {
        continue;
      }
      if (found.isEmpty()) {
        found = source;
        checkSource(source, volume);
      } else {
        causes.forbidden(
            volume.at(CALLED.getOrDefault(source, source)),
            "may not specify more than 1 volume type");
      }
    }
    if (found.isEmpty()) {
      causes.required(volume.place(), "must specify a volume type");
    }
    return found;
  }

  private void checkSource(String name, Part volume) {
    Part source = volume.object(name);
    if (name.equals("gcePersistentDisk")) {
      source = source.at(volume.at("persistentDisk"));
    }
    VolumeSources.check(name, source, false);
    switch (name) {
      case "emptyDir" -> checkSizeLimit(source);
      case "secret", "configMap" -> {
        VolumePaths.checkMode(source, "defaultMode");
        checkItems(source);
      }
      case "iscsi" -> checkPortal(source, volume);
      case "downwardAPI" -> {
        VolumePaths.checkMode(source, "defaultMode");
        // Every file is named as if it were the whole.
        source.objects("items").forEach(file -> checkDownward(file.at(source(volume))));
      }
      case "projected" -> ProjectedVolumes.check(source);
      case "csi" -> checkCsi(source);
      case "ephemeral" -> checkEphemeral(source, volume);
      case "image" -> {
        if (scope.ofPod()) {
          source.require("reference");
        }
        source.oneOfOrDefault("pullPolicy", Containers.PULL_POLICIES);
      }
      default -> {
        // Checked as a volume's.
      }
    }
  }

  private static Place source(Part volume) {
    return volume.at("downwardAPI");
  }

  private static void checkSizeLimit(Part source) {
    Quantity limit = Part.quantity(source.get("sizeLimit"));
    if (limit != null && limit.signum() < 0) {
      source
          .causes()
          .forbidden(source.at("sizeLimit"), "SizeLimit field must be a valid resource quantity");
    }
  }

  private static void checkPortal(Part source, Part volume) {
    if (VolumeSources.isPortalTooLong(source, volume.text("name"))) {
      source
          .causes()
          .invalid(
              volume.at("name"),
              volume.text("name"),
              "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
                  + " iscsi.initiatorName is specified.");
    }
  }

  /** Checks the keys that a volume shows, and where. */
  static void checkItems(Part source) {
    for (Part item : source.objects("items")) {
      item.require("key", "path");
      VolumePaths.checkNotReserved(item.text("path"), item.at("path"), item.causes());
      VolumePaths.checkMode(item, "mode");
    }
  }

  /** Checks a file that shows a field of the pod. */
  static void checkDownward(Part file) {
    CauseList causes = file.causes();
    file.require("path");
    VolumePaths.checkNotReserved(file.text("path"), file.at("path"), causes);
    if (file.has("fieldRef")) {
      Environment.checkFieldRef(file.object("fieldRef"), Environment.FILE_FIELDS);
      if (file.has("resourceFieldRef")) {
        causes.invalid(
            file.place(),
            "resource",
            "fieldRef and resourceFieldRef can not be specified simultaneously");
      }
    } else if (file.has("resourceFieldRef")) {
      Environment.checkResourceRef(file.object("resourceFieldRef"), true);
    } else {
      causes.required(file.place(), "one of fieldRef and resourceFieldRef is required");
    }
    VolumePaths.checkMode(file, "mode");
  }

  private static void checkCsi(Part source) {
    VolumeSources.checkDriver(source);
    Part secret = source.objectOrNull("nodePublishSecretRef");
    if (secret != null) {
      secret.require("name");
      String name = secret.text("name");
      if (!name.isEmpty()) {
        source.causes().invalid(source.at("name"), name, NameSyntax.subdomain(name));
      }
    }
  }

  private void checkEphemeral(Part source, Part volume) {
    CauseList causes = source.causes();
    if (source.has("volumeClaimTemplate")) {
      ClaimSpecs.checkTemplate(source.object("volumeClaimTemplate"));
    } else {
      causes.required(source.at("volumeClaimTemplate"), "");
    }
    String name = volume.text("name");
    if (!pod.isEmpty() && !name.isEmpty()) {
      String claim = pod + '-' + name;
      for (String fault : NameSyntax.subdomain(claim)) {
        causes.invalid(volume.at("name"), name, "PVC name \"" + claim + "\": " + fault);
      }
    }
  }
}
