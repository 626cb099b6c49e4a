package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentNamespacesTest {
  private static final Path PAGE = Path.of("docs", "exceptions.md");
  private static final String TABLE = "| namespace | who lives there |\n|---|---|\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kube-system",
        "kube-flannel",
        "calico-system",
        "tigera-operator",
        "cilium",
        "kube-ovn",
        "longhorn-system",
        "rook-ceph",
        "openebs",
        "node-feature-discovery",
        "gpu-operator",
        "nvidia-gpu-operator",
        "nvidia-device-plugin",
        "nvidia-network-operator",
        "monitoring",
        "logging",
        "metallb-system"
      })
  void knowsWhereTheAgentsOfCommonClustersLive(String namespace) {
    assertThat(AgentNamespaces.SHIPPED.include(namespace)).isTrue();
  }

  /** Everything lands in them that names no namespace, or everybody may write there. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "kube-public", "kube-node-lease", "haetae", "kube", ""})
  void knowsNoNamespaceThatIsEverybodys(String namespace) {
    assertThat(AgentNamespaces.SHIPPED.include(namespace)).isFalse();
  }

  @Test
  void growsAndShrinksButForTheClustersOwn() {
    AgentNamespaces changed =
        AgentNamespaces.SHIPPED.without(List.of("monitoring", "kube-system")).and(List.of("edge"));
    assertThat(changed.include("monitoring")).isFalse();
    assertThat(changed.include("edge")).isTrue();
    assertThat(changed.include("kube-system")).isTrue();
    assertThat(AgentNamespaces.SHIPPED.include("monitoring")).isTrue();
    assertThat(new AgentNamespaces(new TreeSet<>()).names()).containsExactly("kube-system");
  }

  @Test
  void namesCouldBeNamespaces() {
    assertThat(AgentNamespaces.SHIPPED.names())
        .allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"))
        .isEqualTo(AgentNamespaces.shipped().sequencedKeySet());
  }

  @Test
  @Tag(GoldenFile.TAG)
  void arePrintedOnThePageOfExceptions() throws IOException {
    StringBuilder rows = new StringBuilder();
    AgentNamespaces.shipped()
        .forEach((name, who) ->
            rows.append("| `").append(name).append("` | ").append(who).append(" |\n"));
    String written = Files.readString(PAGE, UTF_8);
    int start = written.indexOf(TABLE);
    assertThat(start).as("place of the table in %s", PAGE).isNotNegative();
    int end = written.indexOf("\n\n", start) + 1;
    GoldenFile.compare(PAGE, written.substring(0, start) + TABLE + rows + written.substring(end));
  }
}
