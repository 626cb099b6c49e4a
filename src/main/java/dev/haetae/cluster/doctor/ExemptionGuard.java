package dev.haetae.cluster.doctor;

import dev.haetae.cluster.client.TypedObjects;
import dev.haetae.cluster.registration.Installation;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.StringValue;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The chart's guard of exemptions: two policies of the API server's own that keep them to
 * operators.
 *
 * @param labels whether it guards the label
 * @param names the names that it guards, whatever policies say
 * @param excluded whether it guards the names that policies exclude
 */
record ExemptionGuard(boolean labels, Set<String> names, boolean excluded) {
  private static final int LONGEST_NAME = 63;

  /**
   * The guard of an installation.
   *
   * @param blind told what of it cannot be seen
   */
  static ExemptionGuard of(TypedObjects objects, Installation installation, Checks blind) {
    Optional<ValidatingAdmissionPolicy> exempt =
        find(objects, installation, "-exempt-namespaces", blind);
    Optional<ValidatingAdmissionPolicy> excluded =
        find(objects, installation, "-excluded-namespaces", blind);
    return new ExemptionGuard(
        exempt.isPresent(),
        exempt.map(ExemptionGuard::names).orElse(Set.of()),
        excluded.isPresent());
  }

  // As the chart calls it; empty when it is not there, or not bound so that it denies.
  private static Optional<ValidatingAdmissionPolicy> find(
      TypedObjects objects, Installation installation, String suffix, Checks blind) {
    String release = installation.lease();
    int room = LONGEST_NAME - suffix.length();
    String name = (release.length() > room ? release.substring(0, room) : release) + suffix;
    Optional<ValidatingAdmissionPolicy> policy =
        blind.see(
            "ValidatingAdmissionPolicy " + name,
            () -> objects.find(ValidatingAdmissionPolicy.class, "", name));
    return blind
        .see(
            "ValidatingAdmissionPolicyBinding " + name,
            () -> objects.find(ValidatingAdmissionPolicyBinding.class, "", name))
        .filter(binding ->
            name.equals(binding.getSpec().getPolicyName())
                && binding.getSpec().getValidationActions().contains("Deny"))
        .flatMap(_ -> policy);
  }

  // The variable holds what is a list in CEL and in JSON alike.
  private static Set<String> names(ValidatingAdmissionPolicy guard) {
    Set<String> names = new HashSet<>();
    for (Variable variable : guard.getSpec().getVariables()) {
      if (variable.getName().equals("names")) {
        byte[] text = variable.getExpression().getBytes(StandardCharsets.UTF_8);
        try {
          if (JsonReader.review(text, Limits.REVIEW) instanceof ArrayValue list) {
            for (int i = 0; i < list.size(); i++) {
              if (list.get(i) instanceof StringValue name) {
                names.add(name.text());
              }
            }
          }
        } catch (UnreadableException e) {
          // Somebody has written it anew: what it guards is not known.
          return Set.of();
        }
      }
    }
    return names;
  }
}
