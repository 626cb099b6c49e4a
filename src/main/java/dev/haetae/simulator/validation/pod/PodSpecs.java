package dev.haetae.simulator.validation.pod;

import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import dev.haetae.simulator.validation.meta.Metadata;
import dev.haetae.simulator.validation.meta.Tolerations;
import dev.haetae.simulator.validation.resources.ResourceRequirements;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The validation of a pod spec, of a pod and of the templates that carriers have.
 *
 * <p>Mirrors {@code ValidatePodSpec} and {@code ValidatePodTemplateSpec} of {@code
 * pkg/apis/core/validation/validation.go}, with the options of a new object and the features of
 * 1.36.
 */
public final class PodSpecs {
  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> PREEMPTION = List.of("PreemptLowerPriority", "Never");
  private static final List<String> NAMES =
      List.of("serviceAccountName", "nodeName", "priorityClassName");

  private PodSpecs() {}

  /** Checks the template of a carrier: its labels, annotations and spec. */
  public static void checkTemplate(Part template) {
    Part metadata = template.object("metadata").at(template.place());
    Part spec = template.object("spec");
    Metadata.labels(metadata, "labels");
    Metadata.annotations(metadata, "annotations");
    checkTemplateAnnotations(template);
    check(spec, "", false);
    PodAnnotations.checkFields(template.object("metadata").map("annotations"), spec);
    if (spec.list("ephemeralContainers").size() > 0) {
      spec.causes()
          .forbidden(
              spec.at("ephemeralContainers"), "ephemeral containers not allowed in pod template");
    }
  }

  /** Checks the annotations of a template that mean something to Kubernetes. */
  public static void checkTemplateAnnotations(Part template) {
    PodAnnotations.check(
        template.object("metadata").map("annotations"),
        template.object("spec"),
        template.at("annotations"));
  }

  /**
   * Checks a pod spec.
   *
   * @param pod the name of the pod; empty in a template
   * @param ofPod whether it is a pod's and no template's
   */
  static void check(Part spec, String pod, boolean ofPod) {
    PodScope scope = new PodScope(spec, ofPod);
    new PodVolumes(scope, pod).check();
    PodResources.checkClaims(spec);
    new Containers(scope).check();
    PodResources.check(scope);
    spec.oneOfOrDefault("restartPolicy", RESTART_POLICIES);
    Metadata.labels(spec, "nodeSelector");
    SecurityContexts.checkPod(scope);
    Affinities.check(spec);
    HostSettings.check(scope);
    checkGates(spec);
    Affinities.checkSpread(spec);
    WindowsPods.check(scope);
    checkNames(spec);
    spec.within("activeDeadlineSeconds", 1, Integer.MAX_VALUE);
    Tolerations.check(spec);
    spec.oneOfOrRequired("preemptionPolicy", PREEMPTION);
    ResourceRequirements.checkLimits(spec, "overhead");
    checkFileKeys(spec);
  }

  private static void checkGates(Part spec) {
    CauseList causes = spec.causes();
    for (Part gate : spec.objects("readinessGates")) {
      String type = gate.text("conditionType");
      causes.invalid(gate.at("conditionType"), type, NameSyntax.key(type));
    }
    Set<String> names = new HashSet<>();
    for (Part gate : spec.objects("schedulingGates")) {
      String name = gate.text("name");
      causes.invalid(gate.place(), name, NameSyntax.key(name));
      if (!names.add(name)) {
        causes.duplicate(gate.place(), name);
      }
    }
  }

  private static void checkNames(Part spec) {
    CauseList causes = spec.causes();
    for (String field : NAMES) {
      String name = spec.text(field);
      if (!name.isEmpty()) {
        causes.invalid(spec.at(field), name, NameSyntax.subdomain(name));
      }
    }
    String runtime = spec.textOrNull("runtimeClassName");
    if (runtime != null) {
      causes.invalid(spec.at("runtimeClassName"), runtime, NameSyntax.subdomain(runtime));
    }
  }

  // Variables from files: the volume must be one that containers can write to.
  private static void checkFileKeys(Part spec) {
    Map<String, Part> volumes = new HashMap<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (Part container : spec.objects(list)) {
        for (Part variable : container.objects("env")) {
          Part source = variable.object("valueFrom");
          if (source.has("fileKeyRef")) {
            if (volumes.isEmpty()) {
              spec.objects("volumes").forEach(volume -> volumes.put(volume.text("name"), volume));
            }
            checkFileKey(volumes, source.object("fileKeyRef"));
          }
        }
      }
    }
  }

  private static void checkFileKey(Map<String, Part> volumes, Part reference) {
    String name = reference.text("volumeName");
    Part volume = volumes.get(name);
    if (volume == null) {
      reference.causes().notFound(reference.at("volumeName"), name, "");
    } else if (!volume.has("emptyDir")) {
      reference
          .causes()
          .invalid(reference.at("volumeName"), name, "referenced volume must be of type emptyDir");
    }
  }
}
