package dev.haetae.policy;

import dev.haetae.rule.Parameters;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.api.ApiValidation;
import dev.haetae.rule.api.ImmutableFields;
import dev.haetae.rule.api.ReferencesExist;
import dev.haetae.rule.container.ImageFromRegistry;
import dev.haetae.rule.container.LivenessProbe;
import dev.haetae.rule.container.TerminationGracePeriod;
import dev.haetae.rule.container.UniqueContainerPorts;
import dev.haetae.rule.gpu.GpuCapacity;
import dev.haetae.rule.gpu.GpuLimits;
import dev.haetae.rule.gpu.GpuNodeAffinity;
import dev.haetae.rule.gpu.GpuRollout;
import dev.haetae.rule.gpu.GpuToleration;
import dev.haetae.rule.gpu.GpuVisibleDevices;
import dev.haetae.rule.manifest.ManifestStrict;
import dev.haetae.rule.namespace.LimitRange;
import dev.haetae.rule.namespace.NamespaceQuota;
import dev.haetae.rule.namespace.PodSecurity;
import dev.haetae.rule.network.ExternalTrafficPolicy;
import dev.haetae.rule.network.HeadlessServiceForStatefulSet;
import dev.haetae.rule.network.LoadBalancerAvailable;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.network.ServiceSelectsPods;
import dev.haetae.rule.storage.EmptyDirNotState;
import dev.haetae.rule.storage.NfsExportAllowed;
import dev.haetae.rule.storage.NoGitRepo;
import dev.haetae.rule.storage.NoHostPath;
import dev.haetae.rule.storage.NoInlineNfs;
import dev.haetae.rule.storage.PvReclaimPolicy;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import dev.haetae.rule.storage.StatefulSetStorage;
import dev.haetae.rule.storage.StorageClassExplicit;
import dev.haetae.rule.storage.UniqueVolumeSource;
import dev.haetae.rule.workload.ReplicasCanSpread;
import dev.haetae.rule.workload.SelectorMatchesTemplate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every rule there is, by id. */
public final class RuleCatalog {
  private static final SortedMap<String, Entry> ENTRIES =
      index(
          List.of(
              new Entry(ApiValidation.INFO, _ -> new ApiValidation()),
              new Entry(EmptyDirNotState.INFO, EmptyDirNotState::new),
              new Entry(ExternalTrafficPolicy.INFO, _ -> new ExternalTrafficPolicy()),
              new Entry(GpuCapacity.INFO, GpuCapacity::new),
              new Entry(GpuLimits.INFO, GpuLimits::new),
              new Entry(GpuNodeAffinity.INFO, GpuNodeAffinity::new),
              new Entry(GpuRollout.INFO, GpuRollout::new),
              new Entry(GpuToleration.INFO, GpuToleration::new),
              new Entry(GpuVisibleDevices.INFO, GpuVisibleDevices::new),
              new Entry(
                  HeadlessServiceForStatefulSet.INFO, _ -> new HeadlessServiceForStatefulSet()),
              new Entry(ImageFromRegistry.INFO, ImageFromRegistry::new),
              new Entry(ImmutableFields.INFO, _ -> new ImmutableFields()),
              new Entry(LimitRange.INFO, LimitRange::new),
              new Entry(LivenessProbe.INFO, _ -> new LivenessProbe()),
              new Entry(LoadBalancerAvailable.INFO, LoadBalancerAvailable::new),
              new Entry(ManifestStrict.INFO, _ -> new ManifestStrict()),
              new Entry(NamespaceQuota.INFO, _ -> new NamespaceQuota()),
              new Entry(NfsExportAllowed.INFO, NfsExportAllowed::new),
              new Entry(NoGitRepo.INFO, _ -> new NoGitRepo()),
              new Entry(NoHostPath.INFO, NoHostPath::new),
              new Entry(NoInlineNfs.INFO, NoInlineNfs::new),
              new Entry(NodePortRange.INFO, NodePortRange::new),
              new Entry(PodSecurity.INFO, _ -> new PodSecurity()),
              new Entry(PvReclaimPolicy.INFO, PvReclaimPolicy::new),
              new Entry(PvcBoundRwxNfs.INFO, PvcBoundRwxNfs::new),
              new Entry(ReferencesExist.INFO, _ -> new ReferencesExist()),
              new Entry(ReplicasCanSpread.INFO, _ -> new ReplicasCanSpread()),
              new Entry(SelectorMatchesTemplate.INFO, _ -> new SelectorMatchesTemplate()),
              new Entry(ServiceSelectsPods.INFO, ServiceSelectsPods::new),
              new Entry(StatefulSetStorage.INFO, _ -> new StatefulSetStorage()),
              new Entry(StorageClassExplicit.INFO, _ -> new StorageClassExplicit()),
              new Entry(TerminationGracePeriod.INFO, _ -> new TerminationGracePeriod()),
              new Entry(UniqueContainerPorts.INFO, _ -> new UniqueContainerPorts()),
              new Entry(UniqueVolumeSource.INFO, _ -> new UniqueVolumeSource())));

  private RuleCatalog() {}

  /**
   * A rule that a policy can turn on.
   *
   * @param info what it is
   * @param factory compiles it with a policy's parameters
   */
  public record Entry(RuleInfo info, Function<Parameters, Rule> factory) {}

  private static SortedMap<String, Entry> index(List<Entry> entries) {
    SortedMap<String, Entry> index = new TreeMap<>();
    for (Entry entry : entries) {
      if (index.put(entry.info().id(), entry) != null) {
        throw new IllegalStateException("two rules with the id " + entry.info().id());
      }
    }
    return Collections.unmodifiableSortedMap(index);
  }

  /** The rule of this id; null when there is none. */
  public static @Nullable Entry find(String id) {
    return ENTRIES.get(id);
  }

  /**
   * The subject of a rule in a word: the last part of its package, such as {@code storage}; empty
   * when there is no such rule.
   */
  public static String category(String id) {
    Entry entry = find(id);
    if (entry == null) {
      return "";
    }
    String name = entry.factory().apply(Parameters.none()).getClass().getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Every rule, by id. */
  public static List<RuleInfo> rules() {
    return ENTRIES.values().stream().map(Entry::info).toList();
  }

  /** Every id, in order. */
  public static List<String> ids() {
    return ENTRIES.entrySet().stream().map(Map.Entry::getKey).toList();
  }
}
