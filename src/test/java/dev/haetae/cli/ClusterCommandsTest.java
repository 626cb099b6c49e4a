package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cluster.client.FakeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at the cluster which kubectl talks to. */
class ClusterCommandsTest {
  private static final String NAMESPACES =
      """
      {"kind": "NamespaceList", "metadata": {"resourceVersion": "1"}, "items": [
        {"metadata": {"name": "team", "labels": {"on": "yes"}, "managedFields": [{"manager": "x"}],
         "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"}}}]}
      """;

  @TempDir Path directory;

  private static Trial run(Map<String, String> environment, String... arguments) {
    return Trial.of(new byte[0], environment, false, arguments);
  }

  @Test
  void snapshotPrintsOneList() throws Exception {
    try (FakeApiServer server =
        new FakeApiServer()
            .serving("/api/v1/namespaces", NAMESPACES)
            .serving(
                "/apis",
                """
                {"groups": [{"name": "apps", "preferredVersion": {"groupVersion": "apps/v1"}},
                            {"name": "other", "preferredVersion": {"groupVersion": "other/v1"}}]}
                """)
            .serving(
                "/apis/apps/v1",
                """
                {"groupVersion": "apps/v1", "resources": [
                  {"name": "deployments", "kind": "Deployment", "verbs": ["list"]},
                  {"name": "replicasets", "kind": "ReplicaSet", "verbs": ["list"]},
                  {"name": "deployments/scale", "kind": "Scale", "verbs": ["get"]}]}
                """)
            .serving(
                "/apis/apps/v1/deployments",
                """
                {"metadata": {"resourceVersion": "1"}, "items": [
                  {"metadata": {"name": "web", "namespace": "team", "uid": "d1"},
                   "spec": {"replicas": 2}},
                  {"metadata": {"name": "forged", "namespace": "team", "uid": "d2",
                   "ownerReferences": [
                    {"kind": "Deployment", "name": "forged", "uid": "d2", "controller": true}]}}]}
                """)
            .serving(
                "/apis/apps/v1/replicasets",
                """
                {"metadata": {"resourceVersion": "1"}, "items": [
                  {"metadata": {"name": "web-1", "namespace": "team", "uid": "r1",
                   "ownerReferences": [
                    {"kind": "Deployment", "name": "web", "uid": "d1", "controller": true}]}}]}
                """)
            .serving(
                "/api/v1/services",
                """
                {"metadata": {"resourceVersion": "1"}, "items": [
                  {"metadata": {"name": "made", "namespace": "team", "ownerReferences": [
                    {"kind": "Database", "name": "x", "uid": "b1", "controller": true}]}}]}
                """)) {
      Trial trial = run(server.environment(directory), "snapshot");
      assertThat(trial)
          .isEqualTo(
              new Trial(
                  ExitCode.OK,
                  """
                  apiVersion: v1
                  kind: List
                  items:
                  - apiVersion: v1
                    kind: Namespace
                    metadata:
                      name: team
                      labels:
                        "on": "yes"
                  - apiVersion: v1
                    kind: Service
                    metadata:
                      name: made
                      namespace: team
                      ownerReferences:
                      - kind: Database
                        name: x
                        uid: b1
                        controller: true
                  - apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: web
                      namespace: team
                      uid: d1
                    spec:
                      replicas: 2
                  - apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: forged
                      namespace: team
                      uid: d2
                      ownerReferences:
                      - kind: Deployment
                        name: forged
                        uid: d2
                        controller: true
                  """,
                  ""));
    }
  }

