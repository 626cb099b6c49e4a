package dev.haetae.simulator.defaults;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What objects look like after the API server has converted them to its own version and back.
 *
 * <p>Mirrors {@code pkg/apis/core/v1/conversion.go} and {@code pkg/apis/apps/v1/conversion.go}.
 */
final class Conversions {
  private static final String GENERATION = "deprecated.daemonset.template.generation";

  private static final List<String> OLD_INIT_CONTAINERS =
      List.of(
          "pod.beta.kubernetes.io/init-containers",
          "pod.alpha.kubernetes.io/init-containers",
          "pod.beta.kubernetes.io/init-container-statuses",
          "pod.alpha.kubernetes.io/init-container-statuses");

  private Conversions() {}

  /** What once were the init containers of a pod or a template is dropped. */
  static ObjectValue pod(ObjectValue pod) {
    ObjectValue annotations = Trees.object(Trees.object(pod, "metadata"), "annotations");
    ObjectValue rest = annotations;
    for (String name : OLD_INIT_CONTAINERS) {
      rest = annotations.size() == 0 ? rest : rest.without(name);
    }
    if (rest.size() == annotations.size()) {
      return pod;
    }
    ObjectValue kept = rest;
    return Trees.change(
        pod,
        "metadata",
        metadata ->
            kept.size() == 0
                ? metadata.without("annotations")
                : metadata.with("annotations", kept));
  }

  /** Texts become data. */
  static ObjectValue secret(ObjectValue secret) {
    ObjectValue texts = Trees.object(secret, "stringData");
    if (!secret.has("stringData")) {
      return secret;
    }
    ObjectValue.Builder data = new ObjectValue.Builder(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Value value = texts.value(i);
      if (value instanceof StringValue text) {
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        data.put(texts.key(i), Base64.getEncoder().encodeToString(bytes));
      }
    }
    return secret
        .without("stringData")
        .with("data", Trees.overlaid(Trees.object(secret, "data"), data.build()));
  }

  /** The older field of a node's addresses is the first of the newer one. */
  static ObjectValue nodeSpec(ObjectValue spec) {
    String first = spec.text("podCIDR");
    ArrayValue all = Trees.array(spec, "podCIDRs");
    if (first.isEmpty()) {
      return all.size() == 0 ? spec : spec.with("podCIDR", all.get(0));
    }
    return all.size() > 0 && all.get(0).equals(spec.get("podCIDR"))
        ? spec
        : spec.with("podCIDRs", ArrayValue.ofTexts(List.of(first)));
  }

  /** A field that is no more is kept as an annotation. */
  static ObjectValue daemonSet(ObjectValue set) {
    return Trees.change(
        set,
        "metadata",
        metadata ->
            Trees.change(metadata, "annotations", there -> Trees.ifAbsent(there, GENERATION, "0")));
  }

  /** Claim templates name their kind. */
  static ObjectValue statefulSetSpec(ObjectValue spec) {
    return Trees.changeEach(
        spec,
        "volumeClaimTemplates",
        claim ->
            Trees.with(Trees.with(claim, "apiVersion", "v1"), "kind", "PersistentVolumeClaim"));
  }
}
