package dev.haetae.rule.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Review;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.RuleTrial;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What validation refuses and another rule refuses too is told by that rule alone; where it only
 * warns, or does not judge, validation tells it.
 */
final class ToldOnceTest {
  private static final String SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";
  private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: train}\n";

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "external-traffic-policy",
            SERVICE + "spec: {externalTrafficPolicy: Local, ports: [{port: 80}]}"),
        Arguments.of(
            "node-port-range",
            SERVICE + "spec: {type: ClusterIP, ports: [{port: 80, nodePort: 30080}]}"),
        Arguments.of(
            "gpu-limits",
            POD
                + "spec: {containers: [{name: a, image: a, resources: {requests:"
                + " {nvidia.com/gpu: 1}}}]}"),
        Arguments.of(
            "gpu-limits",
            POD
                + "spec: {containers: [{name: a, image: a, resources: {limits:"
                + " {nvidia.com/gpu: 500m}}}]}"),
        Arguments.of(
            "unique-container-ports",
            POD
                + "spec: {containers: [{name: a, image: a, ports: [{name: b, containerPort: 1},"
                + " {name: b, containerPort: 2}]}]}"),
        Arguments.of(
            "selector-matches-template",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                + "spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app:"
                + " b}}, spec: {containers: [{name: a, image: a}]}}}"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void byTheRuleThatSaysMore(String rule, String yaml) {
    assertThat(tellers(yaml, rule, "api-validation")).containsOnly(rule);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void byValidationWhereThatRuleDoesNotJudge(String rule, String yaml) {
    assertThat(tellers(yaml, "api-validation")).as(rule).containsOnly("api-validation");
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void byValidationWhereTheOtherRuleWarns(String rule, String yaml) {
    assertThat(tellers(yaml, rule)).containsOnly(rule);
    assertThat(tellers(yaml, rule, "api-validation")).containsOnly("api-validation");
  }

  static Stream<Arguments> warnings() {
    return Stream.of(Arguments.of("image-from-registry", POD + "spec: {containers: [{name: a}]}"));
  }

  @ParameterizedTest
  @MethodSource("decoding")
  void byStrictDecodingWhereThatIsWhy(String yaml, List<String> tellers) {
    assertThat(tellers(yaml, "manifest-strict", "api-validation"))
        .containsExactlyElementsOf(tellers);
  }

  static Stream<Arguments> decoding() {
    return Stream.of(
        Arguments.of(POD + "spec: {containers: [{name: a, imgae: a}]}", List.of("manifest-strict")),
        Arguments.of(POD + "spec: {containers: [{name: a, image: 1}]}", List.of("manifest-strict")),
        Arguments.of(POD + "spec: {contaners: []}", List.of("manifest-strict")),
        Arguments.of(
            POD + "spec: {containers: [{name: a, image: a, imgae: b}], restartPolicy: Sometimes}",
            List.of("api-validation", "manifest-strict")));
  }

  private static List<String> tellers(String yaml, String... rules) {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(ShippedPolicies.load(List.of(rules)), Carriers.SHIPPED), clock);
    Resource object = RuleTrial.resources(yaml).getFirst();
    return evaluator
        .evaluate(Review.create(object, EnforcementPoint.CHECK), InventorySnapshot.OPEN)
        .findings()
        .stream()
        .map(finding -> finding.rule())
        .sorted()
        .toList();
  }
}
