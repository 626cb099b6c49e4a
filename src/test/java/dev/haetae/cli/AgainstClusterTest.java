package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cluster.client.FakeApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code haetae check --against cluster} asks a cluster by dry runs alone. */
final class AgainstClusterTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MOUNTING =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: agent}
      spec:
        containers: [{name: a, image: a}]
        volumes: [{name: v, hostPath: {path: /data}}]
      """;
  private static final String PLAIN =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: agent}
      spec:
        containers: [{name: a, image: a}]
      """;

  @TempDir private Path folder;
  private FakeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new FakeApiServer()
            .serving(
                "/api/v1",
                "{\"resources\":[{\"name\":\"pods\",\"kind\":\"Pod\",\"namespaced\":true,\"verbs\":[]}]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Trial check(String manifest, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("pod.yaml"), manifest);
    List<String> arguments =
        new ArrayList<>(
            List.of("check", "--rule", "no-host-path", "--against", "cluster", file.toString()));
    arguments.addAll(List.of(more));
    return Trial.of(
        new byte[0], server.environment(folder), false, arguments.toArray(String[]::new));
  }

  private static String refusal(int code, String reason, String message) {
    return "{\"kind\":\"Status\",\"code\":%d,\"reason\":\"%s\",\"message\":\"%s\"}"
        .formatted(code, reason, message);
  }

  @Test
  void aClusterThatAdmitsWhatIsDeniedHereDisagrees() throws IOException {
    server.once(PODS, 201, "{}");
    Trial trial = check(MOUNTING);
    assertThat(trial.out())
        .contains(
            "deny [against-cluster] Pod default/agent: the cluster would admit it, and here it is"
                + " denied by no-host-path");
    assertThat(trial.code()).isEqualTo(1);
    assertThat(server.asked()).contains(PODS + "?dryRun=All&fieldManager=haetae");
  }

  @Test
  void aClusterThatAdmitsWhatPassesHereAgrees() throws IOException {
    server.once(PODS, 201, "{}");
    Trial trial = check(PLAIN);
    assertThat(trial.out()).contains("0 denials").doesNotContain("against-cluster");
    assertThat(trial.code()).isZero();
  }

  @Test
  void aClusterThatRefusesWhatPassesHereIsQuoted() throws IOException {
    server.once(PODS, 403, refusal(403, "Forbidden", "pods are forbidden on Fridays"));
    Trial trial = check(PLAIN);
    assertThat(trial.out())
        .contains(
            "the cluster would refuse it, and here nothing denies it: pods are forbidden on"
                + " Fridays");
    assertThat(trial.code()).isEqualTo(1);
  }

  @Test
  void aPolicyThatSaysOtherwiseIsQuoted() throws IOException {
    server.once(
        PODS,
        422,
        refusal(
            422,
            "Invalid",
            "pods are forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request:"
                + " no"));
    Trial trial = check(MOUNTING);
    assertThat(trial.out()).contains("the cluster would refuse it for another reason: pods are");
  }

  @Test
  void whatIsThereIsComparedAsAnUpdateOfIt() throws IOException {
    server
        .once(
            PODS + "/agent",
            200,
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"agent\",\"namespace\":\"default\",\"resourceVersion\":\"7\"}}")
        .once(PODS + "/agent", 200, "{}");
    Trial trial = check(PLAIN);
    assertThat(trial.err())
        .contains("Pod default/agent is in the cluster already: compared as an UPDATE");
    assertThat(trial.code()).isZero();
    assertThat(server.asked()).contains(PODS + "/agent?dryRun=All&fieldManager=haetae");
  }

  @Test
  void whatTheClusterHasNoPlaceForIsNotCompared() throws IOException {
    server.once(PODS, 404, refusal(404, "NotFound", "namespaces not found"));
    assertThat(check(PLAIN).err())
        .contains("Pod default/agent is not compared: the cluster says namespaces not found");
    assertThat(check(PLAIN.replace("v1", "other/v1")).err())
        .contains("is not compared: the cluster serves no such kind");
  }

  @Test
  void aClusterThatCannotBeAskedIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("pod.yaml"), PLAIN);
    Trial trial = Trial.of("check", "--against", "cluster", file.toString());
    assertThat(trial.out()).contains("error there is no cluster to look at");
    assertThat(trial.code()).isEqualTo(3);
  }

  @Test
  void aDeletionIsADryRunByItsQueryAndByItsOptions() throws IOException {
    server.once(PODS + "/agent", 200, "{}");
    check(PLAIN, "--operation", "DELETE");
    assertThat(server.asked()).contains(PODS + "/agent?dryRun=All");
    assertThat(server.bodies()).anyMatch(body -> body.contains("\"dryRun\":[\"All\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent#", "agent?x", "agent\\x", "agent&x=y", "a b"})
  void noNameEndsThePathOfADeletion(String name) throws IOException {
    Trial trial = check(PLAIN.replace("agent", "'" + name + "'"), "--operation", "DELETE");
    assertThat(trial.err()).contains("is not compared: the cluster says not served");
    assertThat(server.asked().getLast()).startsWith(PODS + "/a").endsWith("?dryRun=All");
    assertThat(URI.create(server.asked().getLast()).getPath()).isEqualTo(PODS + '/' + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", ".", "%2e%2e", ""})
  void aNameThatNoPathCarriesIsNotComparedAtAll(String name) throws IOException {
    Trial trial = check(PLAIN.replace("agent", "'" + name + "'"), "--operation", "DELETE");
    assertThat(trial.err()).contains("is not compared: it");
    assertThat(server.asked()).containsExactly("/api/v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "a#", "a?x"})
  void aNamespaceThatIsNoneIsNotComparedAtAll(String namespace) throws IOException {
    String manifest = PLAIN.replace("name: agent", "name: agent, namespace: '" + namespace + "'");
    assertThat(check(manifest, "--operation", "DELETE").err())
        .contains("is not compared: its namespace ");
    assertThat(server.asked()).containsExactly("/api/v1");
  }

  @Test
  void onlyTheClusterCanBeAsked() {
    assertThat(Trial.of("check", "--against", "staging", ".").code()).isEqualTo(2);
  }
}
