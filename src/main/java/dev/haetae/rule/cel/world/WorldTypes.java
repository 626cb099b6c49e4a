package dev.haetae.rule.cel.world;

import static dev.haetae.cel.ExpressionType.BOOL;
import static dev.haetae.cel.ExpressionType.DYN;
import static dev.haetae.cel.ExpressionType.INT;
import static dev.haetae.cel.ExpressionType.STRING;

import dev.haetae.cel.ExpressionType;
import dev.haetae.cel.Unknowns;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.cel.value.ViewList;
import dev.haetae.inventory.Inventory.NodePortOwner;
import dev.haetae.inventory.PlacedPod;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.resource.Node;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PersistentVolume;
import dev.haetae.resource.PersistentVolume.ClaimReference;
import dev.haetae.resource.PersistentVolume.Source;
import dev.haetae.resource.PersistentVolumeClaim;
import dev.haetae.resource.Quantity;
import dev.haetae.resource.ServiceView;
import dev.haetae.resource.Taint;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.binding.ClaimPrediction;
import dev.haetae.simulator.scheduling.PodPrediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of what {@code inventory} and {@code predict} give: the fields that worlds keep. */
public final class WorldTypes {
  private static final ExpressionType TEXTS = ExpressionType.list(STRING);
  private static final ExpressionType TEXT_MAP = ExpressionType.map(STRING);
  private static final String NAME = "its name";
  private static final String NAMESPACE_OF = "its namespace";
  private static final String LABELS = "its labels";
  private static final String TERMINATING = "whether it is being deleted";

  /** A namespace and its labels. */
  record Namespace(String name, Map<String, String> labels) {}

  static final RecordType<PersistentVolumeClaim> CLAIM =
      RecordType.<PersistentVolumeClaim>named("haetae.Claim")
          .with("namespace", STRING, NAMESPACE_OF, PersistentVolumeClaim::namespace)
          .with("name", STRING, NAME, PersistentVolumeClaim::name)
          .with("phase", STRING, "status.phase; empty in a manifest", PersistentVolumeClaim::phase)
          .with("bound", BOOL, "whether it was given a volume", PersistentVolumeClaim::wasBound)
          .with("accessModes", TEXTS, "spec.accessModes", claim -> texts(claim.accessModes()))
          .with(
              "request",
              STRING,
              "spec.resources.requests.storage, for quantity()",
              claim -> claim.request().toString())
          .with(
              "storageClass",
              STRING,
              "its class; empty when it has or names none",
              claim -> textOrEmpty(claim.storageClass()))
          .with("volumeMode", STRING, "Filesystem or Block", PersistentVolumeClaim::volumeMode)
          .with(
              "volumeName",
              STRING,
              "spec.volumeName; empty while it has none",
              PersistentVolumeClaim::volumeName)
          .with("terminating", BOOL, TERMINATING, PersistentVolumeClaim::terminating)
          .build();

  static final RecordType<ClaimReference> CLAIM_REFERENCE =
      RecordType.<ClaimReference>named("haetae.ClaimReference")
          .with("namespace", STRING, "the claim's namespace", ClaimReference::namespace)
          .with("name", STRING, "the claim's name", ClaimReference::name)
          .build();

  static final RecordType<Source> SOURCE =
      RecordType.<Source>named("haetae.Source")
          .with("type", STRING, "nfs, csi, hostPath, local, …", Source::type)
          .with("driver", STRING, "of csi; else empty", Source::driver)
          .with("handle", STRING, "of csi, its volumeHandle; else empty", Source::handle)
          .with("server", STRING, "the NFS server, if any", Source::server)
          .with("path", STRING, "the export, or the path of the node", Source::path)
          .with("readOnly", BOOL, "whether no pod can write to it", Source::readOnly)
          .build();

