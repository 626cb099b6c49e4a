package dev.haetae.rule;

import java.util.List;

/**
 * The resource names that count parts of a GPU, and no GPUs: its memory, hundredths of its time,
 * its tiles, and the right to watch it. Device plugins give them beside the name that stands for
 * the GPU itself, in amounts of thousands.
 */
public final class GpuCounters {
  // Of Intel's plugin, HAMi and Volcano, the Ascend plugin, and those of cloud vendors.
  private static final List<String> ENDS =
      List.of(
          "memory",
          "memory.max",
          "memory-percentage",
          "-mem",
          "/gpumem",
          "gpumem-percentage",
          "millicores",
          "core",
          "cores",
          "/tiles",
          "monitoring");

  private GpuCounters() {}

  /** Returns whether a resource counts parts of GPUs. */
  public static boolean count(String resource) {
    for (String end : ENDS) {
      if (resource.endsWith(end)) {
        return true;
      }
    }
    return false;
  }
}
