package dev.haetae.simulator.validation.storage;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The validation of the volume sources that pods and PersistentVolumes share.
 *
 * <p>Mirrors {@code validateNFSVolumeSource} and its like of {@code
 * pkg/apis/core/validation/validation.go}.
 */
public final class VolumeSources {
  /** The fields that a source must have; all that is asked of most. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("gitRepo", List.of("repository")),
          Map.entry("gcePersistentDisk", List.of("pdName")),
          Map.entry("awsElasticBlockStore", List.of("volumeID")),
          Map.entry("nfs", List.of("server", "path")),
          Map.entry("iscsi", List.of("targetPortal", "iqn")),
          Map.entry("glusterfs", List.of("endpoints", "path")),
          Map.entry("persistentVolumeClaim", List.of("claimName")),
          Map.entry("rbd", List.of("monitors", "image")),
          Map.entry("cinder", List.of("volumeID")),
          Map.entry("cephfs", List.of("monitors")),
          Map.entry("flexVolume", List.of("driver")),
          Map.entry("azureFile", List.of("secretName", "shareName")),
          Map.entry("azureDisk", List.of("diskName", "diskURI")),
          Map.entry("vsphereVolume", List.of("volumePath")),
          Map.entry("photonPersistentDisk", List.of("pdID")),
          Map.entry("portworxVolume", List.of("volumeID")),
          Map.entry("scaleIO", List.of("gateway", "system", "volumeName")),
          Map.entry("secret", List.of("secretName")),
          Map.entry("configMap", List.of("name")),
          Map.entry("hostPath", List.of("path")),
          Map.entry("local", List.of("path")));

  private static final Map<String, Pattern> ISCSI_NAMES =
      Map.of(
          "iqn", Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[\\p{Alnum}\\-.]++(:[^,;*&$|\\s]++)$"),
          "eui", Pattern.compile("^eui.\\p{Alnum}{16}$"),
          "naa", Pattern.compile("^naa.\\p{Alnum}{32}$"));
  private static final List<String> HOST_PATH_TYPES =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");
  private static final int LONGEST_PORTAL = 64;

  private VolumeSources() {}

  /**
   * Checks a source.
   *
   * @param name its field, such as {@code hostPath}
   * @param source its object, with the place that causes name
   * @param ofVolume whether it is a PersistentVolume's
   */
  public static void check(String name, Part source, boolean ofVolume) {
    List<String> required = REQUIRED.get(name);
    if (required != null) {
      source.require(required.toArray(String[]::new));
    }
    switch (name) {
      case "hostPath" -> checkHostPath(source);
      case "local" ->
          VolumePaths.checkNoBacksteps(source.text("path"), source.at("path"), source.causes());
      case "gitRepo" ->
          VolumePaths.checkDescending(
              source.text("directory"), source.at("directory"), source.causes());
      case "nfs" -> checkAbsolute(source);
      case "gcePersistentDisk", "awsElasticBlockStore" -> checkPartition(source);
      case "iscsi" -> checkIscsi(source, ofVolume);
      case "fc" -> checkFibreChannel(source);
      case "quobyte" -> checkQuobyte(source);
      case "flocker" -> checkFlocker(source);
      case "flexVolume" -> checkOptions(source);
      case "cinder" -> checkSecret(source, ofVolume);
      case "azureDisk" -> checkAzureDisk(source);
      case "storageos" -> checkStorageOs(source, ofVolume);
      case "glusterfs" -> checkEndpointsNamespace(source, ofVolume);
      case "azureFile" -> {
        String namespace = source.textOrNull("secretNamespace");
        if (ofVolume && namespace != null && namespace.isEmpty()) {
          source.causes().required(source.at("secretNamespace"), "");
        }
      }
      default -> {
        // Its required fields are all.
      }
    }
  }

  private static void checkHostPath(Part source) {
    if (!source.text("path").isEmpty()) {
      VolumePaths.checkNoBacksteps(source.text("path"), source.at("path"), source.causes());
      source.oneOf("type", HOST_PATH_TYPES);
    }
  }

  private static void checkAbsolute(Part source) {
    String path = source.text("path");
    if (!path.startsWith("/")) {
      source.causes().invalid(source.at("path"), path, "must be an absolute path");
    }
  }

  private static void checkPartition(Part source) {
    long partition = source.number("partition", 0);
    if (partition < 0 || partition > 255) {
      source
          .causes()
          .invalid(source.at("partition"), partition, "must be between 1 and 255, inclusive");
    }
  }

  private static void checkIscsi(Part source, boolean ofVolume) {
    String format = "must be valid format";
    String longer = format + " starting with iqn, eui, or naa";
    checkIscsiName(source, "iqn", "iqn", ofVolume ? format : longer);
    source.within("lun", 0, 255);
    if ((source.flag("chapAuthDiscovery") || source.flag("chapAuthSession"))
        && !source.has("secretRef")) {
      source.causes().required(source.at("secretRef"), "");
    }
    if (ofVolume && source.has("secretRef") && source.object("secretRef").text("name").isEmpty()) {
      source.causes().required(source.object("secretRef").at("name"), "");
    }
    if (source.has("initiatorName")) {
      checkIscsiName(source, "initiatorName", "initiatorname", ofVolume ? format : longer);
    }
  }

  private static void checkIscsiName(Part source, String field, String place, String unknown) {
    String name = source.text(field);
    if (name.isEmpty() && field.equals("iqn")) {
      return;
    }
    Pattern pattern = name.length() < 3 ? null : ISCSI_NAMES.get(name.substring(0, 3));
    if (pattern == null) {
      source.causes().invalid(source.at(place), name, unknown);
    } else if (!pattern.matcher(name).find()) {
      source.causes().invalid(source.at(place), name, "must be valid format");
    }
  }

