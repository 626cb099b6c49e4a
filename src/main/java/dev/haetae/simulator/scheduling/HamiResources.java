package dev.haetae.simulator.scheduling;

import java.util.Set;

/**
 * The resources that HAMi's webhook knows its pods by, and gives them to its own scheduler: no node
 * lists them.
 */
final class HamiResources {
  private static final Set<String> NAMES =
      Set.of(
          "nvidia.com/gpumem",
          "nvidia.com/gpumem-percentage",
          "nvidia.com/gpucores",
          "cambricon.com/mlu.smlu.vcore",
          "cambricon.com/mlu.smlu.vmemory",
          "hygon.com/dcucores",
          "hygon.com/dcumem",
          "iluvatar.ai/vcuda-core",
          "iluvatar.ai/vcuda-memory",
          "metax-tech.com/vcore",
          "metax-tech.com/vmemory",
          "mthreads.com/sgpu-core",
          "mthreads.com/sgpu-memory");

  private HamiResources() {}

  /** Returns whether one of these resources is HAMi's. */
  static boolean areAmong(Set<String> resources) {
    for (String resource : resources) {
      if (NAMES.contains(resource)
          || (resource.startsWith("huawei.com/Ascend") && resource.endsWith("-memory"))) {
        return true;
      }
    }
    return false;
  }
}
