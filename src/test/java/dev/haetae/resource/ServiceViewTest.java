package dev.haetae.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which Services have node ports, are given some, need a health check, are reached from outside.
 */
final class ServiceViewTest {
  @ParameterizedTest
  @CsvSource({
    "ClusterIP, '', false, false, false, false, ''",
    "NodePort, '', true, true, false, true, Cluster",
    "NodePort, Local, true, true, false, true, Local",
    "LoadBalancer, '', true, true, false, true, Cluster",
    "LoadBalancer, Local, true, true, true, true, Local",
    "ExternalName, '', false, false, false, false, ''"
  })
  void followsTheType(
      String type,
      String policy,
      boolean has,
      boolean given,
      boolean healthCheck,
      boolean external,
      String defaulted) {
    ObjectValue spec = ObjectValue.of("type", new StringValue(type));
    if (!policy.isEmpty()) {
      spec = spec.with("externalTrafficPolicy", new StringValue(policy));
    }
    ServiceView service =
        ServiceView.of(Resource.of(ObjectValue.of("spec", spec), Origin.NONE, "default"));
    assertThat(service.hasNodePorts()).isEqualTo(has);
    assertThat(service.isGivenNodePorts()).isEqualTo(given);
    assertThat(service.needsHealthCheckPort()).isEqualTo(healthCheck);
    assertThat(service.isExternal()).isEqualTo(external);
    assertThat(service.externalTrafficPolicy()).isEqualTo(defaulted);
  }
}
