package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.WebhookPlan;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of a namespace, as selectors see them. */
final class NamespaceLabels {
  private NamespaceLabels() {}

  /** The labels of a namespace; no more than its name when it cannot be seen. */
  static Map<String, String> of(TypedObjects objects, String name) {
    Map<String, String> labels =
        new LinkedHashMap<>(
            Sight.of("", name, () -> objects.find(Namespace.class, "", name))
                .map(NamespaceLabels::of, Map.of()));
    labels.put(WebhookPlan.NAME_LABEL, name);
    return labels;
  }

  static Map<String, String> of(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }
}
