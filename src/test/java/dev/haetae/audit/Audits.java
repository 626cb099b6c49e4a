package dev.haetae.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.PolicyReader;
import dev.haetae.report.Report;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Audits of written objects, by policies of each action and an exception. */
public final class Audits {
  private static final String POLICIES =
      """
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: no-host-path}
      spec: {rule: no-host-path, validationActions: [Deny]}
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: no-inline-nfs}
      spec: {rule: no-inline-nfs, validationActions: [Warn]}
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: no-git-repo}
      spec: {rule: no-git-repo, validationActions: [Audit]}
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: claims}
      spec: {rule: pvc-bound-rwx-nfs, validationActions: [Deny]}
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: Policy
      metadata: {name: api}
      spec: {rule: api-validation, validationActions: [Warn]}
      ---
      apiVersion: haetae.dev/v1alpha1
      kind: PolicyException
      metadata: {name: agents, namespace: platform}
      spec:
        policies: [no-host-path]
        match: {namespaces: [agents]}
        reason: reads the node's own counters
        expires: 2027-01-31
      """;

  /** A volume that is warned of, and in no namespace. */
  public static final String VOLUME =
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: volume, uid: uid-of-volume, labels: {tier: not a label}}
      spec:
        accessModes: [ReadWriteMany]
        capacity: {storage: 1Gi}
        nfs: {server: filer.example, path: /export/data}
      ---
      """;

  private Audits() {}

  /** What an audit at that moment finds of these objects, in an open world. */
  public static AuditResult of(Instant at, String yaml) {
    InstantSource clock = InstantSource.fixed(at);
    PolicyReader policies = new PolicyReader().read(POLICIES.getBytes(UTF_8), "policies.yaml");
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(policies.policies(), Carriers.SHIPPED),
            Exceptions.of(policies.exceptions(), clock),
            clock);
    List<Resource> objects =
        ManifestReader.read(yaml.getBytes(UTF_8), "objects.yaml", "default", Limits.FILES)
            .resources();
    Owners owners = new Owners();
    objects.stream()
        .filter(object -> Carriers.SHIPPED.include(object.groupKind()))
        .forEach(owners::add);
    Auditor auditor =
        new Auditor(
            evaluator, InventorySnapshot.OPEN, owners, AuditScope.ALL, new Report.Builder());
    auditor.judge(objects);
    return auditor.result(at, List.of());
  }

  /** A Deployment with two faults that deny, in the order of their volumes. */
  public static String deployment(String namespace, String name) {
    return deployment(namespace, name, 2);
  }

  /** A Deployment with so many faults that deny. */
  public static String deployment(String namespace, String name, int faults) {
    StringBuilder volumes = new StringBuilder();
    for (int i = 0; i < faults; i++) {
      volumes.append("{name: v%d, hostPath: {path: /data/%d}}, ".formatted(i, i));
    }
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, namespace: %s, uid: uid-of-%s}
    spec:
      selector: {matchLabels: {app: %s}}
      template:
        metadata: {labels: {app: %s}}
        spec:
          containers: [{name: main, image: example/app:1.0}]
          volumes: [%s]
    ---
    """
        .formatted(name, namespace, name, name, name, volumes);
  }

  /** A Pod that mounts an export, which is warned of. */
  public static String advised(String namespace, String name) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s, uid: uid-of-%s}
    spec:
      containers: [{name: main, image: example/app:1.0}]
      volumes: [{name: data, nfs: {server: filer.example, path: /export/data}}]
    ---
    """
        .formatted(name, namespace, name);
  }

  /** A Pod that clones a repository, which is recorded. */
  public static String cloning(String namespace, String name) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s, uid: uid-of-%s}
    spec:
      containers: [{name: main, image: example/app:1.0}]
      volumes: [{name: data, gitRepo: {repository: "https://git.example/data"}}]
    ---
    """
        .formatted(name, namespace, name);
  }

  /** A Pod that claims what nobody here knows of, which is undecided. */
  public static String claiming(String namespace, String name) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s, uid: uid-of-%s}
    spec:
      containers: [{name: main, image: example/app:1.0}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
    ---
    """
        .formatted(name, namespace, name);
  }
}
