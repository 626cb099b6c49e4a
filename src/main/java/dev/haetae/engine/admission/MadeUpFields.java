package dev.haetae.engine.admission;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.schema.Schema;
import dev.haetae.simulator.admission.strategy.QosClass;
import dev.haetae.simulator.defaults.Defaults;
import java.util.Set;

/**
 * The fields that the API server alone can fill in, made up, so that policies find them where they
 * would: ids, times, counts, the end of a generated name, the address of a Service.
 */
final class MadeUpFields {
  private static final StringValue ID = new StringValue("00000000-0000-0000-0000-000000000000");
  private static final StringValue TIME = new StringValue("2000-01-01T00:00:00Z");
  // What the API server says in a dry run, as nothing is taken.
  private static final StringValue ADDRESS = new StringValue("10.0.0.0");
  private static final String SUFFIX = "xxxxx";
  private static final String METADATA = "metadata";
  private static final String STATUS = "status";
  private static final String NAME = "name";
  private static final String UID = "uid";
  private static final String TIMESTAMP = "creationTimestamp";
  private static final String GENERATION = "generation";
  private static final String LABELS = "labels";

  // Those whose strategies count generations, by pkg/registry.
  private static final Set<String> COUNTED =
      Set.of(
          "Pod",
          "PodTemplate",
          "ReplicationController",
          "DaemonSet.apps",
          "Deployment.apps",
          "ReplicaSet.apps",
          "StatefulSet.apps",
          "Job.batch",
          "CronJob.batch",
          "PodDisruptionBudget.policy",
          "Ingress.networking.k8s.io",
          "IngressClass.networking.k8s.io",
          "NetworkPolicy.networking.k8s.io",
          "EndpointSlice.discovery.k8s.io",
          "PriorityClass.scheduling.k8s.io",
          "DeviceClass.resource.k8s.io",
          "DeviceTaintRule.resource.k8s.io",
          "ResourceSlice.resource.k8s.io",
          "FlowSchema.flowcontrol.apiserver.k8s.io",
          "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io");

  private MadeUpFields() {}

  /** A new object, as it would be stored. */
  static ObjectValue created(ObjectValue tree) {
    ObjectValue made = withStatus(stored(tree));
    GroupKind kind = kind(made);
    if (kind.equals(GroupKind.SERVICE)) {
      return addressed(made);
    }
    if (kind.equals(GroupKind.POD)) {
      return pending(made);
    }
    return kind.equals(GroupKind.JOB) ? selecting(made) : made;
  }

  // It begins with as many zeros as its kind has fields that are always written.
  private static ObjectValue withStatus(ObjectValue tree) {
    return tree.has(STATUS) || !Defaults.knows(tree.text("apiVersion"), tree.text("kind"))
        ? tree
        : Defaults.of(tree.with(STATUS, ObjectValue.EMPTY));
  }

  /** An object that is stored already, with what it must have. */
  static ObjectValue stored(ObjectValue tree) {
    ObjectValue metadata = part(tree, METADATA);
    if (!metadata.has(NAME) && metadata.has("generateName")) {
      metadata = metadata.with(NAME, new StringValue(metadata.text("generateName") + SUFFIX));
    }
    metadata = orElse(metadata, UID, ID);
    metadata = orElse(metadata, TIMESTAMP, TIME);
    if (isCounted(kind(tree), tree.text("apiVersion"))) {
      metadata = orElse(metadata, GENERATION, NumberValue.of(1));
    }
    return tree.with(METADATA, metadata);
  }

  /** An object that takes the place of another one. */
  static ObjectValue updated(ObjectValue tree, ObjectValue old) {
    ObjectValue before = part(old, METADATA);
    ObjectValue metadata = orElse(part(tree, METADATA), UID, before.get(UID));
    metadata = orElse(metadata, TIMESTAMP, before.get(TIMESTAMP));
    if (before.get(GENERATION) instanceof NumberValue count && count.isInteger()) {
      boolean same = tree.get("spec").equals(old.get("spec"));
      metadata = metadata.with(GENERATION, same ? count : NumberValue.of(count.integer() + 1));
    }
    return tree.with(METADATA, metadata);
  }

  private static GroupKind kind(ObjectValue tree) {
    return GroupKind.of(tree.text("apiVersion"), tree.text("kind"));
  }

  // All custom kinds count them.
  private static boolean isCounted(GroupKind kind, String apiVersion) {
    return COUNTED.contains(kind.toString())
        || kind.group().equals("admissionregistration.k8s.io")
        || Schema.kubernetes().kindOrNull(apiVersion, kind.kind()) == null;
  }

  private static ObjectValue part(ObjectValue tree, String field) {
    return tree.get(field) instanceof ObjectValue found ? found : ObjectValue.EMPTY;
  }

  private static ObjectValue orElse(ObjectValue object, String field, Value value) {
    return object.has(field) || value.isNull() ? object : object.with(field, value);
  }

  private static ObjectValue pending(ObjectValue pod) {
    ObjectValue status =
        part(pod, STATUS)
            .with("phase", new StringValue("Pending"))
            .with("qosClass", new StringValue(QosClass.of(part(pod, "spec"))));
    return pod.with(STATUS, status);
  }

  private static ObjectValue addressed(ObjectValue service) {
    ObjectValue spec = part(service, "spec");
    if (spec.has("clusterIP") || spec.text("type").equals("ExternalName")) {
      return service;
    }
    return service.with(
        "spec",
        spec.with("clusterIP", ADDRESS)
            .with("clusterIPs", new ArrayValue.Builder().add(ADDRESS).build()));
  }

  /** A Job that finds its pods by labels that the API server makes up. */
  private static ObjectValue selecting(ObjectValue job) {
    ObjectValue spec = part(job, "spec");
    if (spec.get("manualSelector") == BooleanValue.TRUE || spec.has("selector")) {
      return job;
    }
    Value id = part(job, METADATA).get(UID);
    Value name = part(job, METADATA).get(NAME);
    ObjectValue template = part(spec, "template");
    ObjectValue metadata = part(template, METADATA);
    ObjectValue labels =
        part(metadata, LABELS)
            .with("batch.kubernetes.io/controller-uid", id)
            .with("batch.kubernetes.io/job-name", name)
            .with("controller-uid", id)
            .with("job-name", name);
    ObjectValue selector =
        ObjectValue.of("matchLabels", ObjectValue.of("batch.kubernetes.io/controller-uid", id));
    return job.with(
        "spec",
        spec.with("selector", selector)
            .with("template", template.with(METADATA, metadata.with(LABELS, labels))));
  }
}
