package dev.haetae.cluster.inventory;

import dev.haetae.cluster.client.KindWatch;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnknownLabels;
import dev.haetae.resource.Node;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Resource;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Equal records that share with each other what they have in common, for keeping thousands. */
final class CompactRecords {
  private static final Map<String, String> UNPLACED =
      new UnknownLabels("the labels of pods that are on no node are not kept");

  private final Interner interner = new Interner();

  Map<String, String> labels(Resource namespace, boolean labelled) {
    return labels(namespace.labels(), labelled, "Namespace", "", namespace.name());
  }

  private Map<String, String> labels(
      Map<String, String> labels, boolean labelled, String kind, String namespace, String name) {
    if (labelled) {
      return interner.textMap(labels);
    }
    return new UnknownLabels(
        "the labels of "
            + kind
            + ' '
            + Text.shorten(namespace.isEmpty() ? name : KindWatch.key(namespace, name))
            + " are not known: they are too long to be kept");
  }

  Node of(Node node, boolean labelled) {
    return new Node(
        interner.text(node.name()),
        labels(node.labels(), labelled, "Node", "", node.name()),
        node.unschedulable(),
        node.taints(),
        interner.quantityMap(node.allocatable()));
  }

  /** The pod; its labels only when it is on a node, since nobody asks for those of others. */
  PlacedPod of(PlacedPod pod, boolean labelled) {
    return new PlacedPod(
        interner.text(pod.namespace()),
        pod.name(),
        interner.text(pod.node()),
        pod.finished(),
        pod.node().isEmpty()
            ? UNPLACED
            : labels(pod.labels(), labelled, "Pod", pod.namespace(), pod.name()),
        interner.quantityMap(pod.requests()),
        pod.hostPorts(),
        pod.claims(),
        pod.standing().withoutStart(),
        interner.owner(pod.owner()),
        pod.created());
  }

  PersistentVolume of(PersistentVolume volume, boolean labelled) {
    ClaimReference claim = volume.claim();
    return new PersistentVolume(
        volume.name(),
        volume.uid(),
        labels(volume.labels(), labelled, "PersistentVolume", "", volume.name()),
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
        interner.text(volume.reclaimPolicy()),
        interner.text(volume.provisioner()));
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

  ServiceView of(ServiceView service) {
    Resource resource = service.resource();
    return ServiceView.of(resource.withTree(shared(resource.tree())));
  }

  private ObjectValue shared(ObjectValue object) {
    ObjectValue.Builder copy = new ObjectValue.Builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      copy.put(interner.text(object.key(i)), shared(object.value(i)));
    }
    return copy.build();
  }

  private Value shared(Value value) {
    return switch (value) {
      case StringValue string -> new StringValue(interner.text(string.text()));
      case ObjectValue object -> shared(object);
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
