package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;
import java.util.List;

/**
 * Prepares a new pod: its label keys become selectors, its AppArmor annotations fields.
 *
 * <p>Mirrors {@code pkg/registry/core/pod/strategy.go}.
 */
final class PodStrategy {
  private static final String[] CONTAINERS = {
    "initContainers", "containers", "ephemeralContainers"
  };

  private PodStrategy() {}

  static void prepare(Attributes request) {
    ObjectValue spec = request.spec();
    ObjectValue metadata = Trees.object(request.object(), "metadata");
    ObjectValue labels = Trees.object(metadata, "labels");
    ObjectValue out = spec;
    if (spec.has("affinity")) {
      out = Trees.change(out, "affinity", affinity -> affinity(affinity, labels));
    }
    out =
        Trees.changeEach(
            out,
            "topologySpreadConstraints",
            constraint -> withKeys(constraint, "matchLabelKeys", "In", labels));
    ObjectValue annotations = Trees.object(metadata, "annotations");
    if (annotations.size() > 0 && !Trees.object(spec, "os").text("name").equals("windows")) {
      for (String field : CONTAINERS) {
        ObjectValue pod = out;
        out = Trees.changeEach(pod, field, one -> appArmor(request, annotations, pod, one));
      }
    }
    if (!Trees.isSame(spec, out)) {
      request.replaceSpec(out);
    }
  }

  private static ObjectValue affinity(ObjectValue affinity, ObjectValue labels) {
    ObjectValue out = affinity;
    for (String kind : new String[] {"podAffinity", "podAntiAffinity"}) {
      if (out.has(kind)) {
        out = Trees.change(out, kind, terms -> terms(terms, labels));
      }
    }
    return out;
  }

  private static ObjectValue terms(ObjectValue terms, ObjectValue labels) {
    ObjectValue out =
        Trees.changeEach(
            terms, "requiredDuringSchedulingIgnoredDuringExecution", term -> term(term, labels));
    return Trees.changeEach(
        out,
        "preferredDuringSchedulingIgnoredDuringExecution",
        wish -> Trees.change(wish, "podAffinityTerm", term -> term(term, labels)));
  }

  private static ObjectValue term(ObjectValue term, ObjectValue labels) {
    ObjectValue out = withKeys(term, "matchLabelKeys", "In", labels);
    return withKeys(out, "mismatchLabelKeys", "NotIn", labels);
  }

  private static ObjectValue withKeys(
      ObjectValue holder, String field, String operator, ObjectValue labels) {
    ArrayValue keys = Trees.array(holder, field);
    if (keys.size() == 0 || !holder.has("labelSelector")) {
      return holder;
    }
    ObjectValue selector = Trees.object(holder, "labelSelector");
    ArrayValue before = Trees.array(selector, "matchExpressions");
    ArrayValue.Builder requirements = new ArrayValue.Builder();
    for (int i = 0; i < before.size(); i++) {
      requirements.add(before.get(i), before.position(i));
    }
    boolean more = false;
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof StringValue key && labels.has(key.text())) {
        requirements.add(
            new ObjectValue.Builder(3)
                .put("key", key.text())
                .put("operator", operator)
                .put("values", ArrayValue.ofTexts(List.of(labels.text(key.text()))))
                .build());
        more = true;
      }
    }
    return more
        ? holder.with("labelSelector", selector.with("matchExpressions", requirements.build()))
        : holder;
  }

  private static ObjectValue appArmor(
      Attributes request, ObjectValue annotations, ObjectValue spec, ObjectValue container) {
    String key = AppArmor.ANNOTATION + container.text("name");
    ObjectValue context = Trees.object(container, "securityContext");
    if (!annotations.has(key) || context.has(AppArmor.FIELD)) {
      return container;
    }
    ObjectValue profile = AppArmor.profile(annotations.text(key));
    if (profile != null
        && profile.equals(Trees.object(spec, "securityContext").get(AppArmor.FIELD))) {
      return container;
    }
    request.warn("metadata.annotations[" + key + "]: " + AppArmor.DEPRECATED);
    return profile == null
        ? container
        : container.with("securityContext", context.with(AppArmor.FIELD, profile));
  }
}