  static final RecordType<PersistentVolume> VOLUME =
      RecordType.<PersistentVolume>named("haetae.Volume")
          .with("name", STRING, NAME, PersistentVolume::name)
          .with("labels", TEXT_MAP, LABELS, volume -> labels(volume.labels()))
          .with("phase", STRING, "status.phase; empty in a manifest", PersistentVolume::phase)
          .with(
              "capacity",
              STRING,
              "spec.capacity.storage, for quantity()",
              volume -> volume.capacity().toString())
          .with("accessModes", TEXTS, "spec.accessModes", volume -> texts(volume.accessModes()))
          .with("storageClass", STRING, "its class; empty for none", PersistentVolume::storageClass)
          .with("volumeMode", STRING, "Filesystem or Block", PersistentVolume::volumeMode)
          .with(
              "claim",
              ExpressionType.optional(CLAIM_REFERENCE.type()),
              "the claim that it is bound or promised to",
              volume -> Optional.ofNullable(volume.claim()).map(CLAIM_REFERENCE::view))
          .with("source", SOURCE.type(), "its storage", volume -> SOURCE.view(volume.source()))
          .with(
              "reclaimPolicy",
              STRING,
              "spec.persistentVolumeReclaimPolicy",
              PersistentVolume::reclaimPolicy)
          .with(
              "provisioner",
              STRING,
              "what made it; empty when made by hand",
              PersistentVolume::provisioner)
          .with("terminating", BOOL, TERMINATING, PersistentVolume::terminating)
          .build();

  static final RecordType<Taint> TAINT =
      RecordType.<Taint>named("haetae.Taint")
          .with("key", STRING, "the key", Taint::key)
          .with("value", STRING, "the value; may be empty", Taint::value)
          .with("effect", STRING, "NoSchedule, PreferNoSchedule or NoExecute", Taint::effect)
          .build();

  static final RecordType<Node> NODE =
      RecordType.<Node>named("haetae.Node")
          .with("name", STRING, NAME, Node::name)
          .with("labels", TEXT_MAP, LABELS, node -> labels(node.labels()))
          .with("unschedulable", BOOL, "whether it is cordoned", Node::unschedulable)
          .with(
              "taints",
              ExpressionType.list(TAINT.type()),
              "spec.taints",
              node -> new ViewList<>(node.taints(), TAINT::view))
          .with(
              "allocatable",
              TEXT_MAP,
              "what pods can have, for quantity()",
              node -> quantities(node.allocatable()))
          .build();

  static final RecordType<ObjectView> SERVICE_PORT =
      RecordType.<ObjectView>named("haetae.ServicePort")
          .with("name", STRING, "its name; may be empty", port -> port.text("name"))
          .with("port", INT, "the port", port -> port.integer("port", 0))
          .with("nodePort", INT, "the node port; 0 for none", ServiceView::nodePort)
          .with("protocol", STRING, "TCP, UDP or SCTP", ServiceView::protocol)
          .build();

  static final RecordType<ServiceView> SERVICE =
      RecordType.<ServiceView>named("haetae.Service")
          .with("namespace", STRING, NAMESPACE_OF, service -> service.resource().namespace())
          .with("name", STRING, NAME, service -> service.resource().name())
          .with("type", STRING, "ClusterIP, NodePort, LoadBalancer, …", ServiceView::type)
          .with(
              "ports",
              ExpressionType.list(SERVICE_PORT.type()),
              "spec.ports",
              service -> new ViewList<>(service.ports(), SERVICE_PORT::view))
          .with("selector", TEXT_MAP, "spec.selector", service -> labels(service.selector()))
          .with("spec", DYN, "the whole spec", service -> TreeValues.of(service.spec().value()))
          .build();

