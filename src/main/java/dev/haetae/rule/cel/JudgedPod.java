package dev.haetae.rule.cel;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ContainerView.Role;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A pod as expressions see it as {@code pod}: {@code metadata} and {@code spec}, as a Pod has them,
 * whatever the carrier's kind writes instead; and the way from its fields to the carrier's.
 */
final class JudgedPod {
  private static final String METADATA = "metadata";
  private static final String SPEC = "spec";
  private static final String CONTAINERS = "containers";
  private static final String VOLUMES = "volumes";
  private static final List<String> PLACING =
      List.of("nodeSelector", "affinity", "tolerations", "schedulerName");

  private final PodView pod;
  private final List<ContainerView> containers = new ArrayList<>();
  private final boolean writesVolumes;
  private final ObjectValue tree;

  JudgedPod(PodView pod) {
    this.pod = pod;
    for (ContainerView container : pod.containers()) {
      if (container.role() == Role.MAIN) {
        containers.add(container);
      }
    }
    ObjectValue spec = pod.spec().value();
    this.writesVolumes = pod.volumes().size() == pod.spec().array(VOLUMES).size();
    if (containers.size() != pod.spec().array(CONTAINERS).size()) {
      List<Value> all = new ArrayList<>();
      containers.forEach(container -> all.add(container(container)));
      spec = spec.with(CONTAINERS, ArrayValue.of(all));
    }
    if (!writesVolumes) {
      List<Value> all = new ArrayList<>();
      pod.volumes().forEach(volume -> all.add(volume.view().value()));
      spec = spec.with(VOLUMES, ArrayValue.of(all));
    }
    this.tree =
        new ObjectValue.Builder(2)
            .put(METADATA, pod.metadata().value())
            .put(SPEC, placed(spec))
            .build();
  }

  private ObjectValue placed(ObjectValue spec) {
    ObjectValue placed = spec;
    for (String field : PLACING) {
      ObjectValue holder = pod.placing(field).value();
      if (!placed.has(field) && holder.has(field)) {
        placed = placed.with(field, holder.get(field));
      }
    }
    return placed;
  }

  // Some kinds write a container's name and resources in other fields.
  private static ObjectValue container(ContainerView container) {
    ObjectValue written = container.view().value();
    return written.has("resources") || !container.hasResources()
        ? written
        : written
            .with("name", new StringValue(container.name()))
            .with("resources", container.resources().value());
  }

  /** The pod. */
  PodView pod() {
    return pod;
  }

  /** The tree that expressions see. */
  ObjectValue tree() {
    return tree;
  }

  /** The path in the carrier of a field of the tree. */
  Path inCarrier(Path path) {
    List<Path> steps = path.steps();
    if (steps.isEmpty()) {
      return pod.spec().path();
    }
    if (steps.getFirst().key().equals(METADATA)) {
      return append(pod.metadata().path(), steps, 1);
    }
    if (!steps.getFirst().key().equals(SPEC)) {
      return pod.spec().path();
    }
    if (steps.size() < 2) {
      return pod.spec().path();
    }
    String field = steps.get(1).key();
    int index = steps.size() < 3 ? -1 : steps.get(2).index();
    if (field.equals(CONTAINERS) && index >= 0 && index < containers.size()) {
      return append(containers.get(index).view().path(), steps, 3);
    }
    if (field.equals(VOLUMES) && !writesVolumes && index >= 0) {
      List<VolumeView> volumes = pod.volumes();
      return index < volumes.size()
          ? append(volumes.get(index).view().path(), steps, 3)
          : pod.spec().path(VOLUMES);
    }
    return append(
        PLACING.contains(field) ? pod.placing(field).path() : pod.spec().path(), steps, 1);
  }

  private static Path append(Path prefix, List<Path> steps, int from) {
    Path path = prefix;
    for (Path step : steps.subList(from, steps.size())) {
      path = step.index() < 0 ? path.child(step.key()) : path.child(step.index());
    }
    return path;
  }
}
