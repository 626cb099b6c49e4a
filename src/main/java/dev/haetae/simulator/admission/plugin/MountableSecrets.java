package dev.haetae.simulator.admission.plugin;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the secrets of a pod to those that its service account lists, where the account asks for
 * that.
 *
 * <p>Mirrors {@code limitSecretReferences} of {@code
 * plugin/pkg/admission/serviceaccount/admission.go}.
 */
final class MountableSecrets {
  private static final String ENFORCE = "kubernetes.io/enforce-mountable-secrets";
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private MountableSecrets() {}

  /** Returns what is wrong with a pod's secrets; null for nothing. */
  static @Nullable String problem(ObjectValue account, ObjectValue spec) {
    ObjectValue metadata = Trees.object(account, "metadata");
    if (!TRUE.contains(Trees.object(metadata, "annotations").text(ENFORCE))) {
      return null;
    }
    String because =
        "\" is not allowed because service account "
            + metadata.text("name")
            + " does not reference that ";
    Set<String> allowed = names(Trees.array(account, "secrets"));
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ObjectValue volume = Trees.object(volumes, i);
      String secret = Trees.object(volume, "secret").text("secretName");
      if (volume.has("secret") && !allowed.contains(secret)) {
        return "volume with secret.secretName=\"" + secret + because + "secret";
      }
    }
    String wrong = problem(spec, "initContainers", "init container ", allowed, because);
    wrong = wrong == null ? problem(spec, "containers", "container ", allowed, because) : wrong;
    if (wrong != null) {
      return wrong;
    }
    Set<String> pull = names(Trees.array(account, "imagePullSecrets"));
    ArrayValue asked = Trees.array(spec, "imagePullSecrets");
    for (int i = 0; i < asked.size(); i++) {
      String name = Trees.object(asked, i).text("name");
      if (!pull.contains(name)) {
        return "imagePullSecrets[" + i + "].name=\"" + name + because + "imagePullSecret";
      }
    }
    return null;
  }

  private static Set<String> names(ArrayValue references) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < references.size(); i++) {
      names.add(Trees.object(references, i).text("name"));
    }
    return names;
  }

  private static @Nullable String problem(
      ObjectValue spec, String field, String what, Set<String> allowed, String because) {
    ArrayValue containers = Trees.array(spec, field);
    for (int i = 0; i < containers.size(); i++) {
      ObjectValue container = Trees.object(containers, i);
      ArrayValue variables = Trees.array(container, "env");
      for (int k = 0; k < variables.size(); k++) {
        ObjectValue variable = Trees.object(variables, k);
        ObjectValue from = Trees.object(variable, "valueFrom");
        String secret = Trees.object(from, "secretKeyRef").text("name");
        if (from.has("secretKeyRef") && !allowed.contains(secret)) {
          return what
              + container.text("name")
              + " with envVar "
              + variable.text("name")
              + " referencing secret.secretName=\""
              + secret
              + because
              + "secret";
        }
      }
      ArrayValue sources = Trees.array(container, "envFrom");
      for (int k = 0; k < sources.size(); k++) {
        ObjectValue source = Trees.object(sources, k);
        String secret = Trees.object(source, "secretRef").text("name");
        if (source.has("secretRef") && !allowed.contains(secret)) {
          return what
              + container.text("name")
              + " with envFrom referencing secret.secretName=\""
              + secret
              + because
              + "secret";
        }
      }
    }
    return null;
  }

  /** Returns whether any container takes a variable from a secret. */
  static boolean anyEnv(ObjectValue spec) {
    return problem(spec, "initContainers", "", Set.of(), "") != null
        || problem(spec, "containers", "", Set.of(), "") != null;
  }
}
