package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haetae.resource.tree.ObjectValue;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request leaves as anything but a dry run. */
final class DryRunsTest {
  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/namespaces/a/pods/web#", "/api/v1/pods?dryRun=&x="})
  void aPathThatLosesTheQueryIsNotAskedFor(String path) throws Exception {
    try (FakeApiServer server = new FakeApiServer();
        Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      DryRuns runs = new DryRuns(cluster.server());
      assertThatThrownBy(() -> runs.delete(path)).hasMessageContaining("takes no dry run");
      assertThatThrownBy(() -> runs.create(path, ObjectValue.EMPTY))
          .hasMessageContaining("takes no dry run");
      assertThat(server.asked()).isEmpty();
    }
  }
}
