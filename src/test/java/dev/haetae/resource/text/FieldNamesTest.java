package dev.haetae.resource.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of names is the schema's, and nobody who sends a body can change it. */
class FieldNamesTest {
  private static final Path NAMES =
      Path.of("src/main/resources/dev/haetae/resource/text/field-names.txt");
  private static final Path SCHEMA = Path.of("src/main/resources/dev/haetae/schema/kubernetes.txt");

  // What stands in reviews besides the fields of Kubernetes' kinds.
  private static final List<String> OTHERS =
      List.of(
          // An AdmissionReview.
          "dryRun",
          "object",
          "oldObject",
          "operation",
          "options",
          "request",
          "requestKind",
          "requestResource",
          "requestSubResource",
          "response",
          "subResource",
          "userInfo",
          // Labels, annotations and node selectors that most objects have.
          "app",
          "app.kubernetes.io/component",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/name",
          "app.kubernetes.io/part-of",
          "app.kubernetes.io/version",
          "controller-revision-hash",
          "deployment.kubernetes.io/revision",
          "helm.sh/chart",
          "k8s-app",
          "kubectl.kubernetes.io/last-applied-configuration",
          "kubernetes.io/arch",
          "kubernetes.io/hostname",
          "kubernetes.io/metadata.name",
          "kubernetes.io/os",
          "pod-template-hash",
          "prometheus.io/port",
          "prometheus.io/scrape",
          "pv.kubernetes.io/bind-completed",
          "pv.kubernetes.io/bound-by-controller",
          "statefulset.kubernetes.io/pod-name",
          "topology.kubernetes.io/region",
          "topology.kubernetes.io/zone",
          "volume.kubernetes.io/storage-provisioner",
          // Amounts.
          "cpu",
          "ephemeral-storage",
          "memory",
          "nvidia.com/gpu",
          "pods",
          "storage",
          // Carriers that are no kinds of Kubernetes.
          "clusterSpec",
          "headGroupSpec",
          "leaderTemplate",
          "leaderWorkerTemplate",
          "mpiReplicaSpecs",
          "predictor",
          "pytorchReplicaSpecs",
          "rayClusterConfig",
          "rayClusterSpec",
          "replicatedJobs",
          "submitterPodTemplate",
          "tasks",
          "tfReplicaSpecs",
          "workerGroupSpecs",
          "workerTemplate");

  @Test
  @Tag(GoldenFile.TAG)
  void theTableIsTheSchemas() throws IOException {
    Set<String> names = new TreeSet<>(OTHERS);
    for (String line : Files.readAllLines(SCHEMA)) {
      if (line.startsWith("type ")) {
        String[] words = line.split(" ", -1);
        for (int i = 2; i < words.length; i++) {
          names.add(words[i].substring(0, words[i].indexOf(':')));
        }
      }
    }
    names.remove("");
    String expected = String.join("\n", names) + '\n';
    GoldenFile.compare(NAMES, expected);
    assertThat(expected).matches("\\p{ASCII}+");
  }

  @Test
  void everyKnownNameIsTheStringOfTheTable() throws Exception {
    for (String name : Files.readAllLines(NAMES)) {
      assertThat(key(name)).isSameAs(key(name)).isSameAs(FieldNames.of(name));
    }
  }

  /** As many names of one hash as the attack has, and as many as anybody likes of others. */
  @Test
  void whateverIsSentTheTableStaysAsItIs() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      String junk = "junk-" + i;
      assertThat(key(junk)).isEqualTo(junk).isNotSameAs(key(junk));
    }
    assertThat(key("terminationGracePeriodSeconds")).isSameAs("terminationGracePeriodSeconds");
  }

  private static String key(String name) throws UnreadableException {
    ObjectValue object =
        (ObjectValue) JsonReader.review(("{\"" + name + "\":0}").getBytes(UTF_8), Limits.REVIEW);
    return object.key(0);
  }
}
