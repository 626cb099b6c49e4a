package dev.haetae.rule.namespace;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.Reason;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.admission.podsecurity.Breaches;
import dev.haetae.simulator.admission.podsecurity.Breaches.Breach;
import java.util.List;
import java.util.Map;

/**
 * The pods of a carrier keep to the pod security standard that their namespace enforces.
 *
 * <p>Why: the API server takes a Deployment whose pods the namespace forbids, with a warning at
 * most if the namespace asks for warnings; then its ReplicaSet is refused each pod, and says so
 * only in its events.
 *
 * <p>Looks at the labels {@code pod-security.kubernetes.io/enforce} and {@code enforce-version} of
 * the namespace, and at all that the standard looks at. Skipped are namespaces that are not known.
 * Pods are judged by {@code haetae check} only: at the webhook the API server answers for itself.
 */
public final class PodSecurity implements PodRule {
  private static final Reason FORBIDDEN =
      new Reason(
          "PodSecurityForbids",
          "The level that the namespace enforces forbids something of the pod, which is refused.");

  /** This rule's part of the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
          "pod-security",
          "The pods of a carrier keep to the pod security standard of their namespace.",
          Subjects.carriersAnd(),
          List.of(FORBIDDEN));

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
  private static final String ESCALATION = "allowPrivilegeEscalation";
  private static final String NON_ROOT = "runAsNonRoot";

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    Map<String, String> labels = context.inventory().namespaceLabels(pod.carrier().namespace());
    if (labels == null || !labels.containsKey(ENFORCE)) {
      return;
    }
    FuturePod future = FuturePod.of(pod, context);
    if (future == null) {
      return;
    }
    Breaches breaches = future.breaches(labels);
    for (Breach breach : breaches.list()) {
      context.budget().spend(1L + future.containers().size());
      findings.violation(
          FORBIDDEN,
          place(future, breach),
          Sentence.of("namespace %q enforces ", future.namespace())
              .then("%q, which refuses ", breaches.standard())
              .then(pod.isPod() ? "the pod: " : "the pods: ")
              .then("%s (%s)", breach.reason(), breach.detail())
              .instead(remedy(breach)));
    }
  }

  private static Path place(FuturePod pod, Breach breach) {
    ObjectView spec = pod.view().spec();
    Path context = pod.securityContext(breach.container());
    return switch (breach.reason()) {
      case "host namespaces" -> hostNamespace(spec);
      case "hostPath volumes", "restricted volume types" ->
          spec.objects("volumes").get(breach.volume()).path();
      case "hostPort" -> hostPort(pod.containers().get(breach.container()));
      case "probe or lifecycle host" -> pod.containers().get(breach.container()).view().path();
      case "allowPrivilegeEscalation != false" -> context.child(ESCALATION);
      case "unrestricted capabilities", "non-default capabilities" -> context.child("capabilities");
      case "runAsNonRoot != true" -> context.child(NON_ROOT);
      case "runAsUser=0" -> context.child("runAsUser");
      case "privileged", "procMount", "seccompProfile", "seLinuxOptions" ->
          context.child(breach.reason());
      case "hostProcess" -> context.child("windowsOptions").child("hostProcess");
      case "forbidden sysctls" -> context.child("sysctls");
      default -> context.child("appArmorProfile");
    };
  }

  private static Path hostNamespace(ObjectView spec) {
    for (String field : List.of("hostNetwork", "hostPID")) {
      if (spec.flag(field, false)) {
        return spec.path(field);
      }
    }
    return spec.path("hostIPC");
  }

  private static Path hostPort(ContainerView container) {
    for (ObjectView port : container.ports()) {
      if (port.integer("hostPort", 0) != 0) {
        return port.path("hostPort");
      }
    }
    return container.view().path("ports");
  }

  private static String remedy(Breach breach) {
    return switch (breach.reason()) {
      case "allowPrivilegeEscalation != false" -> "write allowPrivilegeEscalation: false there";
      case "unrestricted capabilities" -> "write capabilities: {drop: [ALL]}, and add nothing";
      case "runAsNonRoot != true" -> "write runAsNonRoot: true into the pod's securityContext";
      case "runAsUser=0" -> "write the number of another user";
      case "seccompProfile" ->
          "write seccompProfile: {type: RuntimeDefault} into the pod's securityContext";
      case "hostPath volumes", "restricted volume types" ->
          "use a claim, or a namespace whose level allows the volume";
      default -> "take it away, or use a namespace whose level allows it";
    };
  }
}
