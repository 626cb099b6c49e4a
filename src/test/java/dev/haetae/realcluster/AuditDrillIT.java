package dev.haetae.realcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit of a large cluster reads it page by page, and counts right. */
@Tag("drill")
@RealCluster(own = true)
final class AuditDrillIT {
  private static final int OWNERS = 2000;
  private static final int FEW_OWNERS = 200;
  private static final int PODS_EACH = 5;
  // Every so manieth owner opens the node.
  private static final int BAD = 20;
  private static final int PAGE = 500;
  // What ten times the objects may take of memory, to what a tenth of them takes.
  private static final int MOST_GROWTH = 2;
  private static final int WRITERS = 16;

  private static final List<String> HEAP = List.of("-Xmx128m", "-Xms24m", "-Xmn16m");
  private static final Pattern UID = Pattern.compile("\"uid\":\"([^\"]+)\"");
  private static final Pattern LIST =
      Pattern.compile("\"requestURI\":\"(/api/v1/pods\\?[^\"]*)\".*\"username\":\"admin\"");
  private static final Pattern LIMIT = Pattern.compile("limit=(\\d+)");

  @TempDir Path directory;

  /**
   * What an audit said.
   *
   * @param resident the most memory that it took, in bytes
   * @param cpu the processors' time that it took, nearly
   */
  private record Outcome(ObjectView json, long resident, Duration cpu) {}

  @Test
  void tenTimesTheObjectsAreReadPageByPage(ControlPlane plane) throws Exception {
    plane.stopControllers();
    Path log = logPodLists(plane);
    plane.create("apiVersion: v1\nkind: Namespace\nmetadata: {name: crowd}\n");
    Population.forEach(FEW_OWNERS, WRITERS, index -> create(plane, index));
    Outcome few = audit(plane, "few");
    requireCounts(few.json(), FEW_OWNERS);

    Population.forEach(OWNERS - FEW_OWNERS, WRITERS, index -> create(plane, FEW_OWNERS + index));
    Files.writeString(log, "");
    Outcome all = audit(plane, "all");
    requireCounts(all.json(), OWNERS);
    List<String> lists = lists(log);
    System.out.printf(
        "%d owners, %d pods: %d MiB resident, of a tenth %d; %d lists of pods; CPU %.1f s%n",
        OWNERS,
        OWNERS * PODS_EACH,
        all.resident() >> 20,
        few.resident() >> 20,
        lists.size(),
        all.cpu().toMillis() / 1000.0);
    assertThat(all.resident()).isLessThan(few.resident() * MOST_GROWTH);
    assertThat(lists)
        .hasSizeGreaterThanOrEqualTo(OWNERS * PODS_EACH / PAGE)
        .allMatch(uri -> limit(uri) <= PAGE);
  }

  private static int limit(String uri) {
    Matcher limit = LIMIT.matcher(uri);
    return limit.find() ? Integer.parseInt(limit.group(1)) : Integer.MAX_VALUE;
  }

