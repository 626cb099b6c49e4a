package dev.haetae.rule.manifest;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.schema.Schema;
import dev.haetae.schema.ServedKinds.Kind;
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
    return meant(sentence, written, schema.served().nearest(written));
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
