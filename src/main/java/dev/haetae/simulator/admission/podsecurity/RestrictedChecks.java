package dev.haetae.simulator.admission.podsecurity;

import static dev.haetae.simulator.admission.podsecurity.PodFacts.context;
import static dev.haetae.simulator.admission.podsecurity.Violation.plural;
import static dev.haetae.simulator.admission.podsecurity.Violation.quoted;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checks of the level restricted; each returns what a pod does that it forbids, or null.
 *
 * <p>Mirrors {@code k8s.io/pod-security-admission/policy/check_*.go}.
 */
final class RestrictedChecks {
  private static final NumberValue ROOT = NumberValue.of(0);
  private static final Set<String> ALLOWED_VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");
  // In the order in which the plugin looks for them.
  private static final List<String> OTHER_VOLUMES =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "gitRepo",
          "nfs",
          "iscsi",
          "glusterfs",
          "rbd",
          "flexVolume",
          "cinder",
          "cephfs",
          "flocker",
          "fc",
          "azureFile",
          "vsphereVolume",
          "quobyte",
          "azureDisk",
          "photonPersistentDisk",
          "portworxVolume",
          "scaleIO",
          "storageos");

  private RestrictedChecks() {}

  static @Nullable Violation escalation(PodFacts pod) {
    return Violation.of(
        "allowPrivilegeEscalation != false",
        pod.named(
            container -> context(container).get("allowPrivilegeEscalation") != BooleanValue.FALSE),
        " must set securityContext.allowPrivilegeEscalation=false");
  }

  static @Nullable Violation capabilities(PodFacts pod) {
    Set<String> forbidden = new TreeSet<>();
    List<String> keeping =
        pod.named(container -> !BaselineChecks.capabilities(container, "drop").contains("ALL"));
    List<String> adding =
        pod.named(container -> {
          List<String> added = BaselineChecks.capabilities(container, "add");
          added.removeIf("NET_BIND_SERVICE"::equals);
          forbidden.addAll(added);
          return !added.isEmpty();
        });
    List<String> details = new ArrayList<>();
    if (!keeping.isEmpty()) {
      details.add(
          Violation.containers(keeping) + " must set securityContext.capabilities.drop=[\"ALL\"]");
    }
    if (!adding.isEmpty()) {
      details.add(
          Violation.containers(adding)
              + " must not include "
              + quoted(forbidden)
              + " in securityContext.capabilities.add");
    }
    return details.isEmpty()
        ? null
        : new Violation("unrestricted capabilities", String.join("; ", details));
  }

  static @Nullable Violation volumes(PodFacts pod) {
    List<String> names = new ArrayList<>(0);
    Set<String> types = new TreeSet<>();
    ArrayValue volumes = Trees.array(pod.spec(), "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ObjectValue volume = Trees.object(volumes, i);
      if (ALLOWED_VOLUMES.stream().noneMatch(volume::has)) {
        names.add(volume.text("name"));
        types.add(OTHER_VOLUMES.stream().filter(volume::has).findFirst().orElse("unknown"));
      }
    }
    return names.isEmpty()
        ? null
        : new Violation(
            "restricted volume types",
            plural("volume", "volumes", names.size())
                + ' '
                + quoted(names)
                + ' '
                + plural("uses", "use", names.size())
                + ' '
                + plural("restricted volume type", "restricted volume types", types.size())
                + ' '
                + quoted(types));
  }

  static @Nullable Violation nonRoot(PodFacts pod) {
    String reason = "runAsNonRoot != true";
    String setters =
        Violation.setters(
            pod.context().get("runAsNonRoot") == BooleanValue.FALSE,
            pod.named(container -> context(container).get("runAsNonRoot") == BooleanValue.FALSE));
    if (!setters.isEmpty()) {
      return new Violation(reason, setters + " must not set securityContext.runAsNonRoot=false");
    }
    List<String> without = pod.named(container -> !context(container).has("runAsNonRoot"));
    return without.isEmpty() || Trees.isTrue(pod.context(), "runAsNonRoot")
        ? null
        : new Violation(
            reason,
            "pod or "
                + Violation.containers(without)
                + " must set securityContext.runAsNonRoot=true");
  }

  static @Nullable Violation nonRootUnlessOwnUsers(PodFacts pod) {
    return pod.hasOwnUsers() ? null : nonRoot(pod);
  }

  static @Nullable Violation user(PodFacts pod) {
    String setters =
        Violation.setters(
            pod.context().get("runAsUser").equals(ROOT),
            pod.named(container -> context(container).get("runAsUser").equals(ROOT)));
    return setters.isEmpty()
        ? null
        : new Violation("runAsUser=0", setters + " must not set runAsUser=0");
  }

  static @Nullable Violation userUnlessOwnUsers(PodFacts pod) {
    return pod.hasOwnUsers() ? null : user(pod);
  }
}
