package dev.haetae.engine;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The Pods that operators make of the templates of their kinds, as far as the templates say: each
 * kind writes containers, and what places a pod, in its own way.
 */
public final class TemplatePods {
  private static final List<String> PLACING =
      List.of("nodeSelector", "affinity", "tolerations", "schedulerName");
  private static final ObjectValue ANY = ObjectValue.of("operator", new StringValue("Exists"));

  private TemplatePods() {}

  /** The Pod of a template, under the name and in the namespace of its carrier. */
  public static Resource pod(PodView template) {
    ObjectValue written = template.metadata().value();
    ObjectValue.Builder metadata = new ObjectValue.Builder(4);
    metadata.put("name", template.carrier().name());
    metadata.put("namespace", template.carrier().namespace());
    for (String field : List.of("labels", "annotations")) {
      if (written.has(field)) {
        metadata.put(field, written.get(field));
      }
    }
    ObjectValue tree =
        new ObjectValue.Builder(4)
            .put("apiVersion", "v1")
            .put("kind", "Pod")
            .put("metadata", metadata.build())
            .put("spec", spec(template))
            .build();
    return template.carrier().withTree(tree);
  }

  // Kinds write containers, resources and what places a pod in other fields too.
  private static ObjectValue spec(PodView template) {
    List<Value> containers = new ArrayList<>();
    for (ContainerView container : template.containers()) {
      if (container.role() == ContainerView.Role.MAIN) {
        containers.add(container(container));
      }
    }
    ObjectValue spec = template.spec().value().with("containers", ArrayValue.of(containers));
    for (String field : PLACING) {
      ObjectValue holder = template.placing(field).value();
      if (!spec.has(field) && holder.has(field)) {
        spec = spec.with(field, holder.get(field));
      }
    }
    List<VolumeView> volumes = template.volumes();
    if (volumes.size() < template.spec().array("volumes").size()) {
      // Claims that are made for the pod take the place of the others.
      spec =
          spec.with(
              "volumes", ArrayValue.of(volumes.stream().map(one -> one.view().value()).toList()));
    }
    // The rest of its spec may tolerate whatever there is.
    return template.isPart() ? spec.with("tolerations", ArrayValue.of(List.of(ANY))) : spec;
  }

  private static ObjectValue container(ContainerView container) {
    ObjectValue written = container.view().value();
    return written.has("resources") || !container.hasResources()
        ? written
        : written
            .with("name", new StringValue(container.name()))
            .with("resources", container.resources().value());
  }
}
