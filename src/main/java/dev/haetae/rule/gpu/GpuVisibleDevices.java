package dev.haetae.rule.gpu;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
import dev.haetae.rule.Action;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import java.util.Set;

/**
 * GPUs are handed out by the device plugin alone.
 *
 * <p>Why: the container runtime gives a container the GPUs that {@code NVIDIA_VISIBLE_DEVICES}
 * names, whoever wrote it. Written by hand it takes GPUs that nobody counts, which are those of
 * somebody else.
 *
 * <p>Looks at {@code env} and {@code volumeMounts} of every container and at the annotations of
 * every pod. Allowed in a container without a GPU: {@code none}, {@code void} and the empty value,
 * which hand out nothing. In one with a GPU the variable is not needed; a container with a claim of
 * dynamic resource allocation may have one. Not seen: what {@code envFrom} brings.
 *
 * <p>Repairs Pods, for a policy that repairs: {@code void} into every container without a GPU
 * ({@link VoidDevices}).
 */
public final class GpuVisibleDevices implements Rule {
  private static final Reason WITHOUT_GPU =
      new Reason(
          "VisibleDevicesWithoutGpu", "A container without a GPU names devices that it is to see.");
  private static final Reason UNNEEDED =
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
      new RuleInfo(
          "gpu-visible-devices",
          "Containers see the GPUs that the device plugin gives them, and no others.",
          Subjects.carriersAnd(),
          Set.of(Door.values()),
          Action.DENY,
          List.of(WITHOUT_GPU, UNNEEDED, DEVICE_MOUNT, CDI_ANNOTATION, NOT_VOID),
          true);

  private static final String CDI = "cdi.k8s.io/";
  private static final String DEVICE_LIST = "/nvidia-container-devices/";
  private static final Set<String> NO_DEVICES = Set.of("", "none", "void");
  private static final String ASK = "ask for the GPU in resources.limits";

  private final GpuResources gpus;
  private final List<String> variables;

  /** The rule with the parameters of a policy. */
  public GpuVisibleDevices(Parameters parameters) {
    gpus = new GpuResources(parameters);
    variables =
        parameters.texts(
            "variables",
            List.of(VoidDevices.VARIABLE, "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"));
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    for (PodView pod : subject.pods()) {
      if (pod.isMirror()) {
        continue;
      }
      checkAnnotations(pod.metadata().object("annotations"), findings);
      for (ContainerView container : pod.containers()) {
        checkEnvironment(container, findings);
        checkMounts(container, findings);
      }
      if (context.repairing()) {
        VoidDevices.fill(pod, gpus, context, findings);
      }
    }
  }

  private static void checkAnnotations(ObjectView annotations, Findings findings) {
    ObjectValue value = annotations.value();
    for (int i = 0; i < value.size(); i++) {
      if (value.key(i).startsWith(CDI)) {
        findings.violation(
            CDI_ANNOTATION,
            annotations.path(value.key(i)),
            "annotation "
                + Text.shorten(value.key(i), 50)
                + " is \""
                + Text.shorten(annotations.text(value.key(i)), 40)
                + "\": it hands out devices past the device plugin, which counts them",
            "ask for the device in resources.limits");
      }
    }
  }

  private void checkEnvironment(ContainerView container, Findings findings) {
    if (!container.view().has("env")) {
      return;
    }
    List<ObjectView> environment = container.environment();
    for (int i = 0; i < environment.size(); i++) {
      String name = environment.get(i).text("name");
      // Of several entries of one name the last counts.
      if (variables.contains(name) && !VoidDevices.isNamed(name, environment, i + 1)) {
        checkVariable(name, environment.get(i), container, findings);
      }
    }
  }

  private void checkVariable(
      String name, ObjectView entry, ContainerView container, Findings findings) {
    String value = entry.text("value");
    boolean elsewhere = entry.has("valueFrom");
    String shown = Text.shorten(name, 30) + " is \"" + Text.shorten(value, 40) + '"';
    if (gpus.areClaimedBy(container)) {
      findings.advice(
          UNNEEDED,
          entry.path(elsewhere ? "valueFrom" : "value"),
          (elsewhere ? Text.shorten(name, 30) + " is set" : shown)
              + " in a container that asks for GPUs: it takes the place of what the device plugin"
              + " says, and may name another's GPU",
          "leave it out: the device plugin sets it");
    } else if (elsewhere) {
      findings.undecided(
          WITHOUT_GPU,
          entry.path("valueFrom"),
          "whether "
              + Text.shorten(name, 30)
              + " takes GPUs is not known: its value comes from elsewhere (valueFrom)");
    } else if (!NO_DEVICES.contains(value)) {
      findings.violation(
          WITHOUT_GPU,
          entry.path("value"),
          shown + " in a container that asks for no GPU: it takes GPUs that others have been given",
          ASK + " and leave the variable out");
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
            "a mount at \""
                + Text.shorten(path, 70)
                + "\" makes the runtime hand out a GPU past the device plugin, which counts them",
            ASK);
      }
    }
  }
}
