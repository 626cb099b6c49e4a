package dev.haetae.cli.input;

import dev.haetae.engine.InTreePolicies;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reading of Kubernetes' own policies.
 *
 * <p>A class of its own, so that no run without such policies loads what evaluates CEL.
 */
final class AdmissionReading {
  private AdmissionReading() {}

  static InTreePolicies read(
      PolicyOptions options,
      @Nullable ObjectValue user,
      List<Problem> problems,
      List<String> notes) {
    return InTreePolicies.NONE;
  }
}
