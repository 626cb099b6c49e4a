package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PatchOperation;
import dev.haetae.resource.Path;
import dev.haetae.resource.PodView;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Text;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Operation;
import dev.haetae.rule.RuleContext;
import java.util.List;

/**
 * Writes {@code NVIDIA_VISIBLE_DEVICES=void} into the containers without a GPU.
 *
 * <p>Images made for CUDA bring the variable with the value {@code all}, so that on a node whose
 * runtime is NVIDIA's any pod of them sees every GPU. What a container has is left as it is, and so
 * is one that may have it from {@code envFrom}. What this door cannot repair any more (another
 * webhook has put the container in since) is no violation: the pod does what pods did before.
 */
final class VoidDevices {
  static final String VARIABLE = "NVIDIA_VISIBLE_DEVICES";

  private VoidDevices() {}

  static void fill(PodView pod, GpuResources gpus, RuleContext context, Findings findings) {
    boolean repairs =
        pod.isPod()
            && context.operation() == Operation.CREATE
            && (context.door() == Door.MUTATE || context.door() == Door.CHECK);
    if (!repairs && pod.isPod()) {
      return;
    }
    StringBuilder names = new StringBuilder();
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.EPHEMERAL
          && !gpus.areClaimedBy(container)
          && !isSet(container)) {
        if (repairs) {
          report(pod, container, findings);
        } else {
          names.append(names.isEmpty() ? "" : ", ").append(Text.shorten(container.name(), 63));
        }
      }
    }
    if (!names.isEmpty()) {
      findings.note(
          pod.carrier().describe()
              + ": pods of "
              + pod.spec().path()
              + " will have "
              + VARIABLE
              + "=void in "
              + Text.shorten(names.toString()));
    }
  }

  private static boolean isSet(ContainerView container) {
    return isNamed(VARIABLE, container.environment(), 0) || mayComeFromElsewhere(container);
  }

  /** Whether an entry from {@code start} on has this name. */
  static boolean isNamed(String name, List<ObjectView> environment, int start) {
    for (int i = start; i < environment.size(); i++) {
      if (environment.get(i).text("name").equals(name)) {
        return true;
      }
    }
    return false;
  }

  // All keys of a ConfigMap or Secret, each with the prefix before it.
  private static boolean mayComeFromElsewhere(ContainerView container) {
    for (ObjectView source : container.view().objects("envFrom")) {
      if (VARIABLE.startsWith(source.text("prefix"))) {
        return true;
      }
    }
    return false;
  }

  private static void report(PodView pod, ContainerView container, Findings findings) {
    Path environment = container.view().path("env");
    ObjectValue entry =
        new ObjectValue.Builder(2)
            .put("name", new StringValue(VARIABLE))
            .put("value", new StringValue("void"))
            .build();
    findings.violation(
        GpuVisibleDevices.NOT_VOID,
        environment,
        "container \""
            + Text.shorten(container.name(), 63)
            + "\" asks for no GPU, but its image may set "
            + VARIABLE
            + " and see them all",
        "write void",
        List.of(
            PatchOperation.addDeep(
                pod.carrier().tree(), environment.child(container.environment().size()), entry)));
  }
}
