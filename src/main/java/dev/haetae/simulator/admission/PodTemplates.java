package dev.haetae.simulator.admission;

import dev.haetae.resource.GroupKind;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.admission.plugin.ServiceAccounts;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that controllers make of what carries pods.
 *
 * <p>Mirrors {@code pkg/controller/controller_utils.go} and, for StatefulSets, {@code
 * pkg/controller/statefulset/stateful_set_utils.go}.
 */
public final class PodTemplates {
  private static final String HASH = "pod-template-hash";
  // Of key, effect and key, effect …; all are tolerated without end.
  private static final String[][] DAEMON_TOLERATIONS = {
    {"node.kubernetes.io/not-ready", "NoExecute"},
    {"node.kubernetes.io/unreachable", "NoExecute"},
    {"node.kubernetes.io/disk-pressure", "NoSchedule"},
    {"node.kubernetes.io/memory-pressure", "NoSchedule"},
    {"node.kubernetes.io/pid-pressure", "NoSchedule"},
    {"node.kubernetes.io/unschedulable", "NoSchedule"}
  };

  private PodTemplates() {}

  /** The ReplicaSet of a Deployment; its hash is one that nobody knows. */
  static ObjectValue replicaSet(ObjectValue deployment) {
    ObjectValue spec = Trees.object(deployment, "spec");
    ObjectValue template = hashed(Trees.object(spec, "template"));
    ObjectValue selector =
        Trees.change(
            Trees.object(spec, "selector"),
            "matchLabels",
            labels -> Trees.with(labels, HASH, ServiceAccounts.ANY_SUFFIX));
    ObjectValue.Builder out =
        new ObjectValue.Builder(4)
            .put("replicas", Trees.integer(spec, "replicas", 1))
            .put("selector", selector)
            .put("template", template);
    if (spec.has("minReadySeconds")) {
      out.put("minReadySeconds", spec.get("minReadySeconds"));
    }
    return new ObjectValue.Builder(4)
        .put("apiVersion", "apps/v1")
        .put("kind", "ReplicaSet")
        .put(
            "metadata",
            new ObjectValue.Builder(3)
                .put("generateName", Trees.object(deployment, "metadata").text("name") + '-')
                .put("namespace", Trees.object(deployment, "metadata").text("namespace"))
                .put("labels", Trees.object(Trees.object(template, "metadata"), "labels"))
                .build())
        .put("spec", out.build())
        .build();
  }

  private static ObjectValue hashed(ObjectValue template) {
    return Trees.change(
        template,
        "metadata",
        metadata ->
            Trees.change(
                metadata,
                "labels",
                labels -> Trees.with(labels, HASH, ServiceAccounts.ANY_SUFFIX)));
  }

  /** A pod of a carrier's template. */
  public static ObjectValue pod(ObjectValue carrier) {
    GroupKind kind = GroupKind.of(carrier.text("apiVersion"), carrier.text("kind"));
    ObjectValue owner = Trees.object(carrier, "metadata");
    ObjectValue template = Trees.object(Trees.object(carrier, "spec"), "template");
    if (kind.equals(GroupKind.DEPLOYMENT)) {
      template = hashed(template);
    }
    ObjectValue from = Trees.object(template, "metadata");
    ObjectValue.Builder metadata = new ObjectValue.Builder(6);
    metadata.put("generateName", owner.text("name") + '-');
    metadata.put("namespace", owner.text("namespace"));
    for (String field : new String[] {"labels", "annotations", "finalizers"}) {
      if (from.has(field)) {
        metadata.put(field, from.get(field));
      }
    }
    ObjectValue spec = Trees.object(template, "spec");
    if (kind.equals(GroupKind.DAEMON_SET)) {
      spec = ofDaemon(spec);
    }
    return new ObjectValue.Builder(4)
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("metadata", metadata.build())
        .put("spec", spec)
        .build();
  }

