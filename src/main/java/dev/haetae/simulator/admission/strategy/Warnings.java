package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * What the strategies of kinds warn of.
 *
 * <p>Mirrors {@code WarningsOnCreate} and {@code WarningsOnUpdate} of the strategies, {@code
 * pkg/api/job/warnings.go}, {@code pkg/api/service/warnings.go} and {@code
 * pkg/api/persistentvolume/util.go}.
 */
public final class Warnings {
  private static final int LONGEST_LABEL = 63;
  private static final String IN_PODS = "this is used in Pod names and hostnames";
  private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String OLD_CLASS_SAID =
      "deprecated since v1.8; use \"storageClassName\" attribute instead";
  private static final String INGRESS_CLASS = "kubernetes.io/ingress.class";

  private Warnings() {}

  /** Adds the warnings about a valid object. */
  public static void add(Attributes request) {
    ObjectValue spec = request.spec();
    switch (request.kind().toString()) {
      case "Pod" -> {
        if (request.isCreate()) {
          name(request, "this is used in the Pod's hostname");
          ObjectValue metadata = Trees.object(request.object(), "metadata");
          PodWarnings.of("", spec, metadata).forEach(request::warn);
        }
      }
      case "Deployment.apps", "ReplicaSet.apps", "ReplicationController", "Job.batch" -> {
        name(request, IN_PODS);
        template(request, "spec.template.", spec);
      }
      case "CronJob.batch" -> {
        name(request, IN_PODS);
        ObjectValue job = Trees.object(Trees.object(spec, "jobTemplate"), "spec");
        template(request, "spec.jobTemplate.spec.template.", job);
      }
      case "StatefulSet.apps" -> statefulSet(request, spec);
      case "DaemonSet.apps" -> template(request, "spec.template.", spec);
      case "PodTemplate" -> template(request, "template.", request.object());
      case "PersistentVolumeClaim" -> {
        annotation(request, OLD_CLASS, OLD_CLASS_SAID);
        fractions("spec", spec).forEach(request::warn);
      }
      case "PersistentVolume" -> volume(request, spec);
      case "Service" -> ServiceWarnings.add(request, spec);
      case "Secret" -> SecretWarnings.add(request);
      case "StorageClass.storage.k8s.io" ->
          NodeLabels.ofStorageClass(request.object()).forEach(request::warn);
      case "RuntimeClass.node.k8s.io" ->
          NodeLabels.ofRuntimeClass(request.object()).forEach(request::warn);
      case "Ingress.networking.k8s.io" -> ingress(request, spec);
      default -> {}
    }
  }

  private static void ingress(Attributes request, ObjectValue spec) {
    if (request.isCreate()
        && annotations(request).has(INGRESS_CLASS)
        && !spec.has("ingressClassName")) {
      request.warn(
          "annotation \""
              + INGRESS_CLASS
              + "\" is deprecated, please use 'spec.ingressClassName' instead");
    }
  }

  private static ObjectValue annotations(Attributes request) {
    return Trees.object(Trees.object(request.object(), "metadata"), "annotations");
  }

  private static void annotation(Attributes request, String key, String said) {
    if (annotations(request).has(key)) {
      request.warn("metadata.annotations[" + key + "]: " + said);
    }
  }

  // Of an update that leaves the spec as it is nothing is said.
  private static void template(Attributes request, String path, ObjectValue spec) {
    ObjectValue existing = request.existing();
    if (existing != null && existing.get("spec").equals(request.object().get("spec"))) {
      return;
    }
    ObjectValue template = Trees.object(spec, "template");
    PodWarnings.of(path, Trees.object(template, "spec"), Trees.object(template, "metadata"))
        .forEach(request::warn);
  }

  private static void name(Attributes request, String use) {
    if (!request.isCreate()) {
      return;
    }
    String name = Trees.object(request.object(), "metadata").text("name");
    List<String> problems = new ArrayList<>(0);
    if (name.length() > LONGEST_LABEL) {
      problems.add("must be no more than 63 characters");
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
    annotation(request, OLD_CLASS, OLD_CLASS_SAID);
    annotation(
        request,
        "volume.beta.kubernetes.io/mount-options",
        "deprecated since v1.31; use \"mountOptions\" attribute instead");
    if (spec.text("persistentVolumeReclaimPolicy").equals("Recycle")) {
      request.warn(
          "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead,"
              + " the recommended approach is to use dynamic provisioning.");
    }
    NodeLabels.inTerms(
            "spec.nodeAffinity.required.nodeSelectorTerms",
            Trees.array(
                Trees.object(Trees.object(spec, "nodeAffinity"), "required"), "nodeSelectorTerms"))
        .forEach(request::warn);
    DeprecatedVolumes.ofVolume(spec).forEach(request::warn);
  }
}
