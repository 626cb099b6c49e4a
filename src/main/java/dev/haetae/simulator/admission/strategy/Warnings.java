package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * What the strategies of kinds warn of when an object is created.
 *
 * <p>Mirrors {@code WarningsOnCreate} of the strategies, {@code pkg/api/job/warnings.go}, {@code
 * pkg/api/service/warnings.go} and {@code pkg/api/persistentvolume/util.go}.
 */
public final class Warnings {
  private static final int LONGEST_LABEL = 63;

  private Warnings() {}

  /** Adds the warnings about a valid object that is new. */
  public static void add(Attributes request) {
    if (!request.isCreate()) {
      return;
    }
    ObjectValue spec = request.spec();
    switch (request.kind().toString()) {
      case "Pod" -> {
        name(request, "this is used in the Pod's hostname");
        ObjectValue metadata = Trees.object(request.object(), "metadata");
        PodWarnings.of("", spec, metadata).forEach(request::warn);
      }
      case "Deployment.apps", "ReplicaSet.apps" -> {
        name(request, "this is used in Pod names and hostnames");
        template(request, "spec.template.", spec);
      }
      case "Job.batch" -> {
        name(request, "this is used in Pod names and hostnames");
        template(request, "spec.template.", spec);
      }
      case "CronJob.batch" -> {
        name(request, "this is used in Pod names and hostnames");
        template(
            request,
            "spec.jobTemplate.spec.template.",
            Trees.object(Trees.object(spec, "jobTemplate"), "spec"));
      }
      case "StatefulSet.apps" -> statefulSet(request, spec);
      case "DaemonSet.apps", "ReplicationController" -> template(request, "spec.template.", spec);
      case "PersistentVolumeClaim" -> fractions("spec", spec).forEach(request::warn);
      case "PersistentVolume" -> volume(request, spec);
      case "Service" -> ServiceWarnings.add(request, spec);
      case "Secret" -> SecretWarnings.add(request);
      default -> {}
    }
  }

  private static void template(Attributes request, String path, ObjectValue spec) {
    ObjectValue template = Trees.object(spec, "template");
    PodWarnings.of(path, Trees.object(template, "spec"), Trees.object(template, "metadata"))
        .forEach(request::warn);
  }

  private static void name(Attributes request, String use) {
    String name = Trees.object(request.object(), "metadata").text("name");
    List<String> problems = new ArrayList<>(0);
    if (name.length() > LONGEST_LABEL) {
      problems.add("must be no more than 63 bytes");
    }
    if (name.indexOf('.') >= 0) {
      problems.add("must not contain dots");
    }
    if (!problems.isEmpty()) {
      request.warn(
          "metadata.name: "
              + use
              + ", which can result in surprising behavior; a DNS label is recommended: ["
              + String.join(" ", problems)
              + ']');
    }
  }

  private static void statefulSet(Attributes request, ObjectValue spec) {
    template(request, "spec.template.", spec);
    ArrayValue claims = Trees.array(spec, "volumeClaimTemplates");
    for (int i = 0; i < claims.size(); i++) {
      fractions(
              "spec.volumeClaimTemplates[" + i + ']', Trees.object(Trees.object(claims, i), "spec"))
          .forEach(request::warn);
    }
    if (Trees.integer(spec, "revisionHistoryLimit", 0) < 0) {
      request.warn(
          "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >="
              + " 0 is recommended");
    }
  }

  /** The warnings about a claim's sizes that are no whole bytes. */
  static List<String> fractions(String path, ObjectValue spec) {
    List<String> warnings = new ArrayList<>(0);
    ObjectValue resources = Trees.object(spec, "resources");
    for (String field : new String[] {"requests", "limits"}) {
      PodWarnings.fraction(
          warnings, path + ".resources." + field + '[', Trees.object(resources, field), "storage");
    }
    return warnings;
  }

  private static void volume(Attributes request, ObjectValue spec) {
    ObjectValue annotations =
        Trees.object(Trees.object(request.object(), "metadata"), "annotations");
    warnIf(
        request,
        annotations.has("volume.beta.kubernetes.io/storage-class"),
        "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use"
            + " \"storageClassName\" attribute instead");
    warnIf(
        request,
        annotations.has("volume.beta.kubernetes.io/mount-options"),
        "metadata.annotations[volume.beta.kubernetes.io/mount-options]: deprecated since v1.31; use"
            + " \"mountOptions\" attribute instead");
    warnIf(
        request,
        spec.text("persistentVolumeReclaimPolicy").equals("Recycle"),
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the"
            + " recommended approach is to use dynamic provisioning.");
    NodeLabels.inTerms(
            "spec.nodeAffinity.required.nodeSelectorTerms",
            Trees.array(
                Trees.object(Trees.object(spec, "nodeAffinity"), "required"), "nodeSelectorTerms"))
        .forEach(request::warn);
    DeprecatedVolumes.ofVolume(spec).forEach(request::warn);
  }

  private static void warnIf(Attributes request, boolean condition, String warning) {
    if (condition) {
      request.warn(warning);
    }
  }
}
