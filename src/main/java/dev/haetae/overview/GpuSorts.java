package dev.haetae.overview;

import dev.haetae.overview.GpuMap.Sharing;
import dev.haetae.overview.GpuMap.Sort;
import dev.haetae.resource.Node;
import dev.haetae.rule.GpuNames;
import java.util.List;

/**
 * Tells what a unit of a GPU resource is on a node: by the resource's name, and by the labels that
 * GPU feature discovery writes.
 *
 * <p>The labels are those of {@code NVIDIA/k8s-device-plugin}, {@code docs/gpu-feature-discovery}:
 * with the MIG strategy {@code single} the plain resource is a profile, which the product ends in
 * ({@code …-MIG-1g.5gb}); with time-slicing that renames nothing it is a turn, and the product ends
 * in {@code -SHARED}, or {@code <resource>.replicas} says how many turns there are.
 */
final class GpuSorts {
  private static final String MIG = "mig-";
  private static final String MIG_PRODUCT = "-MIG-";
  private static final String SHARED_PRODUCT = "-SHARED";
  private static final String SHARED_NAME = ".shared";
  private static final String REPLICAS = ".replicas";

  private static final String PLAIN = "gpu";

  private final GpuNames gpus;
  private final List<String> productLabels;

  GpuSorts(OverviewSettings settings) {
    this.gpus = settings.gpus();
    this.productLabels = settings.productLabels();
  }

  /** The sort of a resource on a node. */
  Sort of(String resource, Node node) {
    String model = product(resource, node);
    boolean shared = resource.endsWith(SHARED_NAME) || isReplicated(resource, node);
    if (model.endsWith(SHARED_PRODUCT)) {
      model = model.substring(0, model.length() - SHARED_PRODUCT.length());
      shared |= isPlain(resource);
    }
    String profile = profile(resource);
    int cut = model.indexOf(MIG_PRODUCT);
    if (cut >= 0) {
      profile = isPlain(resource) ? model.substring(cut + MIG_PRODUCT.length()) : profile;
      model = model.substring(0, cut);
    }
    Sharing sharing =
        shared ? Sharing.SHARED : profile.isEmpty() ? Sharing.WHOLE : Sharing.PARTITION;
    return new Sort(resource, model, sharing, profile);
  }

  // The product is the vendor's own label where there is one; one of no vendor is any resource's.
  private String product(String resource, Node node) {
    String vendor = resource.substring(0, resource.indexOf('/') + 1);
    String other = "";
    for (String label : productLabels) {
      String product = node.labels().get(label);
      if (product != null && label.startsWith(vendor)) {
        return product;
      }
      if (product != null && other.isEmpty() && !isOfVendor(label)) {
        other = product;
      }
    }
    return other;
  }

  private boolean isOfVendor(String label) {
    return gpus.include(label.substring(0, label.indexOf('/') + 1) + PLAIN);
  }

  private static boolean isPlain(String resource) {
    return resource.endsWith('/' + PLAIN);
  }

  private static boolean isReplicated(String resource, Node node) {
    String replicas = node.labels().getOrDefault(resource + REPLICAS, "1");
    return !replicas.equals("1") && !replicas.equals("0") && !replicas.isEmpty();
  }

  // nvidia.com/mig-1g.10gb, huawei.com/Ascend910-4c.3cpu.
  private static String profile(String resource) {
    String name = resource.substring(resource.indexOf('/') + 1);
    if (name.startsWith(MIG)) {
      String profile = name.substring(MIG.length());
      return profile.endsWith(SHARED_NAME)
          ? profile.substring(0, profile.length() - SHARED_NAME.length())
          : profile;
    }
    int dash = name.lastIndexOf('-');
    String end = dash < 0 ? "" : name.substring(dash + 1);
    int digits = 0;
    while (digits < end.length() && Character.isDigit(end.charAt(digits))) {
      digits++;
    }
    boolean cores =
        digits > 0
            && end.startsWith("c", digits)
            && (end.length() == digits + 1 || end.charAt(digits + 1) == '.');
    return cores ? end : "";
  }
}
