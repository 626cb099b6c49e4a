package dev.haetae.rule.api;

import dev.haetae.inventory.Inventory;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.RuleContext;
import dev.haetae.schema.Suggestions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The objects that a carrier's pods name, looked up in the world. */
final class NamedObjects {
  // What every namespace has.
  private static final String ROOT_CERTIFICATES = "kube-root-ca.crt";
  private static final String SPEC = "spec";
  private static final String SYSTEM = "kube-system";

  // Whoever lists the accounts of a cluster lists these, of which there may be none.
  private static final Set<GroupKind> LISTED =
      Set.of(GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS);

  private static final GroupKind CERTIFICATE = new GroupKind("cert-manager.io", "Certificate");
  private static final GroupKind SEALED = new GroupKind("bitnami.com", "SealedSecret");
  private static final GroupKind EXTERNAL = new GroupKind("external-secrets.io", "ExternalSecret");

  private final Resource carrier;
  private final RuleContext context;
  private final Inventory world;
  private final Findings findings;
  private final Map<GroupKind, Boolean> known = new HashMap<>();
  private final Set<String> found = new HashSet<>();

  /** The objects that the pods of {@code carrier} name. */
  NamedObjects(Resource carrier, RuleContext context, Findings findings) {
    this.carrier = carrier;
    this.context = context;
    this.world = context.inventory();
    this.findings = findings;
  }

  /** Looks up what {@code field} of {@code holder} names, if it names anything. */
  void check(Reference reference, ObjectView holder, String field) {
    String name = holder.text(field);
    if (name.isEmpty() || name.equals(ROOT_CERTIFICATES) || !isKnown(reference.kind())) {
      return;
    }
    String key = reference.kind() + "/" + name;
    if (found.contains(key)) {
      return;
    }
    if (world.object(reference.kind(), namespace(reference.kind()), name) != null
        || isMade(reference.kind(), name)) {
      found.add(key);
    } else {
      report(reference, name, holder.path(field));
    }
  }

  private String namespace(GroupKind kind) {
    return kind.isClusterScoped() ? "" : carrier.namespace();
  }

  /** Returns whether the world has a kind: without any object of it nobody has asked for it. */
  boolean isKnown(GroupKind kind) {
    return known.computeIfAbsent(kind, this::isListed);
  }

  private boolean isListed(GroupKind kind) {
    if (world.follows(kind) || (LISTED.contains(kind) && isCluster())) {
      return true;
    }
    for (Resource object : world.objects(kind, namespace(kind))) {
      if (isOfWorld(object)) {
        return true;
      }
    }
    for (Resource object : world.manifests().of(kind)) {
      if (isOfWorld(object)) {
        return true;
      }
    }
    return false;
  }

  // No manifest that is applied has the account: this is a listing of a cluster.
  private boolean isCluster() {
    return world.isClosed()
        && world.namespaceLabels(SYSTEM) != null
        && world.object(GroupKind.SERVICE_ACCOUNT, SYSTEM, "default") != null;
  }

  // What stands beside the carrier in its own file says nothing of what the cluster has.
  private boolean isOfWorld(Resource object) {
    context.budget().spend(1);
    String file = object.origin().file();
    return file.isEmpty() || !file.equals(carrier.origin().file());
  }

  private void report(Reference reference, String name, Path path) {
    String kind = reference.kind().kind();
    if (!world.isClosed()) {
      findings.undecidedAdvice(
          reference.reason(),
          path,
          Sentence.of("whether %s %q exists is not known: it is not in the input", kind, name));
      return;
    }
    String namespace = namespace(reference.kind());
    Sentence where =
        namespace.isEmpty() ? Sentence.of("") : Sentence.of(" in namespace %q", namespace);
    findings.violation(
        reference.reason(),
        path,
        Sentence.of("%s %q does not exist%s: %s", kind, name, where, reference.consequence())
            .didYouMean(
                Suggestions.nearest(name, names(reference.kind()), context.budget()::spend),
                "apply it first, or name one that exists"));
  }

  private Set<String> names(GroupKind kind) {
    Set<String> names = new TreeSet<>();
    for (Resource object : world.objects(kind, namespace(kind))) {
      context.budget().spend(1);
      names.add(object.name());
    }
    return names;
  }

  // Secrets that a controller makes of another object of the world.
  private boolean isMade(GroupKind kind, String name) {
    if (!kind.equals(Reference.SECRET.kind())) {
      return false;
    }
    String namespace = carrier.namespace();
    return world.object(SEALED, namespace, name) != null
        || isNamed(world.manifests().of(CERTIFICATE, namespace), "secretName", name)
        || isTarget(world.manifests().of(EXTERNAL, namespace), name);
  }

  private boolean isNamed(List<Resource> objects, String field, String name) {
    for (Resource object : objects) {
      context.budget().spend(1);
      if (object.view().object(SPEC).text(field).equals(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTarget(List<Resource> objects, String name) {
    for (Resource object : objects) {
      context.budget().spend(1);
      if (object.view().object(SPEC).object("target").text("name", object.name()).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
