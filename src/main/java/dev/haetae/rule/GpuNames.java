package dev.haetae.rule;

import java.util.List;

/**
 * The names of the resources that stand for GPUs: whole names, and names with a star, such as
 * {@code nvidia.com/mig-*}. A star takes in no counter of a GPU's memory or share of time ({@link
 * GpuCounters}), which stands for one only when it is listed by its whole name.
 */
public final class GpuNames {
  /** The names as shipped policies list them. */
  public static final List<String> SHIPPED =
      List.of(
          "nvidia.com/gpu",
          "nvidia.com/gpu-*",
          "nvidia.com/*.shared",
          "nvidia.com/mig-*",
          "amd.com/gpu",
          "gpu.intel.com/*",
          "habana.ai/gaudi",
          "huawei.com/Ascend*",
          "huawei.com/ascend*",
          "huawei.com/npu");

  private final NamePatterns patterns;

  private GpuNames(NamePatterns patterns) {
    this.patterns = patterns;
  }

  /** The names that the parameter {@code resources} lists; the shipped ones when not written. */
  public static GpuNames of(Parameters parameters) {
    return new GpuNames(NamePatterns.of(parameters, "resources", SHIPPED));
  }

  /** The shipped names. */
  public static GpuNames shipped() {
    return new GpuNames(NamePatterns.of(SHIPPED));
  }

  /** Returns whether {@code name} stands for a GPU. */
  public boolean include(String name) {
    return patterns.includeWhole(name)
        || (patterns.includeByStar(name) && !GpuCounters.count(name));
  }
}
