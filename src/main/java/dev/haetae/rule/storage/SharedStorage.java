package dev.haetae.rule.storage;

import dev.haetae.resource.PersistentVolume;
import dev.haetae.rule.NamePatterns;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The demands on volumes: many nodes may write to them, and they lie on NFS. */
final class SharedStorage {
  /** The CSI drivers whose volumes lie on NFS, as shipped. */
  static final List<String> DRIVERS =
      List.of(
          "nfs.csi.k8s.io",
          "*.nfs.csi.ceph.com",
          "csi.isilon.dellemc.com",
          "csi.vastdata.com",
          "org.democratic-csi.*nfs");

  /** The provisioners that make volumes on NFS, as shipped. */
  static final List<String> PROVISIONERS =
      List.of(
          "nfs.csi.k8s.io",
          "*.nfs.csi.ceph.com",
          "cluster.local/*nfs-subdir-external-provisioner",
          "cluster.local/nfs-subdir-external-provisioner*",
          "k8s-sigs.io/*nfs-subdir-external-provisioner",
          "cluster.local/*nfs-client-provisioner",
          "cluster.local/*nfs-server-provisioner",
          "openebs.io/nfsrwx",
          "csi.isilon.dellemc.com",
          "csi.vastdata.com",
          "org.democratic-csi.*nfs");

  private final List<String> accessModes;
  private final List<String> volumeSources;
  private final NamePatterns drivers;
  private final NamePatterns provisioners;

  /** The demands of a policy. */
  SharedStorage(Parameters parameters) {
    accessModes = parameters.texts("accessModes", List.of("ReadWriteMany"));
    volumeSources = parameters.texts("volumeSources", List.of("nfs"));
    drivers = NamePatterns.of(parameters, "nfsDrivers", DRIVERS);
    provisioners = NamePatterns.of(parameters, "nfsProvisioners", PROVISIONERS);
  }

  /** Returns whether every access mode that is asked for is among these. */
  boolean isIn(List<String> modes) {
    for (int i = 0; i < accessModes.size(); i++) {
      if (!modes.contains(accessModes.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The access modes asked for that are not among these. */
  List<String> missing(List<String> modes) {
    List<String> missing = new ArrayList<>(accessModes);
    missing.removeAll(modes);
    return missing;
  }

  /** The access modes asked for. */
  List<String> accessModes() {
    return accessModes;
  }

  /** Returns whether the data lies on NFS, or on another source that the policy takes. */
  boolean holds(PersistentVolume.Source source) {
    if (source.type().equals("csi")) {
      return drivers.include(source.driver()) || volumeSources.contains("csi");
    }
    return volumeSources.contains(source.type()) && !lacksExport(source);
  }

  /** Returns whether it would be NFS, but server or path are not written. */
  boolean lacksExport(PersistentVolume.Source source) {
    return source.type().equals("nfs") && (source.server().isEmpty() || source.path().isEmpty());
  }

  /** Returns whether this provisioner makes such volumes; a CSI driver provisions its own. */
  boolean isMadeBy(String provisioner) {
    return provisioners.include(provisioner) || drivers.include(provisioner);
  }
}
