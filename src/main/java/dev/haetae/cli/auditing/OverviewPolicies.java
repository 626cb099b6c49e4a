package dev.haetae.cli.auditing;

import dev.haetae.engine.Evaluator;
import dev.haetae.overview.OverviewSettings;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.rule.gpu.GpuCapacity;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What policies say of a cluster besides what they forbid: its GPUs, its node ports, its NFS. */
final class OverviewPolicies {
  private OverviewPolicies() {}

  /**
   * As the shipped pack has it where the policies in force do not say otherwise.
   *
   * @param evaluator in which these are; null for none
   */
  static OverviewSettings settings(@Nullable Evaluator evaluator) {
    List<String> rules =
        List.of(GpuCapacity.INFO.id(), NodePortRange.INFO.id(), PvcBoundRwxNfs.INFO.id());
    List<Policy> policies = new ArrayList<>(ShippedPolicies.load(rules));
    if (evaluator != null) {
      policies.addAll(evaluator.table().policies());
    }
    return OverviewSettings.of(policies.stream().map(Policy::rule).toList());
  }
}
