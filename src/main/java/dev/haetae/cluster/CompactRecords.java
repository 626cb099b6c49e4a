package dev.haetae.cluster;

import dev.haetae.inventory.PlacedPod;
import dev.haetae.resource.ArrayValue;
import dev.haetae.resource.BooleanValue;
import dev.haetae.resource.Node;
import dev.haetae.resource.NullValue;
import dev.haetae.resource.NumberValue;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Equal records that share with each other what they have in common, for keeping thousands. */
final class CompactRecords {
  // Of a Service's metadata, what its views and messages read.
  private static final Set<String> METADATA =
      Set.of("name", "namespace", "uid", "labels", "annotations", "deletionTimestamp");

  private final Interner interner = new Interner();

  /** An object's labels. */
  Map<String, String> labels(Resource resource) {
    return interner.textMap(resource.labels());
  }

  Node of(Node node) {
    return new Node(
        interner.text(node.name()),
        interner.textMap(node.labels()),
        node.unschedulable(),
        node.taints(),
        interner.quantityMap(node.allocatable()));
  }

  PlacedPod of(PlacedPod pod) {
    return new PlacedPod(
        interner.text(pod.namespace()),
        pod.name(),
        interner.text(pod.node()),
        pod.finished(),
        interner.textMap(pod.labels()),
        interner.quantityMap(pod.requests()),
        pod.hostPorts(),
        pod.claims());
  }

  PersistentVolume of(PersistentVolume volume) {
    ClaimReference claim = volume.claim();
    return new PersistentVolume(
        volume.name(),
        volume.uid(),
        interner.textMap(volume.labels()),
        volume.terminating(),
        interner.text(volume.phase()),
        interner.quantity(volume.capacity()),
        interner.texts(volume.accessModes()),
        interner.text(volume.storageClass()),
        interner.text(volume.volumeAttributesClass()),
        interner.text(volume.volumeMode()),
        claim == null
            ? null
            : new ClaimReference(interner.text(claim.namespace()), claim.name(), claim.uid()),
        volume.nodeAffinity(),
        volume.source(),
        interner.text(volume.reclaimPolicy()));
  }

  PersistentVolumeClaim of(PersistentVolumeClaim claim) {
    String storageClass = claim.storageClass();
    return new PersistentVolumeClaim(
        interner.text(claim.namespace()),
        claim.name(),
        claim.uid(),
        claim.terminating(),
        interner.text(claim.phase()),
        interner.texts(claim.accessModes()),
        interner.quantity(claim.request()),
        storageClass == null ? null : interner.text(storageClass),
        interner.text(claim.volumeAttributesClass()),
        interner.text(claim.volumeMode()),
        claim.selector(),
        claim.volumeName(),
        claim.bindCompleted(),
        interner.text(claim.selectedNode()));
  }

  /** The Service without its status and what else nobody reads of it. */
  ServiceView of(ServiceView service) {
    ObjectValue tree = service.resource().tree();
    ObjectValue.Builder kept = new ObjectValue.Builder(4);
    for (int i = 0; i < tree.size(); i++) {
      switch (tree.key(i)) {
        case "apiVersion", "kind", "spec" -> kept.put(tree.key(i), shared(tree.value(i)));
        case "metadata" -> kept.put("metadata", metadata(tree.value(i)));
        default -> {
          // Its status.
        }
      }
    }
    return ServiceView.of(service.resource().withTree(kept.build()));
  }

  private Value metadata(Value metadata) {
    if (!(metadata instanceof ObjectValue object)) {
      return metadata;
    }
    ObjectValue.Builder kept = new ObjectValue.Builder(METADATA.size());
    for (int i = 0; i < object.size(); i++) {
      if (METADATA.contains(object.key(i))) {
        kept.put(object.key(i), shared(object.value(i)));
      }
    }
    return kept.build();
  }

  private Value shared(Value value) {
    return switch (value) {
      case StringValue string -> new StringValue(interner.text(string.text()));
      case ObjectValue object -> {
        ObjectValue.Builder copy = new ObjectValue.Builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          copy.put(interner.text(object.key(i)), shared(object.value(i)));
        }
        yield copy.build();
      }
      case ArrayValue array -> {
        List<Value> copy = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
          copy.add(shared(array.get(i)));
        }
        yield ArrayValue.of(copy);
      }
      case NumberValue other -> other;
      case BooleanValue other -> other;
      case NullValue other -> other;
    };
  }
}
