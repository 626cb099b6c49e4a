package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.field.Place;
import dev.haetae.simulator.validation.storage.VolumePaths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The validation of where a container sees volumes, as files and as devices.
 *
 * <p>Mirrors {@code ValidateVolumeMounts} and {@code ValidateVolumeDevices} of {@code
 * pkg/apis/core/validation/validation.go}, which name some fields without the index.
 */
final class VolumeMounts {
  private static final List<String> PROPAGATIONS =
      List.of("Bidirectional", "HostToContainer", "None");
  private static final List<String> RECURSIONS = List.of("Disabled", "Enabled", "IfPossible");

  private final Part container;
  private final CauseList causes;
  private final Map<String, String> volumes;

  /**
   * The mounts of a container.
   *
   * @param volumes the pod's volumes by name, each with its source
   */
  VolumeMounts(Part container, Map<String, String> volumes) {
    this.container = container;
    this.causes = container.causes();
    this.volumes = volumes;
  }

  void check() {
    Map<String, String> mounts = byName("volumeMounts", "mountPath");
    Map<String, String> devices = byName("volumeDevices", "devicePath");
    checkMounts(devices);
    checkDevices(mounts);
  }

  private Map<String, String> byName(String list, String path) {
    Map<String, String> paths = new HashMap<>();
    for (Part element : container.objects(list)) {
      paths.put(element.text("name"), element.text(path));
    }
    return paths;
  }

  private void checkMounts(Map<String, String> devices) {
    Set<String> devicePaths = new HashSet<>(devices.values());
    Set<String> paths = new HashSet<>();
    Place list = container.at("volumeMounts");
    for (Part mount : container.objects("volumeMounts")) {
      String name = mount.text("name");
      String path = mount.text("mountPath");
      mount.require("name");
      if (!volumes.containsKey(name)) {
        causes.notFound(mount.at("name"), name, "");
      }
      mount.require("mountPath");
      if (!paths.add(path)) {
        causes.invalid(mount.at("mountPath"), path, "must be unique");
      }
      if (devices.containsKey(name)) {
        causes.invalid(mount.at("name"), name, "must not already exist in volumeDevices");
      }
      if (devicePaths.contains(path)) {
        causes.invalid(
            mount.at("mountPath"), path, "must not already exist as a path in volumeDevices");
      }
      checkSubPaths(mount, list);
      if (mount.has("mountPropagation")) {
        checkPropagation(mount.text("mountPropagation"), list.child("mountPropagation"));
      }
      checkRecursion(mount, list.child("recursiveReadOnly"));
    }
  }

  private void checkSubPaths(Part mount, Place list) {
    String subPath = mount.text("subPath");
    String expression = mount.text("subPathExpr");
    if (!subPath.isEmpty()) {
      VolumePaths.checkDescending(subPath, list.child("subPath"), causes);
    }
    if (!expression.isEmpty()) {
      if (!subPath.isEmpty()) {
        causes.invalid(
            mount.at("subPathExpr"), expression, "subPathExpr and subPath are mutually exclusive");
      }
      VolumePaths.checkDescending(expression, list.child("subPathExpr"), causes);
    }
  }

  private void checkPropagation(String propagation, Place place) {
    if (!PROPAGATIONS.contains(propagation)) {
      causes.notSupported(place, propagation, PROPAGATIONS);
    }
    if (propagation.equals("Bidirectional")
        && !container.object("securityContext").flag("privileged")) {
      causes.forbidden(
          place, "Bidirectional mount propagation is available only to privileged containers");
    }
  }

  private void checkRecursion(Part mount, Place place) {
    String recursion = mount.textOrNull("recursiveReadOnly");
    if (recursion == null || recursion.equals("Disabled")) {
      return;
    }
    if (!RECURSIONS.contains(recursion)) {
      causes.notSupported(place, recursion, RECURSIONS);
      return;
    }
    if (!mount.flag("readOnly")) {
      causes.forbidden(place, "may only be specified when readOnly is true");
    }
    if (mount.has("mountPropagation") && !mount.text("mountPropagation").equals("None")) {
      causes.forbidden(
          place, "may only be specified when mountPropagation is None or not specified");
    }
  }

  private void checkDevices(Map<String, String> mounts) {
    Set<String> mountPaths = new HashSet<>(mounts.values());
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Part device : container.objects("volumeDevices")) {
      String name = device.text("name");
      String path = device.text("devicePath");
      String source = volumes.get(name);
      device.require("name");
      if (names.contains(name)) {
        causes.invalid(device.at("name"), name, "must be unique");
      }
      if (source == null) {
        causes.notFound(device.at("name"), name, "");
      } else if (!source.equals("persistentVolumeClaim") && !source.equals("ephemeral")) {
        causes.invalid(
            device.at("name"),
            name,
            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block"
                + " mode");
      }
      device.require("devicePath");
      if (paths.contains(path)) {
        causes.invalid(device.at("devicePath"), path, "must be unique");
      }
      if (VolumePaths.hasBacksteps(path)) {
        causes.invalid(device.at("devicePath"), path, "can not contain backsteps ('..')");
      } else {
        paths.add(path);
      }
      if (mounts.containsKey(name)) {
        causes.invalid(device.at("name"), name, "must not already exist in volumeMounts");
      }
      if (mountPaths.contains(path)) {
        causes.invalid(
            device.at("devicePath"), path, "must not already exist as a path in volumeMounts");
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
  }
}