  static final RecordType<PlacedPod> POD =
      RecordType.<PlacedPod>named("haetae.Pod")
          .with("namespace", STRING, NAMESPACE_OF, PlacedPod::namespace)
          .with("name", STRING, NAME, PlacedPod::name)
          .with("node", STRING, "the node it is on; empty for none yet", PlacedPod::node)
          .with(
              "labels",
              TEXT_MAP,
              "its labels; in a cluster known once it is on a node",
              pod -> labels(pod.labels()))
          .with(
              "requests",
              TEXT_MAP,
              "what the scheduler counts for it, for quantity()",
              pod -> quantities(pod.requests()))
          .with("claims", TEXTS, "the claims it mounts", pod -> texts(pod.claims()))
          .with("priority", INT, "its priority", pod -> (long) pod.standing().priority())
          .with("terminating", BOOL, TERMINATING, pod -> pod.standing().terminating())
          .build();

  static final RecordType<Namespace> NAMESPACE =
      RecordType.<Namespace>named("haetae.Namespace")
          .with("name", STRING, NAME, Namespace::name)
          .with("labels", TEXT_MAP, LABELS, namespace -> labels(namespace.labels()))
          .build();

  static final RecordType<NodePortOwner> NODE_PORT_OWNER =
      RecordType.<NodePortOwner>named("haetae.NodePortOwner")
          .with("namespace", STRING, "the Service's namespace", NodePortOwner::namespace)
          .with("name", STRING, "the Service's name", NodePortOwner::name)
          .with("field", STRING, "the field that holds it", NodePortOwner::field)
          .build();

  static final RecordType<ClaimPrediction> CLAIM_PREDICTION =
      RecordType.<ClaimPrediction>named("haetae.ClaimPrediction")
          .with(
              "outcome",
              STRING,
              "Bound, Pending, WaitsForConsumer, Provisioning or Lost",
              prediction -> prediction.outcome().word())
          .with("message", STRING, "why, in a sentence", ClaimPrediction::message)
          .with(
              "volume",
              STRING,
              "the volume it binds to or names; empty for none",
              ClaimPrediction::volumeName)
          .with(
              "volumes",
              TEXTS,
              "all that it may bind to",
              prediction -> texts(prediction.possibleVolumes()))
          .with(
              "storageClass",
              STRING,
              "its class, the default one filled in; empty for none",
              prediction -> textOrEmpty(prediction.claim().storageClass()))
          .with(
              "provisioner",
              STRING,
              "what makes the volume; empty unless Provisioning",
              ClaimPrediction::provisioner)
          .build();

  static final RecordType<PodPrediction> POD_PREDICTION =
      RecordType.<PodPrediction>named("haetae.PodPrediction")
          .with(
              "outcome",
              STRING,
              "Schedulable, Unschedulable, WaitsForProvisioning or WaitsForResourceClaim",
              prediction -> prediction.outcome().word())
          .with("message", STRING, "why, in the scheduler's words", PodPrediction::message)
          .with(
              "nodes", TEXTS, "the nodes that can take it", prediction -> texts(prediction.nodes()))
          .build();

  private static final List<RecordType<?>> ALL =
      List.of(
          CLAIM,
          VOLUME,
          CLAIM_REFERENCE,
          SOURCE,
          NODE,
          TAINT,
          SERVICE,
          SERVICE_PORT,
          POD,
          NAMESPACE,
          NODE_PORT_OWNER,
          CLAIM_PREDICTION,
          POD_PREDICTION);

  private WorldTypes() {}

  /** All types, in the order in which people read them. */
  public static List<RecordType<?>> all() {
    return ALL;
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Object texts(List<String> texts) {
    return new ViewList<>(texts, text -> text);
  }

  // Labels that are not kept are not absent.
  private static Object labels(Map<String, String> labels) {
    try {
      ObjectValue.Builder tree = new ObjectValue.Builder(Math.min(labels.size(), 64));
      labels.forEach(tree::put);
      return TreeValues.of(tree.build());
    } catch (UnreadableObjectException e) {
      throw Unknowns.thrown(List.of(e.sentence()));
    }
  }

  private static Object quantities(Map<String, Quantity> quantities) {
    ObjectValue.Builder tree = new ObjectValue.Builder(quantities.size());
    quantities.forEach((name, quantity) -> tree.put(name, quantity.toString()));
    return TreeValues.of(tree.build());
  }
}
