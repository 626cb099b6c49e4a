package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cel.policy.RunObserver;
import dev.haetae.policy.admission.AdmissionPolicyReader;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.Worlds;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class AdmissionJudgeTest {
  private static final Resource POLICY =
      Worlds.resource(
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata: {name: p}
          spec:
            matchConstraints:
              resourceRules:
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
            validations: [{expression: "true"}]
          """);

  @Test
  void theFormsOfPoliciesAreMadeOnceWhateverIsSeen() {
    AdmissionPolicyReader reader = new AdmissionPolicyReader();
    reader.read(POLICY);
    AdmissionJudge judge = new AdmissionJudge(reader.policies(), null, true);
    assertThat(judge.policies()).hasSize(1);
    assertThat(
            judge
                .with(UnaryOperator.identity(), RunObserver.NONE)
                .seeing(List.of(POLICY))
                .policies())
        .isSameAs(judge.policies());
    assertThat(judge.enforcing(Set.of("p")).policies()).hasSize(1);
  }
}
