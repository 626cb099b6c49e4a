package dev.haetae.inventory;

import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.ServiceView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects of a world that was read from files. */
record SnapshotCensus(
    List<PlacedPod> pods,
    List<PersistentVolumeClaim> claims,
    List<PersistentVolume> volumes,
    List<ServiceView> services,
    List<Node> nodes,
    List<String> namespaces,
    SortedMap<String, Integer> unreadable)
    implements Census {

  /** Sorts objects that come by kind, namespace and name. */
  static SnapshotCensus of(Collection<ParsedObject> objects) {
    SnapshotCensus census =
        new SnapshotCensus(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new TreeMap<>());
    objects.forEach(census::add);
    return new SnapshotCensus(
        List.copyOf(census.pods),
        List.copyOf(census.claims),
        List.copyOf(census.volumes),
        List.copyOf(census.services),
        List.copyOf(census.nodes),
        List.copyOf(census.namespaces),
        Collections.unmodifiableSortedMap(census.unreadable));
  }

  private void add(ParsedObject object) {
    switch (object.content()) {
      case PlacedPod pod -> {
        if (!pod.finished()) {
          pods.add(pod);
        }
      }
      case PersistentVolumeClaim claim -> claims.add(claim);
      case PersistentVolume volume -> volumes.add(volume);
      case ParsedObject.Service service -> services.add(service.view());
      case Node node -> nodes.add(node);
      case ParsedObject.Namespace _ -> namespaces.add(object.resource().name());
      case ParsedObject.Unreadable _ -> unreadable.merge(object.resource().kind(), 1, Integer::sum);
      default -> {}
    }
  }
}
