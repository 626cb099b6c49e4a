package dev.haetae.rule.api;

import dev.haetae.resource.ContainerView;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.PodView;
import dev.haetae.resource.VolumeView;
import dev.haetae.rule.Findings;
import dev.haetae.rule.PodRule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import java.util.List;
import java.util.Set;

/**
 * What a pod names is there: its ServiceAccount, RuntimeClass and PriorityClass, the ConfigMaps and
 * the Secrets of its volumes and variables, and those that its images are pulled with.
 *
 * <p>Why: the API server takes a Deployment whatever its template names. Without the account or a
 * class no pod is made, which only an event of the ReplicaSet says; without a ConfigMap or a Secret
 * the pods are made, and their containers never start.
 *
 * <p>Looks at the names alone, in a world that has any object of their kind, or follows it: any
 * other knows nothing of the kind. Allowed: what is {@code optional}, what every namespace or
 * cluster has, and Secrets that an object of the world will make. In an open world what is not
 * found is undecided.
 */
public final class ReferencesExist implements PodRule {
  /** The rule's entry in the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.warns(
              "references-exist",
              "The ServiceAccount, classes, ConfigMaps and Secrets that a pod names are there.",
              Subjects.carriersAnd(),
              List.of(
                  Reference.SERVICE_ACCOUNT.reason(),
                  Reference.RUNTIME_CLASS.reason(),
                  Reference.PRIORITY_CLASS.reason(),
                  Reference.CONFIG_MAP.reason(),
                  Reference.SECRET.reason()))
          .lookingAt(GroupKind.SERVICE_ACCOUNT, GroupKind.RUNTIME_CLASS, GroupKind.PRIORITY_CLASS);

  private static final Set<String> BUILT_IN =
      Set.of("system-cluster-critical", "system-node-critical");
  private static final String NAME = "name";

  @Override
  public void check(PodView pod, RuleContext context, Findings findings) {
    NamedObjects named = new NamedObjects(pod.carrier(), context, findings);
    ObjectView spec = pod.spec();
    String account = spec.has("serviceAccountName") ? "serviceAccountName" : "serviceAccount";
    if (!spec.text(account).equals("default")) {
      named.check(Reference.SERVICE_ACCOUNT, spec, account);
    }
    named.check(Reference.RUNTIME_CLASS, spec, "runtimeClassName");
    if (!BUILT_IN.contains(spec.text("priorityClassName"))) {
      named.check(Reference.PRIORITY_CLASS, spec, "priorityClassName");
    }
    // A live world has neither ConfigMaps nor Secrets, so that a review need not look further.
    if (named.isKnown(Reference.CONFIG_MAP.kind()) || named.isKnown(Reference.SECRET.kind())) {
      checkData(pod, named);
    }
  }

  private static void checkData(PodView pod, NamedObjects named) {
    ObjectView spec = pod.spec();
    if (spec.has("imagePullSecrets")) {
      for (ObjectView secret : spec.objects("imagePullSecrets")) {
        named.check(Reference.PULL_SECRET, secret, NAME);
      }
    }
    List<VolumeView> volumes = pod.volumes();
    for (int i = 0; i < volumes.size(); i++) {
      checkVolume(volumes.get(i), named);
    }
    List<ContainerView> containers = pod.containers();
    for (int i = 0; i < containers.size(); i++) {
      checkContainer(containers.get(i), named);
    }
  }

  private static void checkVolume(VolumeView volume, NamedObjects named) {
    if (volume.has("configMap")) {
      checkOptional(Reference.CONFIG_MAP, volume.source("configMap"), NAME, named);
    } else if (volume.has("secret")) {
      checkOptional(Reference.SECRET, volume.source("secret"), "secretName", named);
    } else if (volume.has("projected")) {
      for (ObjectView source : volume.source("projected").objects("sources")) {
        checkEither(source, "configMap", "secret", named);
      }
    } else if (volume.has("csi")) {
      ObjectView secret = volume.source("csi").object("nodePublishSecretRef");
      named.check(Reference.SECRET, secret, NAME);
    }
  }

  private static void checkContainer(ContainerView container, NamedObjects named) {
    ObjectView view = container.view();
    if (view.has("env")) {
      for (ObjectView variable : container.environment()) {
        if (variable.has("valueFrom")) {
          checkEither(variable.object("valueFrom"), "configMapKeyRef", "secretKeyRef", named);
        }
      }
    }
    if (view.has("envFrom")) {
      for (ObjectView source : view.objects("envFrom")) {
        checkEither(source, "configMapRef", "secretRef", named);
      }
    }
  }

  private static void checkEither(
      ObjectView source, String configMap, String secret, NamedObjects named) {
    if (source.has(configMap)) {
      checkOptional(Reference.CONFIG_MAP, source.object(configMap), NAME, named);
    }
    if (source.has(secret)) {
      checkOptional(Reference.SECRET, source.object(secret), NAME, named);
    }
  }

  private static void checkOptional(
      Reference reference, ObjectView source, String field, NamedObjects named) {
    if (!source.flag("optional", false)) {
      named.check(reference, source, field);
    }
  }
}
