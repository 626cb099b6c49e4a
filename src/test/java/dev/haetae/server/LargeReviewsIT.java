package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The largest reviews that an API server can send, several at once, in the heap that the chart
 * leaves: all are answered, none of them is allowed, and the server lives.
 */
final class LargeReviewsIT {
  private static final int AT_ONCE = 6;

  @TempDir private Path directory;

  private static String repeated(int count, IntFunction<String> each) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",").append(each.apply(i));
    }
    return out.toString();
  }

  // Single quotes stand for double ones.
  private static String review(String spec) {
    return ("{'apiVersion':'admission.k8s.io/v1','kind':'AdmissionReview','request':{'uid':'u-1',"
                + "'kind':{'group':'','version':'v1','kind':'Pod'},'namespace':'team','operation':'CREATE',"
                + "'object':{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'team'},"
                + "'spec':{"
            + spec
            + "}}}}")
        .replace('\'', '"');
  }

  private static String container(int i, String more) {
    return "{'name':'c" + i + "','image':'example/app:1'" + more + "}";
  }

  private static List<String> bodies() {
    String gpu = ",'resources':{'limits':{'nvidia.com/gpu':1}}";
    String terms =
        repeated(
            20_000,
            i ->
                "{'matchExpressions':[{'key':'zone','operator':'In','values':['a%d','b','c','d','e',"
                        .formatted(i)
                    + "'f','g','h','i','j','k','l','m','n','o']}]}");
    String hostPaths =
        repeated(36_000, i -> "{'name':'v%d','hostPath':{'path':'/data/%d'}}".formatted(i, i));
    String missing =
        repeated(
            30_000,
            i -> "{'name':'v%d','persistentVolumeClaim':{'claimName':'c-%d'}}".formatted(i, i));
    return List.of(
        review(
            "'containers':["
                + container(0, gpu)
                + "],'volumes':[{'name':'h','hostPath':{'path':'/'}}],'affinity':{'nodeAffinity':{"
                + "'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':["
                + terms
                + "]}}}"),
        review("'containers':[" + container(0, "") + "],'volumes':[" + hostPaths + "]"),
        review("'containers':[" + container(0, "") + "],'volumes':[" + missing + "]"),
        review(
            "'volumes':[{'name':'h','hostPath':{'path':'/'}}],'containers':["
                + repeated(40_000, i -> container(i, gpu))
                + "]"));
  }

  private static String world() {
    StringBuilder world = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      world.append(
          """
          ---
          apiVersion: v1
          kind: Node
          metadata: {name: node-%d, labels: {zone: z, kubernetes.io/hostname: node-%d}}
          status: {allocatable: {cpu: 8, memory: 32Gi, pods: 110, nvidia.com/gpu: 1}}
          ---
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: claim-%d, namespace: team}
          spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
          """
              .formatted(i, i, i));
    }
    return world.toString();
  }

  @Test
  void areAnsweredSeveralAtOnce() throws Exception {
    Path inventory = Files.writeString(directory.resolve("world.yaml"), world());
    try (ServeProcess server =
            ServeProcess.shipped(directory.resolve("tls"), "128m", inventory).await();
        HttpClient http = server.client().http(HttpClient.Version.HTTP_1_1)) {
      TlsClient client = server.client();
      for (String body : bodies()) {
        for (String path : List.of("/validate", "/mutate")) {
          List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
          for (int i = 0; i < AT_ONCE; i++) {
            answers.add(
                http.sendAsync(
                    client.post(path + "?timeout=30s", body.getBytes(StandardCharsets.UTF_8)),
                    HttpResponse.BodyHandlers.ofString()));
          }
          for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
            assertThat(answer.join().body())
                .hasSizeLessThanOrEqualTo(64 << 10)
                .contains(path.equals("/mutate") ? "\"allowed\":true" : "\"allowed\":false");
          }
        }
      }
      assertThat(server.process().isAlive()).isTrue();
      assertThat(client.post(HttpClient.Version.HTTP_2, "/validate", bodies().get(1)).body())
          .contains("\"allowed\":false", " more");
    }
  }
}