  @Test
  void checkLooksAtTheCluster() throws Exception {
    Path claim =
        Files.writeString(
            directory.resolve("pod.yaml"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: train}
            spec:
              containers: [{name: main, image: registry.example.com/a:1}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: absent}}]
            """);
    try (FakeApiServer server = new FakeApiServer()) {
      Map<String, String> environment = server.environment(directory);
      String[] arguments = {"check", "--rule", "pvc-bound-rwx-nfs", claim.toString()};
      Trial alone = run(environment, arguments);
      Trial looking =
          run(
              environment,
              "check",
              "-i",
              "cluster",
              "--rule",
              "pvc-bound-rwx-nfs",
              claim.toString());
      assertThat(alone.out()).contains("undecided");
      assertThat(looking.err()).isEmpty();
      assertThat(looking.code()).isEqualTo(ExitCode.DENIED);
      assertThat(looking.out()).contains("deny [pvc-bound-rwx-nfs]").doesNotContain("undecided");
    }
  }

  /**
   * What cannot be read is named and kept as there, in the snapshot and when that is read again.
   */
  @Test
  void whatCannotBeReadIsNotAbsent() throws Exception {
    Path pod =
        Files.writeString(
            directory.resolve("pod.yaml"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: train, namespace: team}
            spec:
              containers: [{name: main, image: registry.example.com/a:1}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: odd}}]
            """);
    String claims =
        """
        {"metadata": {"resourceVersion": "1"}, "items": [
          {"metadata": {"name": "odd", "namespace": "team"}, "spec": {"a": %s}},
          {"metadata": {"name": "good", "namespace": "team"}, "spec": {}}]}
        """
            .formatted("[".repeat(200) + "]".repeat(200));
    try (FakeApiServer server =
        new FakeApiServer().serving("/api/v1/persistentvolumeclaims", claims)) {
      Map<String, String> environment = server.environment(directory);
      Trial snapshot = run(environment, "snapshot");
      assertThat(snapshot.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(snapshot.err())
          .isEqualTo(
              "cluster: error PersistentVolumeClaim team/odd cannot be read: nests deeper than 128"
                  + " levels\n");
      assertThat(snapshot.out())
          .contains("name: good")
          .contains("haetae.dev/unreadable: \"nests deeper than 128 levels\"");
      Path saved = Files.writeString(directory.resolve("saved.yaml"), snapshot.out());

      for (String world : new String[] {"cluster", saved.toString()}) {
        Trial check =
            run(environment, "check", "-i", world, "--rule", "pvc-bound-rwx-nfs", pod.toString());
        assertThat(check.out())
            .contains(
                "undecided [pvc-bound-rwx-nfs] Pod team/train: PersistentVolumeClaim team/odd is"
                    + " there, but cannot be read: nests deeper than 128 levels");
        Trial predict = run(environment, "predict", "-i", world, pod.toString());
        assertThat(predict.err() + predict.out())
            .contains(
                "Pod team/train cannot be predicted: PersistentVolumeClaim team/odd is there, but");
        assertThat(predict.code()).isEqualTo(ExitCode.UNREADABLE);
      }
    }
  }

  // A cluster with an account, a quota that has one pod left, and no class besides a common one.
  private static FakeApiServer small() throws Exception {
    return new FakeApiServer()
        .serving(
            "/api/v1/namespaces",
            FakeApiServer.list(
                "1",
                "",
                "{\"metadata\":{\"name\":\"kube-system\"}}",
                "{\"metadata\":{\"name\":\"team\"}}"))
        .serving(
            "/api/v1/serviceaccounts",
            FakeApiServer.list(
                "1",
                "",
                "{\"metadata\":{\"name\":\"default\",\"namespace\":\"kube-system\"}}",
                "{\"metadata\":{\"name\":\"default\",\"namespace\":\"team\"}}"))
        .serving(
            "/api/v1/resourcequotas",
            FakeApiServer.list(
                "1",
                "",
                """
                {"metadata":{"name":"q","namespace":"team"},"spec":{"hard":{"pods":"1"}},
                 "status":{"hard":{"pods":"1"},"used":{"pods":"0"}}}
                """));
  }

  private Path deployment(String spec) throws Exception {
    return Files.writeString(
        directory.resolve("deployment.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d, namespace: team}
        spec:
          replicas: 2
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec: {%scontainers: [{name: main, image: registry.example.com/a:1}]}
        """
            .formatted(spec));
  }

  /**
   * Quotas and accounts of the cluster are foreseen; a class of a cluster without one is absent.
   */
  @Test
  void whatTheClusterRefusesIsForeseen() throws Exception {
    try (FakeApiServer server = small()) {
      Map<String, String> environment = server.environment(directory);
      Path saved = directory.resolve("saved.yaml");
      Files.writeString(saved, run(environment, "snapshot").out());
      for (String world : new String[] {"cluster", saved.toString()}) {
        assertThat(run(environment, "predict", "-i", world, deployment("").toString()).out())
            .contains("2 wanted, 1 created");
        String named = deployment("serviceAccountName: bot, runtimeClassName: kata, ").toString();
        assertThat(run(environment, "predict", "-i", world, named).out())
            .contains("2 wanted, 0 created", "serviceaccount \"bot\" not found");
        assertThat(
                run(environment, "check", "-i", world, "--rule", "references-exist", named).out())
            .contains("ServiceAccount \"bot\" does not exist")
            .contains("RuntimeClass \"kata\" does not exist");
      }
    }
  }

  private static final String SLICE =
      "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"driver\":\"gpu.example.com\"}}";

  /** Page by page, with what only predictions look at. */
  @Test
  void aSnapshotHoldsWhatPredictionsLookAt() throws Exception {
    String slices = "/apis/resource.k8s.io/v1/resourceslices";
    try (FakeApiServer server =
        new FakeApiServer()
            .serving(slices, FakeApiServer.list("1", "", SLICE.formatted("two")))
            .once(slices, 200, FakeApiServer.list("1", "", SLICE.formatted("one")))
            .once(slices, 200, FakeApiServer.list("1", "more", SLICE.formatted("one")))
            .serving(
                "/apis/policy/v1/poddisruptionbudgets",
                FakeApiServer.list("1", "", "{\"metadata\":{\"name\":\"b\",\"namespace\":\"t\"}}"))
            .serving(
                "/apis/scheduling.k8s.io/v1/priorityclasses",
                FakeApiServer.list("1", "", "{\"metadata\":{\"name\":\"high\"},\"value\":9}"))) {
      Trial trial = run(server.environment(directory), "snapshot");
      assertThat(trial.err()).isEmpty();
      assertThat(trial.out())
          .containsSubsequence(
              "kind: PriorityClass",
              "name: high",
              "kind: PodDisruptionBudget",
              "kind: ResourceSlice",
              "name: one",
              "name: two");
      assertThat(server.asked()).noneMatch(query -> query.matches(".*/(secrets|configmaps).*"));
    }
  }

  /**
   * Whoever may list less than today's rules look at is told so, and nothing is taken for absent.
   */
  @Test
  void whatMayNotBeListedIsUnknown() throws Exception {
    try (FakeApiServer server = small()) {
      for (int i = 0; i < 9; i++) {
        server.once(
            "/apis/node.k8s.io/v1/runtimeclasses",
            403,
            "{\"kind\":\"Status\",\"code\":403,\"message\":\"not for you\"}");
      }
      Map<String, String> environment = server.environment(directory);
      Trial snapshot = run(environment, "snapshot");
      assertThat(snapshot.code()).isEqualTo(ExitCode.OK);
      assertThat(snapshot.out()).contains("kind: ResourceQuota").doesNotContain("ServiceAccount");
      assertThat(snapshot.err())
          .contains(
              "cluster: you may not list RuntimeClass: what hangs on them, or on ServiceAccounts,"
                  + " is not looked at");
      String named = deployment("serviceAccountName: bot, runtimeClassName: kata, ").toString();
      Trial check = run(environment, "check", "-i", "cluster", "--rule", "references-exist", named);
      assertThat(check.code()).isEqualTo(ExitCode.OK);
      assertThat(check.out()).doesNotContain("does not exist");
      assertThat(check.err()).contains("you may not list RuntimeClass");
      assertThat(run(environment, "predict", "-i", "cluster", named).out())
          .contains("2 wanted, 1 created");
    }
  }

  @Test
  void withoutAClusterItSaysWhereItLooked() {
    Map<String, String> environment = Map.of("HOME", directory.toString());
    for (String command : new String[] {"snapshot", "review -i cluster -"}) {
      Trial trial = run(environment, command.split(" ", -1));
      assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(trial.out()).isEmpty();
      assertThat(trial.err())
          .contains(
              "cluster: error there is no cluster to look at: no kubeconfig at "
                  + directory.resolve(".kube/config")
                  + ", KUBECONFIG is not set, and this is no pod\n");
    }
    Trial trial = run(Map.of("KUBECONFIG", "/nowhere"), "snapshot");
    assertThat(trial.err())
        .isEqualTo("cluster: error KUBECONFIG names /nowhere, which is not there\n");
  }

  @Test
  void saysThatTheServerIsAway() throws Exception {
    FakeApiServer server = new FakeApiServer();
    Map<String, String> environment = server.environment(directory);
    server.close();
    Trial trial = run(environment, "snapshot");
    assertThat(trial.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(trial.err())
        .matches(
            "cluster: error the API server at http://127.0.0.1:\\d+: nothing accepts connections"
                + " there\n");
    assertThat(trial.err().lines()).hasSize(1);
  }

  /** Whoever checks files alone does not pay for a client. */
  @Test
  void aPlainCheckLoadsNoClient() throws Exception {
    Path manifest =
        Files.writeString(
            directory.resolve("namespace.yaml"),
            "{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.haetae.Main",
                "check",
                manifest.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(ExitCode.OK);
    assertThat(output)
        .contains("dev.haetae.cli.CheckCommand ")
        .doesNotContain(
            "io.fabric8.",
            "io.kubernetes.",
            "io.micronaut.",
            "okhttp3.",
            "kotlin.",
            "dev.haetae.cluster.",
            "dev.haetae.cli.ClusterWorld");
  }
}