  /** Has the API server write down who lists pods; returns where. */
  private Path logPodLists(ControlPlane plane) throws Exception {
    Path log = directory.resolve("audit.log");
    Path policy =
        Files.writeString(
            directory.resolve("audit-policy.yaml"),
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - level: Metadata
              verbs: [list]
              resources: [{group: "", resources: [pods]}]
            - level: None
            """);
    plane.stopApiServer();
    plane.startApiServer("--audit-policy-file=" + policy, "--audit-log-path=" + log);
    return log;
  }

  private static List<String> lists(Path log) throws IOException {
    return LIST.matcher(Files.readString(log)).results().map(found -> found.group(1)).toList();
  }

  private static void requireCounts(ObjectView json, int owners) {
    int bad = owners / BAD;
    List<ObjectView> listed = new ArrayList<>();
    json.objects("owners").forEach(listed::add);
    assertThat(listed).hasSize(owners);
    assertThat(listed).allMatch(owner -> owner.integer("pods", 0) == PODS_EACH);
    for (ObjectView policy : json.objects("policies")) {
      if (policy.text("policy").equals("no-host-path")) {
        assertThat(policy.integer("judged", 0)).isEqualTo(owners);
        assertThat(policy.integer("owners", 0)).isEqualTo(bad);
        assertThat(policy.integer("stopsNextPod", 0)).isEqualTo(bad);
        return;
      }
    }
    throw new AssertionError("no-host-path is missing");
  }

  private Outcome audit(ControlPlane plane, String name) throws Exception {
    Path out = directory.resolve(name + ".json");
    Path err = directory.resolve(name + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the launcher gives a command.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(HEAP);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.haetae.Main"));
    command.addAll(List.of("audit", "-n", "crowd", "-o", "json"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    Process process = builder.start();
    long resident = 0;
    Duration cpu = Duration.ZERO;
    // Of a process that has ended nobody tells any more.
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      resident = Math.max(resident, Programs.peakResidentBytes(process));
      cpu = process.info().totalCpuDuration().orElse(cpu);
    }
    assertThat(process.exitValue()).as(Files.readString(err, UTF_8)).isEqualTo(1);
    ObjectValue json = (ObjectValue) JsonReader.review(Files.readAllBytes(out), Limits.FILES);
    return new Outcome(ObjectView.of(json, dev.haetae.resource.tree.Path.ROOT), resident, cpu);
  }

  // By turns a StatefulSet with its pods, and a Deployment whose ReplicaSet has them.
  private static void create(ControlPlane plane, int index) {
    boolean isSet = index % 2 == 0;
    String kind = isSet ? "StatefulSet" : "Deployment";
    String name = "app-" + index;
    String owner = send(plane, "/apis/apps/v1", kind, name, "", index);
    if (!isSet) {
      kind = "ReplicaSet";
      owner = send(plane, "/apis/apps/v1", kind, name, reference("Deployment", name, owner), index);
    }
    for (int pod = 0; pod < PODS_EACH; pod++) {
      var _ = send(plane, "/api/v1", "Pod", name + '-' + pod, reference(kind, name, owner), index);
    }
  }

  private static String reference(String kind, String name, String uid) {
    return """
    , "ownerReferences": [{"apiVersion": "apps/v1", "kind": "%s", "name": "%s", "uid": "%s",
      "controller": true}]\
    """
        .formatted(kind, name, uid);
  }

  /** Makes an object; returns its uid. */
  private static String send(
      ControlPlane plane, String group, String kind, String name, String owner, int index) {
    boolean isPod = kind.equals("Pod");
    String labels = "\"labels\": {\"app\": \"app-%d\"}".formatted(index);
    String spec =
        isPod
            ? podSpec(index)
            : """
            {"replicas": %d, %s "selector": {"matchLabels": {"app": "app-%d"}},
             "template": {"metadata": {%s}, "spec": %s}}\
            """
                .formatted(
                    PODS_EACH,
                    kind.equals("StatefulSet") ? "\"serviceName\": \"none\"," : "",
                    index,
                    labels,
                    podSpec(index));
    String object =
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s", %s%s}, "spec": %s}\
        """
            .formatted(isPod ? "v1" : "apps/v1", kind, name, labels, owner, spec);
    String path = group + "/namespaces/crowd/" + kind.toLowerCase(Locale.ROOT) + 's';
    Answer answer = plane.sendAs(plane.client(), path, "POST", "application/json", object);
    assertThat(answer.code()).as(answer.body()).isEqualTo(201);
    Matcher uid = UID.matcher(answer.body());
    assertThat(uid.find()).isTrue();
    return uid.group(1);
  }

  private static String podSpec(int index) {
    StringBuilder environment = new StringBuilder();
    for (int variable = 0; variable < 12; variable++) {
      environment
          .append(variable == 0 ? "" : ", ")
          .append(
              "{\"name\": \"SETTING_%d\", \"value\": \"a value of some length\"}"
                  .formatted(variable));
    }
    return """
    {"containers": [{"name": "main", "image": "registry.example/app:1.0", "env": [%s],
      "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}},
      "volumeMounts": [{"name": "data", "mountPath": "/data"}]}],
     "volumes": [{"name": "data", %s}]}\
    """
        .formatted(
            environment,
            index % BAD == 0 ? "\"hostPath\": {\"path\": \"/data\"}" : "\"emptyDir\": {}");
  }
}
