package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;

/**
 * The defaults of pods and what they consist of.
 *
 * <p>Mirrors {@code SetDefaults_Pod}, {@code SetDefaults_Container} and {@code SetDefaults_Volume}
 * of {@code pkg/apis/core/v1/defaults.go}, and the field {@code serviceAccount} that the conversion
 * of pod specs keeps equal to {@code serviceAccountName}.
 */
final class PodDefaults {
  private static final String GRACE = "terminationGracePeriodSeconds";
  private static final StringValue ALWAYS = new StringValue("Always");
  private static final StringValue IF_NOT_PRESENT = new StringValue("IfNotPresent");

  private PodDefaults() {}

  static ObjectValue pod(ObjectValue pod) {
    return Trees.change(Conversions.pod(pod), "spec", PodDefaults::specOfPod);
  }

  // A template has none of these.
  private static ObjectValue specOfPod(ObjectValue spec) {
    ObjectValue out = Trees.changeEach(spec, "containers", PodDefaults::requests);
    out = Trees.changeEach(out, "initContainers", PodDefaults::requests);
    out = PodLevelDefaults.of(out);
    // The conversion of pods, and of pods only, allows no less.
    if (Trees.integer(out, GRACE, 0) < 0) {
      out = out.with(GRACE, NumberValue.of(1));
    }
    out = Trees.ifAbsent(out, "enableServiceLinks", BooleanValue.TRUE);
    if (Trees.isTrue(out, "hostNetwork")) {
      out = Trees.changeEach(out, "containers", PodDefaults::hostPorts);
      out = Trees.changeEach(out, "initContainers", PodDefaults::hostPorts);
    }
    return out;
  }

  private static ObjectValue requests(ObjectValue container) {
    ObjectValue resources = Trees.object(container, "resources");
    ObjectValue limits = Trees.object(resources, "limits");
    if (limits.size() == 0) {
      return container;
    }
    ObjectValue requests = Trees.object(resources, "requests");
    ObjectValue filled = Trees.filled(requests, limits);
    return Trees.isSame(requests, filled)
        ? container
        : container.with("resources", resources.with("requests", filled));
  }

  private static ObjectValue hostPorts(ObjectValue container) {
    return Trees.changeEach(
        container,
        "ports",
        port ->
            Trees.integer(port, "containerPort", 0) == 0
                ? port
                : Trees.ifAbsent(port, "hostPort", port.get("containerPort")));
  }

  static ObjectValue podSpec(ObjectValue spec) {
    String name = spec.text("serviceAccountName");
    String other = spec.text("serviceAccount");
    if (name.equals(other)) {
      return spec;
    }
    String account = name.isEmpty() ? other : name;
    return Trees.with(Trees.with(spec, "serviceAccountName", account), "serviceAccount", account);
  }

  static ObjectValue container(ObjectValue container) {
    if (container.has("imagePullPolicy")) {
      return container;
    }
    boolean latest = ImageTag.isLatest(container.text("image"));
    return container.with("imagePullPolicy", latest ? ALWAYS : IF_NOT_PRESENT);
  }

  static ObjectValue volume(ObjectValue volume) {
    if (volume.size() == (volume.has("name") ? 1 : 0)) {
      return volume.with("emptyDir", ObjectValue.EMPTY);
    }
    ObjectValue image = Trees.object(volume, "image");
    if (!volume.has("image") || image.has("pullPolicy")) {
      return volume;
    }
    boolean latest = ImageTag.isLatest(image.text("reference"));
    return volume.with("image", image.with("pullPolicy", latest ? ALWAYS : IF_NOT_PRESENT));
  }
}
