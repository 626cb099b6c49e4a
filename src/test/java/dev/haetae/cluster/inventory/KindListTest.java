package dev.haetae.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.Cluster;
import dev.haetae.cluster.client.FakeApiServer;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KindListTest {
  private static final ReadKind PODS =
      new ReadKind(GroupKind.POD, "v1", "/api/v1/pods", ReadKind.Role.CARRIER, null, true);

  @TempDir private Path folder;

  private List<Integer> pages(List<Integer> lengths) throws Exception {
    String[] pods =
        IntStream.range(0, lengths.size())
            .mapToObj(i ->
                "{\"metadata\":{\"name\":\"p%d\",\"namespace\":\"a\",\"annotations\":{\"n\":\"%s\"}}}"
                    .formatted(i, "x".repeat(lengths.get(i))))
            .toArray(String[]::new);
    List<Integer> pages = new ArrayList<>();
    try (FakeApiServer server =
            new FakeApiServer().serving("/api/v1/pods", FakeApiServer.list("1", "", pods));
        Cluster cluster = Cluster.connect(server.environment(folder))) {
      new KindList(cluster.server(), Carriers.SHIPPED)
          .forEachPage(PODS, page -> pages.add(page.size()), _ -> {});
    }
    return pages;
  }

  @Test
  void smallObjectsComeInFullPages() throws Exception {
    assertThat(pages(IntStream.range(0, 1_100).mapToObj(_ -> 10).toList()))
        .containsExactly(500, 500, 100);
  }

  @Test
  void largeOnesAreHeldFewAtATime() throws Exception {
    int third = KindList.PAGE_BYTES / 3;
    assertThat(pages(List.of(10, third, third, third, 10))).containsExactly(3, 2);
    assertThat(pages(List.of(10, 2 * KindList.PAGE_BYTES, 10))).containsExactly(1, 1, 1);
  }

  @Test
  void whereThereIsNoneThereIsNoPage() throws Exception {
    assertThat(pages(List.of())).isEmpty();
  }
}
