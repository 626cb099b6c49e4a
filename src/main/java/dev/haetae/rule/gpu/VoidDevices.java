package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code NVIDIA_VISIBLE_DEVICES=void} into the containers without a GPU.
 *
 * <p>Images made for CUDA bring the variable with the value {@code all}, so that on a node whose
 * runtime is NVIDIA's any pod of them sees every GPU. What {@code env} has is left as it is; what
 * {@code envFrom} may bring is written too, since {@code env} wins over it. A claim of dynamic
 * resource allocation changes nothing: its driver hands the devices out by CDI, and writes void
 * itself. What this enforcement point cannot repair any more (another webhook has put the container
 * in since) is no violation: the pod does what pods did before.
 */
final class VoidDevices {
  static final String VARIABLE = "NVIDIA_VISIBLE_DEVICES";

  private VoidDevices() {}

  static void fill(
      PodView pod, VisibleVariables variables, RuleContext context, Findings findings) {
    boolean repairs =
        pod.isPod()
            && context.isNew()
            && (context.point() == EnforcementPoint.MUTATE
                || context.point() == EnforcementPoint.CHECK);
    if (!repairs && pod.isPod()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (ContainerView container : pod.containers()) {
      if (container.role() != ContainerView.Role.EPHEMERAL) {
        List<String> voidable = variables.voidable(container, pod);
        if (repairs && !voidable.isEmpty()) {
          report(pod, container, voidable, findings);
        } else if (!voidable.isEmpty()) {
          names.add(container.name());
        }
      }
    }
    if (!names.isEmpty()) {
      findings.note(FuturePods.of(pod).then(" will have NVIDIA_VISIBLE_DEVICES=void in %s", names));
    }
  }

  private static void report(
      PodView pod, ContainerView container, List<String> voidable, Findings findings) {
    boolean ofImage = voidable.getFirst().equals(VARIABLE);
    findings.violation(
        GpuVisibleDevices.NOT_VOID,
        container.view().path("env"),
        Sentence.of("container %q asks for no GPU, but its ", container.name())
            .then(ofImage ? "image" : "envFrom")
            .then(" may set %s and see them all", ofImage ? List.of(VARIABLE) : voidable)
            .instead("write void"),
        fix(pod, container, voidable));
  }

  private static List<PatchOperation> fix(
      PodView pod, ContainerView container, List<String> voidable) {
    Path environment = container.view().path("env");
    int next = container.environment().size();
    List<PatchOperation> operations = new ArrayList<>(voidable.size());
    for (int i = 0; i < voidable.size(); i++) {
      ObjectValue entry =
          new ObjectValue.Builder(2)
              .put("name", new StringValue(voidable.get(i)))
              .put("value", new StringValue("void"))
              .build();
      Path at = environment.child(next + i);
      // The first makes the list where there is none, the next ones find it.
      operations.add(
          i == 0
              ? PatchOperation.addDeep(pod.carrier().tree(), at, entry)
              : PatchOperation.add(at, entry));
    }
    return operations;
  }
}
