package dev.haetae.rule;

import java.util.List;

/** The names of the resources that stand for GPUs, as shipped policies list them. */
public final class GpuNames {
  /** Whole names, and names with a star. */
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

  private GpuNames() {}
}
