package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import dev.haetae.simulator.validation.field.GoText;
import java.util.ArrayList;
import java.util.List;

/**
 * The warnings about files of one volume that are in each other's way: at the same path, or one
 * beneath the other.
 *
 * <p>Mirrors {@code warningsForOverlappingVirtualPaths} of {@code pkg/api/pod/warnings.go}.
 */
final class OverlappingPaths {
  // Each path is compared to each; who writes that many need not read of all.
  private static final int MOST = 100;

  private final List<String> warnings = new ArrayList<>(0);

  private OverlappingPaths() {}

  /**
   * A file of a volume.
   *
   * @param source what it is made of; empty where the volume has one source
   */
  private record File(String path, String source) {
    String shown() {
      String quoted = GoText.literal(path);
      return source.isEmpty() ? quoted : quoted + " (" + source + ')';
    }

    boolean isIn(File other) {
      return (path + '/').startsWith(other.path + '/');
    }
  }

  static List<String> of(ObjectValue spec) {
    OverlappingPaths all = new OverlappingPaths();
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size() && all.warnings.size() < MOST; i++) {
      all.volume(Trees.object(volumes, i));
    }
    return all.warnings;
  }

  private void volume(ObjectValue volume) {
    String name = volume.text("name");
    ObjectValue configMap = Trees.object(volume, "configMap");
    ObjectValue secret = Trees.object(volume, "secret");
    compare(name, quoted("ConfigMap", configMap.text("name")), files(configMap, ""));
    compare(name, quoted("Secret", secret.text("secretName")), files(secret, ""));
    compare(name, "DownwardAPI", files(Trees.object(volume, "downwardAPI"), ""));
    List<File> projected = new ArrayList<>(0);
    ArrayValue sources = Trees.array(Trees.object(volume, "projected"), "sources");
    for (int i = 0; i < sources.size(); i++) {
      ObjectValue source = Trees.object(sources, i);
      if (source.size() == 0) {
        warnings.add("volume " + GoText.literal(name) + " (Projected) has no sources provided");
      } else {
        addProjected(projected, source);
      }
    }
    compare(name, "Projected", projected);
  }

  private static String quoted(String kind, String name) {
    return kind + ' ' + GoText.literal(name);
  }

  private static List<File> files(ObjectValue source, String shown) {
    List<File> files = new ArrayList<>(0);
    ArrayValue items = Trees.array(source, "items");
    for (int i = 0; i < items.size(); i++) {
      files.add(new File(Trees.object(items, i).text("path"), shown));
    }
    return files;
  }

  private static void addProjected(List<File> files, ObjectValue source) {
    ObjectValue configMap = Trees.object(source, "configMap");
    ObjectValue secret = Trees.object(source, "secret");
    ObjectValue bundle = Trees.object(source, "clusterTrustBundle");
    ObjectValue certificate = Trees.object(source, "podCertificate");
    files.addAll(files(configMap, quoted("ConfigMap", configMap.text("name"))));
    files.addAll(files(secret, quoted("Secret", secret.text("name"))));
    files.addAll(files(Trees.object(source, "downwardAPI"), "DownwardAPI"));
    add(files, Trees.object(source, "serviceAccountToken").text("path"), "ServiceAccountToken");
    String name = bundle.has("name") ? bundle.text("name") : bundle.text("signerName");
    add(files, bundle.text("path"), quoted("ClusterTrustBundle", name));
    add(files, certificate.text("certificateChainPath"), "PodCertificate chain");
    add(files, certificate.text("keyPath"), "PodCertificate key");
    add(files, certificate.text("credentialBundlePath"), "PodCertificate credential bundle");
  }

  private static void add(List<File> files, String path, String source) {
    if (!path.isEmpty()) {
      files.add(new File(path, source));
    }
  }

  private void compare(String volume, String kind, List<File> files) {
    List<File> known = new ArrayList<>(0);
    for (File written : files) {
      File file = new File(withoutSlashes(written.path()), written.source());
      for (File other : known) {
        boolean overlap = file.isIn(other) || other.isIn(file);
        if (overlap && !file.path().isEmpty() && !other.path().isEmpty()) {
          warnings.add(
              "volume "
                  + GoText.literal(volume)
                  + " ("
                  + kind
                  + "): overlapping paths: "
                  + file.shown()
                  + " with "
                  + other.shown());
        }
      }
      if (known.size() < MOST && warnings.size() < MOST) {
        known.add(file);
      }
    }
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
