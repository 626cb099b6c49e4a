package dev.haetae.overview;

import dev.haetae.resource.PodView;
import dev.haetae.resource.Taint;
import dev.haetae.rule.GpuNames;
import dev.haetae.rule.PortRange;
import dev.haetae.rule.Rule;
import dev.haetae.rule.gpu.GpuCapacity;
import dev.haetae.rule.gpu.GpuToleration;
import dev.haetae.rule.gpu.GpuVisibleDevices;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Settings that no object of a world says, and that the parameters of policies do. */
public final class OverviewSettings {
  private GpuNames gpus = GpuNames.shipped();
  private List<String> productLabels = List.of();
  private Predicate<Taint> marks = taint -> gpus.include(taint.key());
  private Predicate<PodView> shares = _ -> false;
  private PortRange nodePorts = PortRange.SHIPPED;
  private SortedMap<String, PortRange> teams = new TreeMap<>();
  private Predicate<String> makesNfs = _ -> false;

  private OverviewSettings() {}

  /**
   * The settings that rules are made with; of two of one kind those of the later.
   *
   * @param rules the shipped ones first, which say what others do not
   */
  public static OverviewSettings of(Collection<? extends Rule> rules) {
    OverviewSettings settings = new OverviewSettings();
    rules.forEach(settings::read);
    return settings;
  }

  private void read(Rule rule) {
    switch (rule) {
      case GpuCapacity gpu -> {
        gpus = gpu.gpus();
        productLabels = List.copyOf(gpu.productLabels());
      }
      case GpuToleration toleration -> marks = toleration::isMark;
      case GpuVisibleDevices visible -> shares = visible::isOfShare;
      case NodePortRange range -> {
        nodePorts = range.range();
        teams = range.teams();
      }
      case PvcBoundRwxNfs claims -> makesNfs = claims::isMadeOnNfs;
      default -> {
        // The others say nothing of a world.
      }
    }
  }

  /** The resources that stand for GPUs. */
  GpuNames gpus() {
    return gpus;
  }

  /** The node labels whose values are products of GPUs. */
  List<String> productLabels() {
    return productLabels;
  }

  /** Returns whether a taint marks GPU nodes, so that pods which ask for GPUs tolerate it. */
  boolean isMark(Taint taint) {
    return marks.test(taint);
  }

  /** Returns whether a pod takes a share of a GPU from a scheduler of its own. */
  boolean isOfShare(PodView pod) {
    return shares.test(pod);
  }

  /** The cluster's range of node ports. */
  PortRange nodePorts() {
    return nodePorts;
  }

  /** Ranges within it, by namespace. */
  SortedMap<String, PortRange> teams() {
    return teams;
  }

  /**
   * Returns whether a provisioner makes volumes on NFS, and so refuses what none of those takes.
   */
  boolean makesNfs(String provisioner) {
    return makesNfs.test(provisioner);
  }
}
