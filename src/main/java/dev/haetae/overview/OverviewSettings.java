package dev.haetae.overview;

import dev.haetae.rule.GpuNames;
import dev.haetae.rule.PortRange;
import dev.haetae.rule.Rule;
import dev.haetae.rule.gpu.GpuCapacity;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What no object of a world says and the policies' parameters do.
 *
 * @param gpus the resources that stand for GPUs
 * @param productLabels the node labels whose values are products of GPUs
 * @param nodePorts the cluster's range of node ports
 * @param teams ranges within it, by namespace
 * @param makesNfs whether a provisioner makes volumes on NFS, and so refuses what none of those
 *     takes
 */
public record OverviewSettings(
    GpuNames gpus,
    List<String> productLabels,
    PortRange nodePorts,
    SortedMap<String, PortRange> teams,
    Predicate<String> makesNfs) {

  /** Settings that keep their own copies. */
  public OverviewSettings {
    productLabels = List.copyOf(productLabels);
    teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
  }

  /**
   * The settings that rules are made with; of two of one kind those of the later.
   *
   * @param rules the shipped ones first, which say what others do not
   */
  public static OverviewSettings of(Collection<? extends Rule> rules) {
    OverviewSettings settings =
        new OverviewSettings(
            GpuNames.shipped(), List.of(), PortRange.SHIPPED, new TreeMap<>(), _ -> false);
    for (Rule rule : rules) {
      settings =
          switch (rule) {
            case GpuCapacity gpu -> settings.with(gpu.gpus(), gpu.productLabels());
            case NodePortRange ports -> settings.with(ports.range(), ports.teams());
            case PvcBoundRwxNfs claims -> settings.with(claims::isMadeOnNfs);
            default -> settings;
          };
    }
    return settings;
  }

  private OverviewSettings with(GpuNames names, List<String> labels) {
    return new OverviewSettings(names, labels, nodePorts, teams, makesNfs);
  }

  private OverviewSettings with(PortRange range, SortedMap<String, PortRange> ofTeams) {
    return new OverviewSettings(gpus, productLabels, range, ofTeams, makesNfs);
  }

  private OverviewSettings with(Predicate<String> provisioners) {
    return new OverviewSettings(gpus, productLabels, nodePorts, teams, provisioners);
  }
}