  /** Returns whether a name and a portal are too long for an initiator that is named. */
  public static boolean isPortalTooLong(Part source, String name) {
    return source.has("initiatorName")
        && NameSyntax.bytes(name + ':' + source.text("targetPortal")) > LONGEST_PORTAL;
  }

  private static void checkFibreChannel(Part source) {
    CauseList causes = source.causes();
    boolean wwns = source.list("targetWWNs").size() > 0;
    boolean wwids = source.list("wwids").size() > 0;
    if (!wwns && !wwids) {
      causes.required(
          source.at("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
    }
    if (wwns && wwids) {
      causes.invalid(
          source.at("targetWWNs"),
          source.get("targetWWNs"),
          "targetWWNs and wwids can not be specified simultaneously");
    }
    if (wwns && !source.has("lun")) {
      causes.required(source.at("lun"), "lun is required if targetWWNs is specified");
    } else if (wwns) {
      source.within("lun", 0, 255);
    }
  }

  private static void checkQuobyte(Part source) {
    CauseList causes = source.causes();
    String registry = source.text("registry");
    String pairs = "must be a host:port pair or multiple pairs separated by commas";
    if (registry.isEmpty()) {
      causes.required(source.at("registry"), pairs);
    } else if (NameSyntax.bytes(source.text("tenant")) >= 65) {
      causes.required(
          source.at("tenant"), "must be a UUID and may not exceed a length of 64 characters");
    } else {
      for (String pair : registry.split(",", -1)) {
        int colon = pair.lastIndexOf(':');
        if (colon < 0 || (pair.indexOf(':') < colon && !pair.startsWith("["))) {
          causes.invalid(source.at("registry"), registry, pairs);
        }
      }
    }
    source.require("volume");
  }

  private static void checkFlocker(Part source) {
    CauseList causes = source.causes();
    String name = source.text("datasetName");
    boolean byId = !source.text("datasetUUID").isEmpty();
    if (name.isEmpty() && !byId) {
      causes.required(source.place(), "one of datasetName and datasetUUID is required");
    }
    if (!name.isEmpty() && byId) {
      causes.invalid(
          source.place(),
          "resource",
          "datasetName and datasetUUID can not be specified simultaneously");
    }
    if (name.contains("/")) {
      causes.invalid(source.at("datasetName"), name, "must not contain '/'");
    }
  }

  private static void checkOptions(Part source) {
    ObjectValue options = source.map("options");
    for (int i = 0; i < options.size(); i++) {
      String key = options.key(i);
      int slash = key.indexOf('/');
      String domain = '.' + (slash < 0 ? key : key.substring(0, slash)).toLowerCase(Locale.ROOT);
      if (domain.endsWith(".kubernetes.io") || domain.endsWith(".k8s.io")) {
        source
            .causes()
            .invalid(
                source.at("options").key(key),
                key,
                "kubernetes.io and k8s.io namespaces are reserved");
      }
    }
  }

  private static void checkSecret(Part source, boolean ofVolume) {
    Part secret = source.objectOrNull("secretRef");
    if (secret != null) {
      secret.require("name");
      if (ofVolume) {
        secret.require("namespace");
      }
    }
  }

  private static void checkAzureDisk(Part source) {
    CauseList causes = source.causes();
    source.oneOf("cachingMode", List.of("None", "ReadOnly", "ReadWrite"));
    source.oneOf("kind", List.of("Dedicated", "Managed", "Shared"));
    String kind = source.textOrNull("kind");
    String uri = source.text("diskURI");
    if (kind == null) {
      return;
    }
    if (kind.equals("Managed") && !uri.startsWith("/subscriptions/")) {
      causes.notSupported(
          source.at("diskURI"),
          uri,
          List.of(
              "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks"
                  + "/{disk-id}"));
    }
    if (!kind.equals("Managed") && !uri.startsWith("https://")) {
      causes.notSupported(
          source.at("diskURI"),
          uri,
          List.of("https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"));
    }
  }

  private static void checkStorageOs(Part source, boolean ofVolume) {
    CauseList causes = source.causes();
    String name = source.text("volumeName");
    if (name.isEmpty()) {
      causes.required(source.at("volumeName"), "");
    } else {
      causes.invalid(source.at("volumeName"), name, NameSyntax.label(name));
    }
    String namespace = source.text("volumeNamespace");
    if (!namespace.isEmpty()) {
      causes.invalid(source.at("volumeNamespace"), namespace, NameSyntax.label(namespace));
    }
    checkSecret(source, ofVolume);
  }

  private static void checkEndpointsNamespace(Part source, boolean ofVolume) {
    String namespace = source.textOrNull("endpointsNamespace");
    if (!ofVolume || namespace == null) {
      return;
    }
    if (namespace.isEmpty()) {
      source
          .causes()
          .invalid(
              source.at("endpointsNamespace"),
              namespace,
              "if the endpointnamespace is set, it must be a valid namespace name");
    } else {
      source
          .causes()
          .invalid(source.at("endpointsNamespace"), namespace, NameSyntax.label(namespace));
    }
  }

  /** Checks the name of a CSI driver. */
  public static void checkDriver(Part source) {
    String driver = source.text("driver");
    CauseList causes = source.causes();
    if (driver.isEmpty()) {
      causes.required(source.at("driver"), "");
      return;
    }
    if (NameSyntax.bytes(driver) > 63) {
      causes.tooLong(source.at("driver"), 63);
    }
    causes.invalid(
        source.at("driver"), driver, NameSyntax.subdomain(driver.toLowerCase(Locale.ROOT)));
  }
}
