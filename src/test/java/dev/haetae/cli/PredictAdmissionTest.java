package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code haetae predict} says of the API server's answers to an input of several objects, and
 * of the pods that controllers get.
 */
final class PredictAdmissionTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: vision}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: default, namespace: vision}
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: gpus, namespace: vision}
      spec: {hard: {requests.nvidia.com/gpu: "8"}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-1, labels: {kubernetes.io/hostname: gpu-1}}
      status: {allocatable: {cpu: "64", memory: 512Gi, pods: "110", nvidia.com/gpu: "7"}}
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: llm-5c9f7d6b8-x2x4z
        namespace: vision
        labels: {app: llm, pod-template-hash: 5c9f7d6b8}
        ownerReferences:
        - {apiVersion: apps/v1, kind: ReplicaSet, name: llm-5c9f7d6b8, uid: a, controller: true}
      spec:
        nodeName: gpu-1
        containers: [{name: a, image: "a:1", resources: {limits: {nvidia.com/gpu: 5}}}]
      status: {phase: Running}
      """;

  @TempDir private Path folder;

  private static String pod(String name, String namespace, String more) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: "
        + name
        + ", namespace: "
        + namespace
        + "}\nspec: {"
        + more
        + "containers: [{name: a, image: \"a:1\"}]}\n---\n";
  }

  private static String gpuPod(String name, int gpus) {
    return pod(name, "vision", "")
        .replace("\"a:1\"", "\"a:1\", resources: {limits: {nvidia.com/gpu: " + gpus + "}}");
  }

  private static String deployment(int replicas, int gpus) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: train, namespace: vision}\n"
        + "spec:\n  replicas: "
        + replicas
        + "\n  selector: {matchLabels: {app: train}}\n  template:\n"
        + "    metadata: {labels: {app: train}}\n    spec:\n      containers:\n"
        + "      - {name: a, image: \"a:1\", resources: {limits: {nvidia.com/gpu: "
        + gpus
        + "}}}\n---\n";
  }

  private Trial predict(String world, String input, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("predict", write("in.yaml", input)));
    if (!world.isEmpty()) {
      arguments.add("-i");
      arguments.add(write("world.yaml", world));
    }
    arguments.addAll(List.of(options));
    Trial run = Trial.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return run;
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void aQuotaIsUsedUpInTurn() throws IOException {
    String out = predict(WORLD, gpuPod("one", 2) + gpuPod("two", 2) + gpuPod("three", 1)).out();
    assertThat(out)
        .contains("Pod vision/one: Schedulable: can run on 1 of 1 node\n")
        .contains(
            "Pod vision/two: Rejected: pods \"two\" is forbidden: exceeded quota: gpus, requested:"
                + " requests.nvidia.com/gpu=2, used: requests.nvidia.com/gpu=7, limited:"
                + " requests.nvidia.com/gpu=8\n"
                + "  → namespace vision has 1 of 8 `requests.nvidia.com/gpu` left: ask for 1, or"
                + " free 1 held by Pod one\n")
        // What is refused takes nothing; what has no room on the node is accepted all the same.
        .contains("Pod vision/three: Unschedulable: 0/1 nodes are available: 1 Insufficient")
        .endsWith("3 predictions: 1 Schedulable, 1 Rejected, 1 Unschedulable\n");
  }

  @Test
  void aCarrierGetsAsManyPodsAsTheQuotaLetsPass() throws IOException {
    Trial run = predict(WORLD, deployment(5, 1), "-o", "json");
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("\"replicas\": { \"wanted\": 5, \"created\": 3, \"schedulable\": 2 }")
        .contains("\"refusals\": [ \"Error creating: pods \\\"train-*\\\" is forbidden:");
    assertThat(predict(WORLD, deployment(5, 1)).out())
        .contains("Deployment vision/train: Unschedulable: 5 wanted, 3 created: Error creating: ")
        .contains("; of those created: 1 of 3 stays Pending: 0/1 nodes are available")
        .contains("left: free 2 held by Deployment llm");
    assertThat(predict(WORLD, deployment(1, 9)).out())
        .contains("1 wanted, 0 created: Error creating: ")
        .contains("namespace vision has 3 of 8 `requests.nvidia.com/gpu` left: ask for 3, or");
  }

  @Test
  void aNamespaceOfTheInputIsThereWithItsAccountsAndQuotas() throws IOException {
    String input =
        pod("first", "new", "serviceAccountName: robot, ")
            + pod("second", "new", "")
            + pod("third", "new", "serviceAccountName: robto, ")
            + pod("lost", "visoin", "")
            + """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: robot, namespace: new}
            ---
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: few, namespace: new}
            spec: {hard: {pods: "1"}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: new, labels: {pod-security.kubernetes.io/warn: restricted}}
            """;
    assertThat(predict(WORLD, input).out())
        .contains("Pod new/first: Accepted: is created\n  ! would violate PodSecurity")
        .contains("Pod new/first: Schedulable: can run on 1 of 1 node")
        .contains("Pod new/second: Rejected: pods \"second\" is forbidden: exceeded quota: few")
        .contains("serviceaccount \"robto\" not found\n  → did you mean \"robot\"?")
        .contains("Pod visoin/lost: Rejected: namespaces \"visoin\" not found\n  → did you mean")
        .contains("ResourceQuota new/few: Accepted: is created\n");
  }

  @Test
  void whatIsNotListedRefusesNothing() throws IOException {
    String node = WORLD.substring(WORLD.indexOf("kind: Node") - "apiVersion: v1\n".length());
    String input = pod("a", "new", "serviceAccountName: robot, runtimeClassName: kata, ");
    for (String world : List.of("", node, WORLD.replace("ServiceAccount", "ConfigMap"))) {
      assertThat(predict(world, input.replace("new", "vision")).out()).doesNotContain("Rejected");
    }
    assertThat(predict(node, input, "-o", "json").out().replaceAll("\\s+", " "))
        .contains(
            "\"notModelled\": [ \"RuntimeClass \\\"kata\\\"\", \"ServiceAccount \\\"robot\\\"\","
                + " \"ResourceQuotas and LimitRanges\" ]")
        .contains("(as far as is known: Namespace \\\"new\\\" not seen)");
  }

  @Test
  void thePodsOfAnOperatorAreCountedByTheQuota() throws IOException {
    String job =
        """
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata: {name: fine-tune, namespace: vision}
        spec:
          pytorchReplicaSpecs:
            Master:
              replicas: 1
              template:
                spec:
                  containers:
                  - {name: pytorch, image: "a:1", resources: {limits: {nvidia.com/gpu: 1}}}
            Worker:
              replicas: 4
              template:
                spec:
                  containers:
                  - {name: pytorch, image: "a:1", resources: {limits: {nvidia.com/gpu: 1}}}
        """;
    assertThat(predict(WORLD, job, "-o", "json").out().replaceAll("\\s+", " "))
        .contains("\"notModelled\": [ \"the schema of kind PyTorchJob.kubeflow.org\" ]")
        .contains("\"replicas\": { \"wanted\": 1, \"created\": 1, \"schedulable\": 1 }")
        .contains("\"replicas\": { \"wanted\": 4, \"created\": 2, \"schedulable\": 1 }");
  }

  @Test
  void whatTheApiServerRefusesIsNotThere() throws IOException {
    String claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: vision}
        spec: {accessModes: [ReadWriteSometimes], resources: {requests: {storage: 1Gi}}}
        ---
        """;
    String mounts = "volumes: [{name: d, persistentVolumeClaim: {claimName: data}}], ";
    assertThat(predict(WORLD, claim + pod("user", "vision", mounts)).out())
        .contains("PersistentVolumeClaim vision/data: Rejected: PersistentVolumeClaim \"data\" is")
        .contains("  → write one of \"ReadOnlyMany\", \"ReadWriteMany\"")
        .contains("persistentvolumeclaim \"data\" not found");
  }

  @Test
  void anObjectThatIsThereIsAppliedOver() throws IOException {
    String map =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: vision}
        data: {a: "1"%s}
        """;
    String live = map.formatted(", b: \"2\", c: \"3\"") + "immutable: true\n";
    String old = write("old.yaml", map.formatted(", b: \"2\""));
    assertThat(predict(WORLD + "---\n" + live, map.formatted(""), "--old", old).out())
        .contains("ConfigMap vision/m: Rejected: ConfigMap \"m\" is invalid: data: Forbidden")
        .contains("  → leave data as it was, or delete ConfigMap vision/m and make it anew\n");
    String mutable = live.replace("immutable: true\n", "");
    String json =
        predict(
                WORLD + "---\n" + mutable,
                map.formatted(""),
                "--old",
                old,
                "-o",
                "json",
                "--stored")
            .out()
            .replaceAll("\\s+", " ");
    assertThat(json)
        .contains("\"outcome\": \"Accepted\"")
        .contains("\"code\": 200")
        .contains("\"data\": { \"a\": \"1\", \"c\": \"3\" }");
  }

  @Test
  void aCarrierThatGrowsNeedsRoomForWhatIsMore() throws IOException {
    String world = WORLD + "---\n" + deployment(3, 1);
    assertThat(predict(world, deployment(3, 1), "-o", "json").out().replaceAll("\\s+", " "))
        .contains("\"wanted\": 3, \"created\": 3");
    assertThat(predict(world, deployment(7, 1), "-o", "json").out().replaceAll("\\s+", " "))
        .contains("\"wanted\": 7, \"created\": 6");
  }

  @Test
  void thePodsDrivenAwayAreGoneForTheNext() throws IOException {
    String important = "priorityClassName: system-node-critical, ";
    String input =
        gpuPod("one", 7).replace("spec: {", "spec: {" + important)
            + gpuPod("two", 7).replace("spec: {", "spec: {" + important);
    String world = WORLD.replace("gpu: \"8\"", "gpu: \"80\"");
    String json = predict(world, input, "-o", "json").out().replaceAll("\\s+", " ");
    assertThat(json)
        .containsOnlyOnce(
            "\"preempts\": true, \"victims\": [ { \"namespace\": \"vision\", \"name\":")
        .contains("\"outcome\": \"Unschedulable\"");
  }
}
