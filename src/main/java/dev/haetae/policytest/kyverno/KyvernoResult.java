package dev.haetae.policytest.kyverno;

import dev.haetae.policy.admission.AdmissionPolicy;
import dev.haetae.resource.Resource;
import java.util.List;

/**
 * A result that a test expects of some resources.
 *
 * @param type the kind of the policy
 * @param policy the policy's name
 * @param kind of the resources; empty for any
 * @param resources their names, {@code name} or {@code namespace/name}; all of the kind when empty
 * @param result {@code pass}, {@code fail}, {@code skip}, {@code error} or {@code warn}
 * @param patched the file of the resources after the mutation; empty when it does not matter
 * @param line where it is written; 1-based; 0 when that is not known
 */
public record KyvernoResult(
    AdmissionPolicy.Type type,
    String policy,
    String kind,
    List<String> resources,
    String result,
    String patched,
    int line) {
  /** A result that keeps its own copy. */
  public KyvernoResult {
    resources = List.copyOf(resources);
  }

  /** Returns whether it is about a resource. */
  public boolean isAbout(Resource resource) {
    return (kind.isEmpty() || kind.equals(resource.kind()))
        && (resources.isEmpty()
            || resources.contains(resource.name())
            || resources.contains(resource.namespace() + '/' + resource.name()));
  }
}
