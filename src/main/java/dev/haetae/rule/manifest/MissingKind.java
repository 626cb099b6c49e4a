package dev.haetae.rule.manifest;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.Schema;
import dev.haetae.schema.ServedKinds.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a kind that the API server has not, or not in this version: nobody can apply it.
 *
 * @param path the field that is to be mended
 * @param sentence what is wrong, and what to write
 */
public record MissingKind(Path path, Sentence sentence) {
  // What takes the place of kinds that have gone without leaving another version.
  private static final Map<String, String> SUCCESSORS =
      Map.of(
          "PodSecurityPolicy",
          "label Namespaces for pod security admission: pod-security.kubernetes.io/enforce",
          "PodPreset",
          "write the fields into the pod specs",
          "Config",
          "leave the document out: a kubeconfig is no object of a cluster",
          "AuditSink",
          "configure a webhook backend of the API server's audit log",
          "ResourceClass",
          "write a DeviceClass of resource.k8s.io/v1",
          "ResourceClassParameters",
          "write them into spec.config of a DeviceClass of resource.k8s.io/v1",
          "ResourceClaimParameters",
          "write them into spec.devices of the ResourceClaim",
          "PodSchedulingContext",
          "leave it out: the scheduler allocates by itself");

  // What kubectl takes for kinds on its command line, and nowhere else.
  private static final Map<String, Kind> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("po", new Kind("v1", "Pod")),
          Map.entry("pv", new Kind("v1", "PersistentVolume")),
          Map.entry("pvc", new Kind("v1", "PersistentVolumeClaim")),
          Map.entry("svc", new Kind("v1", "Service")),
          Map.entry("cm", new Kind("v1", "ConfigMap")),
          Map.entry("ns", new Kind("v1", "Namespace")),
          Map.entry("sa", new Kind("v1", "ServiceAccount")),
          Map.entry("rc", new Kind("v1", "ReplicationController")),
          Map.entry("deploy", new Kind("apps/v1", "Deployment")),
          Map.entry("sts", new Kind("apps/v1", "StatefulSet")),
          Map.entry("ds", new Kind("apps/v1", "DaemonSet")),
          Map.entry("rs", new Kind("apps/v1", "ReplicaSet")),
          Map.entry("cj", new Kind("batch/v1", "CronJob")),
          Map.entry("ing", new Kind("networking.k8s.io/v1", "Ingress")),
          Map.entry("netpol", new Kind("networking.k8s.io/v1", "NetworkPolicy")),
          Map.entry("hpa", new Kind("autoscaling/v2", "HorizontalPodAutoscaler")),
          Map.entry("pdb", new Kind("policy/v1", "PodDisruptionBudget")),
          Map.entry("sc", new Kind("storage.k8s.io/v1", "StorageClass")),
          Map.entry("pc", new Kind("scheduling.k8s.io/v1", "PriorityClass")),
          Map.entry("crd", new Kind("apiextensions.k8s.io/v1", "CustomResourceDefinition")));
  private static final String LIST = "List";

  /** Returns what is missing; null when the API server has the kind, or may have it by a CRD. */
  public static @Nullable MissingKind of(Resource subject) {
    Schema schema = Schema.kubernetes();
    Kind written = new Kind(subject.apiVersion(), subject.kind());
    return schema.serves(written.apiVersion(), written.name()) ? null : of(written, schema);
  }

  private static MissingKind of(Kind written, Schema schema) {
    Sentence sentence =
        Sentence.of("no matches for kind %q in version %q", written.name(), written.apiVersion());
    Optional<String> removed = schema.removedIn(written.apiVersion(), written.name());
    boolean decodes = schema.kind(written.apiVersion(), written.name()).isPresent();
    if (removed.isPresent()) {
      sentence.then(": it was removed in Kubernetes %s", removed.get());
    } else if (decodes) {
      sentence.then(": it is only asked or answered, no object is made of it");
    } else {
      sentence.then(": the API server has no such kind");
    }
    String successor = SUCCESSORS.get(written.name());
    if (successor != null) {
      return new MissingKind(Path.of("kind"), sentence.instead(successor));
    }
    if (decodes && removed.isEmpty()) {
      return new MissingKind(Path.of("kind"), sentence.instead("leave the document out"));
    }
    if (isList(written, schema)) {
      return new MissingKind(
          Path.of("kind"), sentence.instead("write its objects as a list, under items"));
    }
    Kind known = SHORT_NAMES.get(written.name().toLowerCase(Locale.ROOT));
    Optional<Kind> nearest = known == null ? schema.served().nearest(written) : Optional.of(known);
    return meant(sentence, written, nearest);
  }

  // One with items has been taken apart by whoever reads it.
  private static boolean isList(Kind written, Schema schema) {
    String name = written.name();
    return name.endsWith(LIST)
        && (name.equals(LIST)
            || schema.serves(
                written.apiVersion(), name.substring(0, name.length() - LIST.length())));
  }

  private static MissingKind meant(Sentence sentence, Kind written, Optional<Kind> nearest) {
    if (nearest.isEmpty()) {
      return new MissingKind(
          Path.of("kind"), sentence.instead("write one of those that kubectl api-resources lists"));
    }
    Kind kind = nearest.get();
    if (kind.name().equals(written.name())) {
      return new MissingKind(
          Path.of("apiVersion"), sentence.instead("write apiVersion: %s", kind.apiVersion()));
    }
    return new MissingKind(
        Path.of("kind"),
        kind.apiVersion().equals(written.apiVersion())
            ? sentence.instead("write kind: %s", kind.name())
            : sentence.instead(
                "write apiVersion: %s and kind: %s", kind.apiVersion(), kind.name()));
  }
}
