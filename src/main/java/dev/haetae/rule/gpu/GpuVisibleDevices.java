package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;

/**
 * GPUs are handed out by the device plugin alone.
 *
 * <p>Why: the container runtime gives a container the GPUs that {@code NVIDIA_VISIBLE_DEVICES}
 * names, whoever wrote it. Written by hand it takes GPUs that nobody counts, which are those of
 * somebody else.
 *
 * <p>Looks at {@code env}, {@code envFrom} and {@code volumeMounts} of every container and at the
 * annotations of every pod, also those that a Binding brings to one. Allowed in a container without
 * a GPU: {@code none}, {@code void} and the empty value, which hand out nothing. In one with a GPU
 * the variable is not needed, and names no more devices than the container asks for. A claim of
 * dynamic resource allocation hands its devices out by itself and allows nothing. Of a scheduler
 * that shares GPUs by this variable ({@link GpuSharers}) what its webhook writes is let through.
 *
 * <p>Repairs Pods, for a policy that repairs: {@code void} into every container without a GPU
 * ({@link VoidDevices}).
 */
public final class GpuVisibleDevices implements Rule {
  static final Reason WITHOUT_GPU =
      new Reason(
          "VisibleDevicesWithoutGpu", "A container without a GPU names devices that it is to see.");
  static final Reason BEYOND_REQUEST =
      new Reason(
          "VisibleDevicesBeyondRequest",
          "A container with a GPU names more devices than it asks for.");
  static final Reason UNNEEDED =
      new Reason("VisibleDevicesUnneeded", "A container with a GPU names devices by hand.");
  private static final Reason DEVICE_MOUNT =
      new Reason("DeviceVolumeMount", "A volume mount names devices that a container is to see.");
  private static final Reason CDI_ANNOTATION =
      new Reason("CdiAnnotation", "An annotation of a pod names devices for its containers.");
  static final Reason NOT_VOID =
      new Reason(
          "VisibleDevicesNotVoid",
          "A container without a GPU leaves it to its image which devices it sees.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "gpu-visible-devices",
              "Containers see the GPUs that the device plugin gives them, and no others.",
              Subjects.carriersAnd(GroupKind.BINDING),
              List.of(
                  WITHOUT_GPU, BEYOND_REQUEST, UNNEEDED, DEVICE_MOUNT, CDI_ANNOTATION, NOT_VOID))
          .repairing();

  private static final String DEVICE_LIST = "/nvidia-container-devices/";
  static final String ASK = "ask for the GPU in resources.limits";
  private static final List<String> SHIPPED_VARIABLES =
      List.of(
          VoidDevices.VARIABLE,
          "AMD_VISIBLE_DEVICES",
          "HIP_VISIBLE_DEVICES",
          "ROCR_VISIBLE_DEVICES",
          "HABANA_VISIBLE_DEVICES",
          "ASCEND_VISIBLE_DEVICES");

  private final GpuResources gpus;
  private final GpuSharers sharers;
  private final VisibleVariables variables;

  /** The rule with the parameters of a policy. */
  public GpuVisibleDevices(Parameters parameters) {
    gpus = new GpuResources(parameters);
    sharers = new GpuSharers(parameters);
    variables =
        new VisibleVariables(gpus, sharers, parameters.texts("variables", SHIPPED_VARIABLES));
  }

  /** Returns whether a pod takes a share of a GPU from a scheduler that hands such out. */
  public boolean isOfShare(PodView pod) {
    return sharers.share(pod);
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (subject.groupKind().equals(GroupKind.BINDING)) {
      // The API server copies them to the pod that it binds.
      checkAnnotations(subject.metadata().object("annotations"), findings);
      return;
    }
    for (PodView pod : subject.pods()) {
      if (pod.isMirror()) {
        continue;
      }
      checkAnnotations(pod.metadata().object("annotations"), findings);
      boolean voids = context.repairing() && !pod.isPod();
      for (ContainerView container : pod.containers()) {
        variables.checkEnvironment(container, pod, findings);
        variables.checkSources(
            container, pod, voids && container.role() != ContainerView.Role.EPHEMERAL, findings);
        checkMounts(container, findings);
      }
      if (context.repairing()) {
        VoidDevices.fill(pod, variables, context, findings);
      }
    }
  }

  private static void checkAnnotations(ObjectView annotations, Findings findings) {
    ObjectValue value = annotations.value();
    for (int i = 0; i < value.size(); i++) {
      if (PodView.isDeviceAnnotation(value.key(i))) {
        findings.violation(
            CDI_ANNOTATION,
            annotations.path(value.key(i)),
            Sentence.of(
                    "annotation %s is %q: it hands out devices past the device plugin, which counts"
                        + " them",
                    value.key(i), annotations.text(value.key(i)))
                .instead("ask for the device in resources.limits"));
      }
    }
  }

  private static void checkMounts(ContainerView container, Findings findings) {
    if (!container.view().has("volumeMounts")) {
      return;
    }
    for (ObjectView mount : container.volumeMounts()) {
      String path = mount.text("mountPath");
      if (path.concat("/").contains(DEVICE_LIST)) {
        findings.violation(
            DEVICE_MOUNT,
            mount.path("mountPath"),
            Sentence.of(
                    "a mount at %q makes the runtime hand out a GPU past the device plugin, which"
                        + " counts them",
                    path)
                .instead(ASK));
      }
    }
  }
}