  private static ObjectValue ofDaemon(ObjectValue spec) {
    ObjectValue out = spec;
    for (String[] taint : DAEMON_TOLERATIONS) {
      out =
          Trees.append(
              out,
              "tolerations",
              new ObjectValue.Builder(3)
                  .put("key", taint[0])
                  .put("operator", "Exists")
                  .put("effect", taint[1])
                  .build());
    }
    return out;
  }

  /** The pod of a StatefulSet with this ordinal, with its claims. */
  public static ObjectValue pod(ObjectValue set, long ordinal) {
    ObjectValue owner = Trees.object(set, "metadata");
    ObjectValue spec = Trees.object(set, "spec");
    String name = owner.text("name") + '-' + ordinal;
    ObjectValue pod = pod(set);
    pod =
        Trees.change(
            pod,
            "metadata",
            metadata ->
                Trees.change(
                    Trees.with(metadata.without("generateName"), "name", name),
                    "labels",
                    labels ->
                        Trees.with(
                            Trees.with(labels, "statefulset.kubernetes.io/pod-name", name),
                            "apps.kubernetes.io/pod-index",
                            Long.toString(ordinal))));
    return Trees.change(
        pod,
        "spec",
        own -> {
          ObjectValue out = Trees.with(own, "hostname", name);
          String service = spec.text("serviceName");
          out = service.isEmpty() ? out : Trees.with(out, "subdomain", service);
          return withClaims(out, Trees.array(spec, "volumeClaimTemplates"), name);
        });
  }

  // A claim of a template takes the place of a volume with its name.
  private static ObjectValue withClaims(ObjectValue spec, ArrayValue templates, String pod) {
    if (templates.size() == 0) {
      return spec;
    }
    ArrayValue.Builder volumes = new ArrayValue.Builder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < templates.size(); i++) {
      String name = Trees.object(Trees.object(templates, i), "metadata").text("name");
      names.add(name);
      volumes.add(
          new ObjectValue.Builder(2)
              .put("name", name)
              .put(
                  "persistentVolumeClaim",
                  ObjectValue.of("claimName", new StringValue(name + '-' + pod)))
              .build());
    }
    ArrayValue own = Trees.array(spec, "volumes");
    for (int i = 0; i < own.size(); i++) {
      if (!names.contains(Trees.object(own, i).text("name"))) {
        volumes.add(own.get(i));
      }
    }
    return spec.with("volumes", volumes.build());
  }

  /** The claims of a StatefulSet's pod. */
  public static List<ObjectValue> claims(ObjectValue set, long ordinal) {
    ObjectValue owner = Trees.object(set, "metadata");
    ArrayValue templates = Trees.array(Trees.object(set, "spec"), "volumeClaimTemplates");
    List<ObjectValue> claims = new ArrayList<>(templates.size());
    for (int i = 0; i < templates.size(); i++) {
      ObjectValue template = Trees.object(templates, i);
      String name =
          Trees.object(template, "metadata").text("name")
              + '-'
              + owner.text("name")
              + '-'
              + ordinal;
      claims.add(
          Trees.change(
              template
                  .with("apiVersion", new StringValue("v1"))
                  .with("kind", new StringValue("PersistentVolumeClaim")),
              "metadata",
              metadata ->
                  Trees.with(
                      Trees.with(metadata, "name", name), "namespace", owner.text("namespace"))));
    }
    return claims;
  }

  /** The Job of a CronJob's next run. */
  public static ObjectValue job(ObjectValue cronJob) {
    ObjectValue owner = Trees.object(cronJob, "metadata");
    ObjectValue template = Trees.object(Trees.object(cronJob, "spec"), "jobTemplate");
    ObjectValue metadata =
        Trees.with(
            Trees.with(
                Trees.object(template, "metadata"),
                "name",
                owner.text("name") + '-' + ServiceAccounts.ANY_SUFFIX),
            "namespace",
            owner.text("namespace"));
    return new ObjectValue.Builder(4)
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("metadata", metadata)
        .put("spec", Trees.object(template, "spec"))
        .build();
  }
}
