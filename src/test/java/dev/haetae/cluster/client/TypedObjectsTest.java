package dev.haetae.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists that are longer than one answer may be. */
final class TypedObjectsTest {
  @Test
  void aListIsReadPageByPage() throws Exception {
    String path = "/api/v1/namespaces";
    try (FakeApiServer server =
            new FakeApiServer()
                .once(path, 200, FakeApiServer.list("1", "a/b", "{\"metadata\":{\"name\":\"a\"}}"))
                .once(path, 200, FakeApiServer.list("1", "", "{\"metadata\":{\"name\":\"b\"}}"));
        Cluster cluster = Cluster.of(server.kubeconfig(), Map.of())) {
      assertThat(cluster.objects().list(Namespace.class, "", ""))
          .extracting(namespace -> namespace.getMetadata().getName())
          .containsExactly("a", "b");
      assertThat(server.asked())
          .containsExactly(path + "?limit=500", path + "?limit=500&continue=a%2Fb");
    }
  }
}
