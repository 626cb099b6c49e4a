package dev.haetae.cli.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.resource.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a cluster for policies of Kubernetes' own. */
final class InTreeObjectsTest {
  private static final String POLICIES =
      "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";

  @TempDir private Path directory;

  private List<Resource> read(List<String> notes, String... policies) throws Exception {
    try (FakeApiServer server =
            new FakeApiServer().serving(POLICIES, FakeApiServer.list("1", "", policies));
        AuditedCluster cluster = AuditedCluster.connect(server.environment(directory))) {
      return cluster.admission(new PolicyOptions(), notes);
    }
  }

  private static String unreadable(String name) {
    return "{\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":"
        + "[".repeat(200)
        + "]".repeat(200)
        + "}";
  }

  @Test
  void aPolicyThatCannotBeReadIsToldAndTheOthersAreRead() throws Exception {
    List<String> notes = new ArrayList<>();
    List<Resource> objects =
        read(notes, unreadable("bad"), "{\"metadata\":{\"name\":\"good\"},\"spec\":{}}");
    assertThat(objects).extracting(Resource::name).containsExactly("good");
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith(
            "cluster: ValidatingAdmissionPolicy \"bad\" cannot be read: nests deeper than 128");
  }

  @Test
  void manyThatCannotBeReadAreCounted() throws Exception {
    List<String> notes = new ArrayList<>();
    String[] policies =
        IntStream.range(0, 11).mapToObj(i -> unreadable("p" + i)).toArray(String[]::new);
    assertThat(read(notes, policies)).isEmpty();
    assertThat(notes)
        .hasSize(9)
        .last()
        .isEqualTo("cluster: 3 more of kind ValidatingAdmissionPolicy cannot be read");
  }
}
