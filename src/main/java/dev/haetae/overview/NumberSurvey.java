package dev.haetae.overview;

import dev.haetae.inventory.Census;
import dev.haetae.inventory.HeldNodePort;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.ResourceAmounts;
import dev.haetae.overview.OverviewNumbers.NamespaceRow;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The survey of what is counted on the first screen. */
final class NumberSurvey {
  private final Census census;
  private final GpuSurvey gpus;
  private final ClaimSurvey claims;
  private final PendingSurvey pending;
  private final SortedMap<String, Counts> namespaces = new TreeMap<>();

  private static final class Counts {
    private int pods;
    private int claims;
    private int services;
    private int nodePorts;
  }

  NumberSurvey(Census census, GpuSurvey gpus, ClaimSurvey claims, PendingSurvey pending) {
    this.census = census;
    this.gpus = gpus;
    this.claims = claims;
    this.pending = pending;
    census.namespaces().forEach(this::counts);
    for (PlacedPod pod : census.pods()) {
      counts(pod.namespace()).pods++;
    }
    for (PersistentVolumeClaim claim : census.claims()) {
      counts(claim.namespace()).claims++;
    }
    for (ServiceView service : census.services()) {
      Counts counts = counts(service.resource().namespace());
      counts.services++;
      counts.nodePorts +=
          (int) HeldNodePort.of(service).stream().mapToInt(HeldNodePort::port).distinct().count();
    }
  }

  private Counts counts(String namespace) {
    return namespaces.computeIfAbsent(namespace, _ -> new Counts());
  }

  /** All of it. */
  OverviewNumbers numbers(NodePortMap ports) {
    long allocatable = 0;
    long held = 0;
    long free = 0;
    long largestHole = 0;
    for (GpuTally tally : gpus.whole()) {
      allocatable = ResourceAmounts.plus(allocatable, tally.allocatable());
      held = ResourceAmounts.plus(held, tally.held());
      free = ResourceAmounts.plus(free, tally.free());
      largestHole = Math.max(largestHole, tally.largestHole());
    }
    return new OverviewNumbers(
        census.nodes().size(),
        census.pods().size(),
        pending.waiting(),
        pending.stuck(),
        census.claims().size(),
        claims.unbound().size(),
        claims.stuck(),
        census.volumes().size(),
        allocatable,
        held,
        free,
        largestHole,
        ports.last() - ports.first() + 1,
        ports.held(),
        Rows.of(rows()));
  }

  private List<NamespaceRow> rows() {
    List<NamespaceRow> rows = new ArrayList<>();
    namespaces.forEach((name, counts) ->
        rows.add(
            new NamespaceRow(
                name,
                counts.pods,
                pending.waitingIn(name),
                pending.stuckIn(name),
                counts.claims,
                claims.unboundIn(name),
                gpus.wholeHeldIn(name),
                counts.services,
                counts.nodePorts)));
    return rows;
  }
}
