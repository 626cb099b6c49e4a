package dev.haetae.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Pods by namespace, in groups that are alike in something: the pods of a Deployment have the same
 * labels, so what is asked of labels is asked once for all of them.
 *
 * <p>One thread may change it while others read.
 */
public final class PodGroups {
  private static final String ANY_NAMESPACE = "";

  private final ConcurrentMap<
          String, ConcurrentNavigableMap<String, ConcurrentNavigableMap<String, PlacedPod>>>
      byNamespace = new ConcurrentHashMap<>();

  /** Adds a pod to its namespace, with those that have the same labels. */
  public void addByLabels(PlacedPod pod) {
    add(pod.namespace(), labels(pod), pod.name(), pod);
  }

  /** Takes a pod out that was added by its labels. */
  public void removeByLabels(PlacedPod pod) {
    remove(pod.namespace(), labels(pod), pod.name());
  }

  /** Adds a pod to the namespaces whose pods it keeps off, with those of the same terms. */
  public void addKeepingOff(PlacedPod pod) {
    for (String namespace : pod.keepsOffIn()) {
      add(namespace, pod.standing().keepsOff().toString(), key(pod), pod);
    }
  }

  /** Takes a pod out that was added to those that keep others off. */
  public void removeKeepingOff(PlacedPod pod) {
    for (String namespace : pod.keepsOffIn()) {
      remove(namespace, pod.standing().keepsOff().toString(), key(pod));
    }
  }

  // Those whose labels are not known are like no other.
  private static String labels(PlacedPod pod) {
    return pod.labels() instanceof UnknownLabels
        ? pod.name()
        : new TreeMap<>(pod.labels()).toString();
  }

  // By labels the pods of one namespace are together, and a name is enough.
  private static String key(PlacedPod pod) {
    return pod.namespace() + '/' + pod.name();
  }

  private void add(String namespace, String likeness, String key, PlacedPod pod) {
    byNamespace
        .computeIfAbsent(namespace, _ -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(likeness, _ -> new ConcurrentSkipListMap<>())
        .put(key, pod);
  }

  private void remove(String namespace, String likeness, String key) {
    ConcurrentNavigableMap<String, ConcurrentNavigableMap<String, PlacedPod>> here =
        byNamespace.get(namespace);
    ConcurrentNavigableMap<String, PlacedPod> group = here == null ? null : here.get(likeness);
    if (here != null && group != null) {
      group.remove(key);
      if (group.isEmpty()) {
        here.remove(likeness);
      }
    }
  }

  /** The groups of all namespaces. */
  public Collection<Collection<PlacedPod>> all() {
    List<Collection<PlacedPod>> groups = new ArrayList<>();
    byNamespace.keySet().forEach(namespace -> collect(namespace, groups));
    return groups;
  }

  /** The groups of a namespace. */
  public Collection<Collection<PlacedPod>> of(String namespace) {
    List<Collection<PlacedPod>> groups = new ArrayList<>();
    collect(namespace, groups);
    return groups;
  }

  /** The groups of a namespace, and those that are for any. */
  public Collection<Collection<PlacedPod>> ofAnd(String namespace) {
    List<Collection<PlacedPod>> groups = new ArrayList<>();
    collect(namespace, groups);
    collect(ANY_NAMESPACE, groups);
    return groups;
  }

  private void collect(String namespace, List<Collection<PlacedPod>> to) {
    ConcurrentNavigableMap<String, ConcurrentNavigableMap<String, PlacedPod>> here =
        byNamespace.get(namespace);
    if (here != null) {
      for (ConcurrentNavigableMap<String, PlacedPod> group : here.values()) {
        to.add(Collections.unmodifiableCollection(group.values()));
      }
    }
  }
}
