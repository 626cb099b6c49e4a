package dev.haetae.resource;

import dev.haetae.resource.tree.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pod spec, of a Pod or of the template that a carrier makes its pods from. */
public final class PodView {
  // KServe writes the container that serves a model beside the lists of containers.
  private static final List<String> MODEL_SERVERS =
      List.of(
          "model",
          "huggingface",
          "lightgbm",
          "onnx",
          "paddle",
          "pmml",
          "pytorch",
          "sklearn",
          "tensorflow",
          "triton",
          "xgboost");

  /** A part of the keys of all annotations that hand out devices. */
  public static final String DEVICE_ANNOTATION = "cdi.k8s.io/";

  private final Resource carrier;
  private final ObjectView template;
  private final ObjectView spec;
  private final boolean hasMetadata;
  private final boolean isPod;
  private volatile @Nullable Map<String, String> labels;
  private volatile @Nullable List<ContainerView> containers;
  private volatile @Nullable List<VolumeView> volumes;
  private volatile @Nullable List<Toleration> tolerations;
  private volatile @Nullable NodeSelector requiredNodes;

  PodView(Resource carrier, ObjectView template, String specField) {
    this.carrier = carrier;
    this.template = template;
    this.spec = template.object(specField);
    // Only a template's "spec" has "metadata" beside it; an inline pod spec has none.
    this.hasMetadata = specField.equals("spec");
    this.isPod = carrier.groupKind().equals(GroupKind.POD);
  }

  /** The object that carries it: the Pod itself, a Deployment, … */
  public Resource carrier() {
    return carrier;
  }

  /** Returns whether the carrier is the Pod itself. */
  public boolean isPod() {
    return isPod;
  }

  /** The pod spec. */
  public ObjectView spec() {
    return spec;
  }

  /** The metadata of the Pod or template. */
  public ObjectView metadata() {
    return hasMetadata
        ? template.object("metadata")
        : ObjectView.of(ObjectValue.EMPTY, template.path("metadata"));
  }

  /** The labels of the Pod or template. */
  public Map<String, String> labels() {
    Map<String, String> known = labels;
    if (known == null) {
      known = Collections.unmodifiableMap(metadata().textMap("labels"));
      labels = known;
    }
    return known;
  }

  /** The annotations of the Pod or template. */
  public Map<String, String> annotations() {
    return metadata().textMap("annotations");
  }

  /**
   * All containers: init containers, containers, ephemeral containers, in this order; last the one
   * that serves the model of a KServe InferenceService.
   */
  public List<ContainerView> containers() {
    List<ContainerView> known = containers;
    if (known == null) {
      known = new ArrayList<>();
      for (ContainerView.Role role : ContainerView.Role.values()) {
        for (ObjectView container : spec.objects(role.field())) {
          known.add(new ContainerView(container, role));
        }
      }
      if (!hasMetadata) {
        addModelServers(known);
      }
      containers = known;
    }
    return known;
  }

  private void addModelServers(List<ContainerView> known) {
    for (String field : MODEL_SERVERS) {
      if (spec.value().get(field) instanceof ObjectValue) {
        known.add(new ContainerView(spec.object(field), ContainerView.Role.MAIN));
      }
    }
  }

  /**
   * {@code volumes}, but those that no pod ever has: in place of one that is named like a claim
   * template the StatefulSet's controller mounts the claim that it makes.
   */
  public List<VolumeView> volumes() {
    List<VolumeView> known = volumes;
    if (known == null) {
      Set<String> replaced = ClaimTemplate.replacedVolumes(carrier);
      known = new ArrayList<>();
      for (ObjectView view : spec.objects("volumes")) {
        VolumeView volume = new VolumeView(view);
        if (replaced.isEmpty() || !replaced.contains(volume.name())) {
          known.add(volume);
        }
      }
      volumes = known;
    }
    return known;
  }

  /** {@code nodeName}: the node a pod is on, or is put on past the scheduler; empty when none. */
  public String nodeName() {
    return spec.text("nodeName");
  }

  /** {@code nodeSelector}. */
  public Map<String, String> nodeSelector() {
    return spec.textMap("nodeSelector");
  }

  /** {@code affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution}. */
  public ObjectView requiredNodeAffinity() {
    return spec.object("affinity")
        .object("nodeAffinity")
        .object("requiredDuringSchedulingIgnoredDuringExecution");
  }

  /** The nodes that {@link #requiredNodeAffinity} selects; null when nothing is required. */
  public @Nullable NodeSelector requiredNodes() {
    NodeSelector known = requiredNodes;
    if (known == null) {
      ObjectView affinity = spec.object("affinity").object("nodeAffinity");
      if (!affinity.has("requiredDuringSchedulingIgnoredDuringExecution")) {
        return null;
      }
      known = NodeSelector.of(requiredNodeAffinity());
      requiredNodes = known;
    }
    return known;
  }

  /** {@code tolerations}. */
  public List<Toleration> tolerations() {
    List<Toleration> known = tolerations;
    if (known == null) {
      known = new ArrayList<>();
      for (ObjectView toleration : spec.objects("tolerations")) {
        known.add(Toleration.of(toleration));
      }
      tolerations = known;
    }
    return known;
  }

  /**
   * Returns whether an annotation of this key hands out devices by their CDI names: {@code
   * cdi.k8s.io/…}, or with a prefix before the domain, as device plugins may be told to write it.
   */
  public static boolean isDeviceAnnotation(String key) {
    int domain = key.indexOf(DEVICE_ANNOTATION);
    return domain == 0 || (domain > 0 && key.charAt(domain - 1) == '.');
  }

  /** Returns whether it is the kubelet's own mirror of a static pod; only ever true of a Pod. */
  public boolean isMirror() {
    return isPod() && metadata().object("annotations").has("kubernetes.io/config.mirror");
  }
}
