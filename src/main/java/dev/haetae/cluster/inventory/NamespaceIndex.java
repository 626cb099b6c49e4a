package dev.haetae.cluster.inventory;

import dev.haetae.resource.Resource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Namespaces, of which rules see the labels alone. */
final class NamespaceIndex implements ClusterScopedIndex {
  private final CompactRecords compact;
  private final ConcurrentMap<String, Map<String, String>> labels = new ConcurrentHashMap<>();

  NamespaceIndex(CompactRecords compact) {
    this.compact = compact;
  }

  @Nullable Map<String, String> labels(String name) {
    return labels.get(name);
  }

  @Override
  public Set<String> names() {
    return labels.keySet();
  }

  @Override
  public boolean put(Resource resource, boolean labelled) {
    labels.put(resource.name(), compact.labels(resource, labelled));
    return true;
  }

  @Override
  public void remove(String namespace, String name) {
    labels.remove(name);
  }
}
