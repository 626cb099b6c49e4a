package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.rule.Parameters;
import dev.haetae.simulator.scheduling.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The schedulers that hand out shares of GPUs by variables: KAI's webhook lets a container with a
 * share read {@code NVIDIA_VISIBLE_DEVICES} from a ConfigMap that its binder fills in once it has
 * chosen the GPU.
 *
 * <p>What anybody may write is let through only where the sharer writes it: in a Pod that names the
 * sharer's scheduler and no node, has its annotation, and whose ConfigMap is named as the sharer
 * names it, for this container. Whoever may write ConfigMaps could still fill in one of such a name
 * before the binder does; the page of the rule says so.
 */
final class GpuSharers {
  /** The annotation by which KAI keeps what all names of a pod's ConfigMaps begin with. */
  private static final String NAME_ANNOTATION = "runai/shared-gpu-configmap";

  /** The annotation that names the container with the share; without it, it is the first one. */
  private static final String CONTAINER_ANNOTATION = "gpu-fraction-container-name";

  // Before KAI, run:ai named the key so.
  private static final String OLD_KEY = "RUNAI-VISIBLE-DEVICES";
  private static final String OF_VARIABLES = "-evar";

  private static final Sharer KAI =
      new Sharer(
          Set.of("kai-scheduler", "runai-scheduler"),
          Set.of("gpu-fraction", "gpu-memory"),
          List.of("shared-gpu", "runai-sh-gpu"));

  private final List<Sharer> sharers;

  /**
   * A scheduler that hands out shares.
   *
   * @param schedulers names that pods may call it by
   * @param annotations one of which a pod with a share has
   * @param configMaps what the names of its ConfigMaps have before the number of the container
   */
  private record Sharer(Set<String> schedulers, Set<String> annotations, List<String> configMaps) {
    boolean shares(PodView pod) {
      if (!schedulers.contains(pod.placing("schedulerName").text("schedulerName"))) {
        return false;
      }
      ObjectView written = pod.metadata().object("annotations");
      for (String annotation : annotations) {
        if (written.has(annotation)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The sharers that the parameter {@code sharers} lists; KAI when it is not written. */
  GpuSharers(Parameters parameters) {
    if (!parameters.has("sharers")) {
      sharers = List.of(KAI);
      return;
    }
    List<Sharer> written = new ArrayList<>();
    for (Parameters one : parameters.objects("sharers")) {
      written.add(
          new Sharer(
              Set.copyOf(some(one, "schedulers")),
              Set.copyOf(some(one, "annotations")),
              some(one, "configMaps")));
    }
    sharers = List.copyOf(written);
  }

  private static List<String> some(Parameters sharer, String name) {
    List<String> texts = sharer.texts(name, List.of());
    if (texts.isEmpty() || texts.contains("")) {
      sharer.problem(name, "must hold at least one name, and none that is empty");
    }
    return texts;
  }

  /** Returns whether a pod takes a share of a GPU from one of the sharers. */
  boolean share(PodView pod) {
    return sharers.stream().anyMatch(sharer -> sharer.shares(pod));
  }

  /** Returns whether the sharer of a pod has written this entry of a container's {@code env}. */
  boolean write(ObjectView entry, ContainerView container, PodView pod) {
    ObjectView source = entry.object("valueFrom").object("configMapKeyRef");
    String key = source.text("key");
    return entry.text("name").equals(VoidDevices.VARIABLE)
        && (key.equals(VoidDevices.VARIABLE) || key.equals(OLD_KEY))
        && name(source.text("name"), "", container, pod);
  }

  /** Returns whether the sharer of a pod has written this entry of {@code envFrom}. */
  boolean writeSource(ObjectView source, ContainerView container, PodView pod) {
    return name(source.object("configMapRef").text("name"), OF_VARIABLES, container, pod);
  }

  private boolean name(String configMap, String end, ContainerView container, PodView pod) {
    // Its webhook writes into Pods only; past the scheduler nobody fills in the ConfigMap.
    if (configMap.isEmpty() || !pod.isPod() || Placement.isByHand(pod)) {
      return false;
    }
    String number = number(container, pod);
    if (!hasShare(container, number, pod)) {
      return false;
    }
    for (Sharer sharer : sharers) {
      if (sharer.shares(pod) && isNamed(sharer, configMap, number + end, pod)) {
        return true;
      }
    }
    return false;
  }

  // Of one container only, so that nobody fills in the ConfigMaps that others name.
  private static boolean hasShare(ContainerView container, String number, PodView pod) {
    String named = pod.metadata().object("annotations").text(CONTAINER_ANNOTATION);
    return named.isEmpty()
        ? container.role() == ContainerView.Role.MAIN && number.equals("0")
        : container.name().equals(named);
  }

  private static boolean isNamed(Sharer sharer, String configMap, String end, PodView pod) {
    String begin = pod.metadata().object("annotations").text(NAME_ANNOTATION);
    if (!begin.isEmpty() && !configMap.equals(begin + '-' + end)) {
      return false;
    }
    for (String name : sharer.configMaps()) {
      String rest = '-' + name + '-' + end;
      if (configMap.length() > rest.length() && configMap.endsWith(rest)) {
        return true;
      }
    }
    return false;
  }

  // The place in its list, of an init container with an i before it.
  private static String number(ContainerView container, PodView pod) {
    int place = 0;
    for (ContainerView other : pod.containers()) {
      if (other.view().path().equals(container.view().path())) {
        break;
      }
      place += other.role() == container.role() ? 1 : 0;
    }
    return (container.role() == ContainerView.Role.INIT ? "i" : "") + place;
  }
}
