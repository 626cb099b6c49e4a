package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.defaults.Amount;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The warnings about pods and templates of pods, but for those about odd addresses.
 *
 * <p>Mirrors {@code pkg/api/pod/warnings.go}.
 */
final class PodWarnings {
  private static final String NO_SELECTOR = "a null labelSelector results in matching no pod";
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String SECCOMP =
      "non-functional in v1.27+; use the \"seccompProfile\" field instead";

  private final String path;
  private final ObjectValue spec;
  private final ObjectValue annotations;
  private final List<String> warnings = new ArrayList<>(0);

  private PodWarnings(String path, ObjectValue spec, ObjectValue metadata) {
    this.path = path;
    this.spec = spec;
    this.annotations = Trees.object(metadata, "annotations");
  }

  /**
   * The warnings about a pod.
   *
   * @param path where it stands: empty for a pod, else with a point at its end
   */
  static List<String> of(String path, ObjectValue spec, ObjectValue metadata) {
    PodWarnings all = new PodWarnings(path, spec, metadata);
    all.nodeLabels();
    all.spread();
    all.annotations();
    all.volumes();
    all.warnings.addAll(OverlappingPaths.of(spec));
    all.names();
    fraction(all.warnings, path + "spec.overhead[", Trees.object(spec, "overhead"), "memory");
    fraction(
        all.warnings, path + "spec.overhead[", Trees.object(spec, "overhead"), "ephemeral-storage");
    all.seccomp();
    all.containers();
    all.warnings.addAll(PortWarnings.of(path, spec));
    if (Trees.integer(spec, "terminationGracePeriodSeconds", 0) < 0) {
      all.warn(
          "spec.terminationGracePeriodSeconds",
          "must be >= 0; negative values are invalid and will be treated as 1");
    }
    all.affinity("podAffinity");
    all.affinity("podAntiAffinity");
    return all.warnings;
  }

  private void warn(String field, String said) {
    warnings.add(path + field + ": " + said);
  }

  private void nodeLabels() {
    ObjectValue selector = Trees.object(spec, "nodeSelector");
    for (int i = 0; i < selector.size(); i++) {
      String said = NodeLabels.deprecation(selector.key(i));
      if (!said.isEmpty()) {
        warn("spec.nodeSelector[" + selector.key(i) + ']', said);
      }
    }
    ObjectValue affinity = Trees.object(Trees.object(spec, "affinity"), "nodeAffinity");
    String place = path + "spec.affinity.nodeAffinity.";
    warnings.addAll(
        NodeLabels.inTerms(
            place + REQUIRED + ".nodeSelectorTerms",
            Trees.array(Trees.object(affinity, REQUIRED), "nodeSelectorTerms")));
    ArrayValue wishes = Trees.array(affinity, PREFERRED);
    for (int i = 0; i < wishes.size(); i++) {
      NodeLabels.inTerm(
          warnings,
          place + PREFERRED + '[' + i + "].preference",
          Trees.object(Trees.object(wishes, i), "preference"));
    }
  }

  private void spread() {
    ArrayValue constraints = Trees.array(spec, "topologySpreadConstraints");
    for (int i = 0; i < constraints.size(); i++) {
      ObjectValue constraint = Trees.object(constraints, i);
      String place = "spec.topologySpreadConstraints[" + i + "].";
      String key = constraint.text("topologyKey");
      String said = NodeLabels.deprecation(key);
      if (!said.isEmpty()) {
        warn(place + "topologyKey", key + " is " + said);
      }
      if (!constraint.has("labelSelector")) {
        warn(place + "labelSelector", NO_SELECTOR);
      }
    }
  }

  private void annotations() {
    annotation(
        "scheduler.alpha.kubernetes.io/critical-pod",
        "non-functional in v1.16+; use the \"priorityClassName\" field instead");
    String sysctls = "non-functional in v1.11+; use the \"sysctls\" field instead";
    annotation("security.alpha.kubernetes.io/sysctls", sysctls);
    annotation("security.alpha.kubernetes.io/unsafe-sysctls", sysctls);
  }

  private void annotation(String key, String said) {
    if (annotations.has(key)) {
      warn("metadata.annotations[" + key + ']', said);
    }
  }

  private void volumes() {
    ArrayValue volumes = Trees.array(spec, "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      ObjectValue volume = Trees.object(volumes, i);
      String place = path + "spec.volumes[" + i + ']';
      warnings.addAll(DeprecatedVolumes.ofPod(place, volume));
      ObjectValue claim = Trees.object(Trees.object(volume, "ephemeral"), "volumeClaimTemplate");
      warnings.addAll(
          Warnings.fractions(
              place + ".ephemeral.volumeClaimTemplate.spec", Trees.object(claim, "spec")));
    }
  }

