package dev.haetae.cli.auditing;

import dev.haetae.engine.PolicyTable;
import dev.haetae.overview.OverviewSettings;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.rule.Rule;
import dev.haetae.rule.gpu.GpuCapacity;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import java.util.List;
import java.util.stream.Stream;

/** What policies say of a cluster besides what they forbid: its GPUs, its node ports, its NFS. */
final class OverviewPolicies {
  private OverviewPolicies() {}

  /** As the shipped pack has it where the policies in force do not say otherwise. */
  static OverviewSettings settings(PolicyTable table) {
    List<String> rules =
        List.of(GpuCapacity.INFO.id(), NodePortRange.INFO.id(), PvcBoundRwxNfs.INFO.id());
    List<Rule> all =
        Stream.concat(ShippedPolicies.load(rules).stream(), table.policies().stream())
            .map(Policy::rule)
            .toList();
    return OverviewSettings.of(all);
  }
}
