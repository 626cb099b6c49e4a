package dev.haetae.simulator.admission.podsecurity;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.validation.field.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * What a namespace's labels ask of its pods.
 *
 * <p>Mirrors {@code PolicyToEvaluate} of {@code k8s.io/pod-security-admission/api/helpers.go}; the
 * plugin's defaults are those of an API server that was given no configuration.
 *
 * @param enforce what a pod must keep to
 * @param warn what its writer is warned about
 * @param errors what is wrong with the labels
 */
record NamespaceStandards(Standard enforce, Standard warn, List<Cause> errors) {
  private static final String PREFIX = "pod-security.kubernetes.io/";
  private static final Standard NOTHING = new Standard(Level.PRIVILEGED, Standard.LATEST);

  static NamespaceStandards of(ObjectValue labels) {
    List<Cause> errors = new ArrayList<>(0);
    Standard enforce = standard(labels, "enforce", Level.RESTRICTED, errors);
    boolean valid = Standard.level(labels.text(PREFIX + "enforce")) != null;
    var _ = standard(labels, "audit", Level.PRIVILEGED, errors);
    Standard warn = standard(labels, "warn", Level.PRIVILEGED, errors);
    // Who enforces and says nothing of warnings wants to be warned of the same.
    if (!labels.has(PREFIX + "warn") && valid && enforce.level().compareTo(warn.level()) > 0) {
      warn = labels.has(PREFIX + "warn-version") ? warn.withLevel(enforce.level()) : enforce;
    }
    return new NamespaceStandards(enforce, warn, errors);
  }

  private static Standard standard(
      ObjectValue labels, String mode, Level unknown, List<Cause> errors) {
    Standard standard = NOTHING;
    String label = PREFIX + mode;
    if (labels.has(label)) {
      Level level = Standard.level(labels.text(label));
      if (level == null) {
        errors.add(
            invalid(label, labels.text(label), "must be one of privileged, baseline, restricted"));
      }
      standard = standard.withLevel(level == null ? unknown : level);
    }
    String version = label + "-version";
    if (labels.has(version)) {
      Integer minor = Standard.minor(labels.text(version));
      if (minor == null) {
        errors.add(invalid(version, labels.text(version), "must be \"latest\" or \"v1.x\""));
      }
      standard = standard.withMinor(minor == null ? Standard.LATEST : minor);
    }
    return standard;
  }

  private static Cause invalid(String label, String value, String detail) {
    return new Cause(
        "FieldValueInvalid",
        "metadata.labels[" + label + ']',
        "Invalid value: \"" + value + "\": " + detail);
  }
}
