package dev.haetae.simulator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.TruthRows;
import org.junit.jupiter.api.Test;

/** Merges of manifests with live objects, as a real API server merges them. */
final class ServerSideApplyTest {
  private static ObjectValue deployment(String spec) throws UnreadableException {
    return TruthRows.object(
        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"spec\":" + spec + "}");
  }

  private static ObjectValue pod(String containers) throws UnreadableException {
    return deployment("{\"template\":{\"spec\":{\"containers\":" + containers + "}}}");
  }

  private static void merges(
      ObjectValue live, ObjectValue previous, ObjectValue applied, ObjectValue merged) {
    assertThat(ServerSideApply.merge(live, previous, applied)).isEqualTo(merged);
  }

  @Test
  void takesAwayWhatIsAppliedNoMore() throws UnreadableException {
    merges(
        deployment("{\"paused\":true,\"replicas\":3,\"minReadySeconds\":1}"),
        deployment("{\"paused\":true,\"replicas\":2}"),
        deployment("{\"replicas\":4}"),
        deployment("{\"replicas\":4,\"minReadySeconds\":1}"));
  }

  @Test
  void mergesContainersByTheirNames() throws UnreadableException {
    merges(
        pod("[{\"name\":\"a\",\"image\":\"1\",\"tty\":true},{\"name\":\"b\",\"image\":\"1\"}]"),
        pod("[{\"name\":\"a\",\"image\":\"1\"},{\"name\":\"b\",\"image\":\"1\"}]"),
        pod("[{\"name\":\"c\",\"image\":\"2\"},{\"name\":\"a\",\"image\":\"2\"}]"),
        pod("[{\"name\":\"c\",\"image\":\"2\"},{\"name\":\"a\",\"image\":\"2\",\"tty\":true}]"));
  }

  @Test
  void keepsTheContainersOfOthers() throws UnreadableException {
    merges(
        pod("[{\"name\":\"a\",\"image\":\"1\"},{\"name\":\"sidecar\",\"image\":\"1\"}]"),
        pod("[{\"name\":\"a\",\"image\":\"1\"}]"),
        pod("[{\"name\":\"a\",\"image\":\"2\"}]"),
        pod("[{\"name\":\"a\",\"image\":\"2\"},{\"name\":\"sidecar\",\"image\":\"1\"}]"));
  }

  @Test
  void replacesAtomicListsAsAWhole() throws UnreadableException {
    merges(
        pod("[{\"name\":\"a\",\"args\":[\"x\",\"y\"]}]"),
        pod("[{\"name\":\"a\",\"args\":[\"x\",\"y\"]}]"),
        pod("[{\"name\":\"a\",\"args\":[\"z\"]}]"),
        pod("[{\"name\":\"a\",\"args\":[\"z\"]}]"));
  }
}