  private void names() {
    duplicates("hostAliases", "ip");
    ArrayValue secrets = duplicates("imagePullSecrets", "name");
    for (int i = 0; i < secrets.size(); i++) {
      if (Trees.object(secrets, i).text("name").isEmpty()) {
        warn("spec.imagePullSecrets[" + i + "].name", "invalid empty name \"\"");
      }
    }
  }

  private ArrayValue duplicates(String field, String key) {
    ArrayValue array = Trees.array(spec, field);
    Set<String> known = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      String value = Trees.object(array, i).text(key);
      if (!known.add(value)) {
        warn("spec." + field + '[' + i + "]." + key, "duplicate " + key + " \"" + value + '"');
      }
    }
    return array;
  }

  /** Warns of an amount that is no whole number of bytes. */
  static void fraction(List<String> warnings, String place, ObjectValue list, String name) {
    Amount amount = list.get(name) instanceof StringValue text ? Amount.parse(text.text()) : null;
    if (amount != null && amount.quantity().milliValue() % 1000 != 0) {
      warnings.add(
          place
              + name
              + "]: fractional byte value \""
              + amount
              + "\" is invalid, must be an integer");
    }
  }

  private void seccomp() {
    if (!Trees.object(spec, "securityContext").has("seccompProfile")) {
      annotation("seccomp.security.alpha.kubernetes.io/pod", SECCOMP);
    }
  }

  private void containers() {
    for (String field : PortWarnings.CONTAINERS) {
      ArrayValue containers = Trees.array(spec, field);
      for (int i = 0; i < containers.size(); i++) {
        container("spec." + field + '[' + i + ']', Trees.object(containers, i));
      }
    }
  }

  private void container(String place, ObjectValue container) {
    ObjectValue context = Trees.object(container, "securityContext");
    String name = container.text("name");
    if (!context.has("seccompProfile")) {
      annotation("container.seccomp.security.alpha.kubernetes.io/" + name, SECCOMP);
    }
    String key = AppArmor.ANNOTATION + name;
    if (!path.isEmpty() && !context.has(AppArmor.FIELD) && annotations.has(key)) {
      ObjectValue profile = AppArmor.profile(annotations.text(key));
      ObjectValue pod = Trees.object(spec, "securityContext");
      if (!pod.has(AppArmor.FIELD) || !pod.get(AppArmor.FIELD).equals(profile)) {
        annotation(key, AppArmor.DEPRECATED);
      }
    }
    ObjectValue resources = Trees.object(container, "resources");
    for (String amount : new String[] {"memory", "ephemeral-storage"}) {
      for (String field : new String[] {"limits", "requests"}) {
        fraction(
            warnings,
            path + place + ".resources." + field + '[',
            Trees.object(resources, field),
            amount);
      }
    }
    variables(place, container);
  }

  private void variables(String place, ObjectValue container) {
    ArrayValue variables = Trees.array(container, "env");
    Set<String> known = new HashSet<>();
    for (int i = 0; i < variables.size(); i++) {
      ObjectValue variable = Trees.object(variables, i);
      String name = variable.text("name");
      String reference = "$(" + name + ')';
      String value = variable.text("value");
      boolean hides =
          variable.has("valueFrom") || value.equals(reference) || !value.contains(reference);
      if (!known.add(name) && hides) {
        warn(
            place + ".env[" + i + ']',
            "hides previous definition of \"" + name + "\", which may be dropped when using apply");
      }
    }
  }

  private void affinity(String kind) {
    ObjectValue terms = Trees.object(Trees.object(spec, "affinity"), kind);
    String place = "spec.affinity." + kind + '.';
    ArrayValue required = Trees.array(terms, REQUIRED);
    for (int i = 0; i < required.size(); i++) {
      if (!Trees.object(required, i).has("labelSelector")) {
        warn(place + REQUIRED + '[' + i + "].labelSelector", NO_SELECTOR);
      }
    }
    ArrayValue wishes = Trees.array(terms, PREFERRED);
    for (int i = 0; i < wishes.size(); i++) {
      if (!Trees.object(Trees.object(wishes, i), "podAffinityTerm").has("labelSelector")) {
        warn(place + PREFERRED + '[' + i + "].podAffinityTerm.labelSelector", NO_SELECTOR);
      }
    }
  }
}
