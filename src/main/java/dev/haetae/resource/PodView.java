package dev.haetae.resource;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pod spec, of a Pod or of the template that a carrier makes its pods from. */
public final class PodView {
  /** A part of the keys of all annotations that hand out devices. */
  public static final String DEVICE_ANNOTATION = "cdi.k8s.io/";

  private static final StringValue ANY = new StringValue("Exists");

  private final Resource carrier;
  private final ObjectView holder;
  private final ObjectView spec;
  private final ObjectView defaults;
  private final PodForm form;
  private final boolean isPod;
  private volatile @Nullable Map<String, String> labels;
  private volatile @Nullable List<ContainerView> containers;
  private volatile @Nullable List<VolumeView> volumes;
  private volatile @Nullable List<Toleration> tolerations;
  private volatile @Nullable NodeSelector requiredNodes;
  private volatile @Nullable ObjectView metadata;
  private volatile @Nullable Boolean mirror;

  PodView(Resource carrier, ObjectView holder, ObjectView spec, PodForm form) {
    this.carrier = carrier;
    this.holder = holder;
    this.spec = form.known(spec);
    this.defaults = form.defaults(carrier);
    this.form = form;
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

  /**
   * Returns whether it is but a part of a pod spec, to be laid over another: who tolerates or
   * selects nodes there is not known here.
   */
  public boolean isPart() {
    return form == PodForm.TRAINER;
  }

  /** The pod spec, as far as it is written here. */
  public ObjectView spec() {
    return spec;
  }

  /** The metadata of the Pod or template. */
  public ObjectView metadata() {
    ObjectView known = metadata;
    if (known == null) {
      known = form.metadata(holder, spec);
      metadata = known;
    }
    return known;
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
   * All containers: init containers, containers, ephemeral containers, in this order; last those
   * that its kind writes elsewhere, such as the one that serves a model of KServe.
   */
  public List<ContainerView> containers() {
    List<ContainerView> known = containers;
    if (known == null) {
      known = new ArrayList<>();
      form.addContainers(spec, known);
      containers = known;
    }
    return known;
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
      form.addVolumes(this, defaults, known);
      if (!replaced.isEmpty()) {
        known.removeIf(volume -> replaced.contains(volume.name()));
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
    return placing("nodeSelector").textMap("nodeSelector");
  }

  /**
   * The object that says {@code field}, such as {@code tolerations}: the spec, or what counts where
   * the spec says nothing.
   */
  public ObjectView placing(String field) {
    return !spec.has(field) && defaults.has(field) ? defaults : spec;
  }

  /** {@code affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution}. */
  public ObjectView requiredNodeAffinity() {
    return placing("affinity")
        .object("affinity")
        .object("nodeAffinity")
        .object("requiredDuringSchedulingIgnoredDuringExecution");
  }

  /** The nodes that {@link #requiredNodeAffinity} selects; null when nothing is required. */
  public @Nullable NodeSelector requiredNodes() {
    NodeSelector known = requiredNodes;
    if (known == null) {
      ObjectView affinity = placing("affinity").object("affinity").object("nodeAffinity");
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
      for (ObjectView toleration : placing("tolerations").objects("tolerations")) {
        known.add(Toleration.of(toleration));
      }
      if (isPart()) {
        known.add(Toleration.of(ObjectView.of(ObjectValue.of("operator", ANY), spec.path())));
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
    Boolean known = mirror;
    if (known == null) {
      known = isPod() && metadata().object("annotations").has("kubernetes.io/config.mirror");
      mirror = known;
    }
    return known;
  }
}
