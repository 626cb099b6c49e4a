package dev.haetae.simulator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.Worlds;
import dev.haetae.simulator.admission.strategy.QosClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods get the quality of service that the API server gives them. */
final class QosClassTest {
  private static final String ALL = "{cpu: 1, memory: 1Gi}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{containers: [{name: a}]} | BestEffort",
        "{containers: [{name: a, resources: {limits: {nvidia.com/gpu: 1}}}]} | BestEffort",
        "{containers: [{name: a, resources: {requests: {cpu: 0}}}]} | BestEffort",
        "{containers: [{name: a, resources: {requests: {cpu: 1}}}]} | Burstable",
        "{containers: [{name: a, resources: {limits: ALL, requests: ALL}}]} | Guaranteed",
        "{containers: [{name: a, resources: {limits: ALL, requests: ALL}}, {name: b}]} | Burstable",
        "{containers: [{name: a, resources: {limits: ALL, requests: {cpu: 500m, memory: 1Gi}}}]} |"
            + " Burstable",
        "{containers: [{name: a, resources: {limits: ALL, requests: {cpu: 1000m, memory:"
            + " 1024Mi}}}]} | Guaranteed",
        "{containers: [{name: a, resources: {limits: ALL, requests: ALL}}], initContainers: [{name:"
            + " i}]} | Burstable",
        "{resources: {limits: ALL, requests: ALL}, containers: [{name: a}]} | Guaranteed",
      })
  void thePodsQualityFollowsFromItsAmounts(String spec, String quality) {
    ObjectValue pod =
        Worlds.resource(
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: %s}"
                    .formatted(spec.replace("ALL", ALL)))
            .tree();
    assertThat(QosClass.of((ObjectValue) pod.get("spec"))).isEqualTo(quality);
  }
}
