package dev.haetae.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Review;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.policy.admission.ParamKind;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.simulator.Worlds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects beside the judged one say what they can, and never keep it from being judged. */
final class SeenObjectsTest {
  private static final ParamKind WIDGET = new ParamKind("test.example/v1", "Widget");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nope",
        "{group: 1, names: nope, versions: nope}",
        "{names: {kind: 2, plural: [a]}, scope: {}, versions: [nope, {name: 3, served: nope}]}"
      })
  void aMalformedDefinitionSaysNothing(String spec) {
    String yaml =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.test.example}
        spec: %s
        """
            .formatted(spec);
    SeenObjects seen = new SeenObjects(List.of(Worlds.resource(yaml)), true);
    assertThat(seen.surroundings().params().scope(WIDGET)).isEqualTo(ParamSource.Scope.NOT_SERVED);
    Resource widget =
        Worlds.resource("{apiVersion: test.example/v1, kind: Widget, metadata: {name: w}}");
    AdmissionAttributes request =
        FileRequests.of(
            Review.create(widget, EnforcementPoint.CHECK), widget, Worlds.closed(yaml), null);
    assertThat(request.resource().name()).isEqualTo("widgets");
    assertThat(
            seen.evaluator(AdmissionPolicies.NONE)
                .evaluate(request, seen.surroundings())
                .isDenied())
        .isFalse();
  }
}
