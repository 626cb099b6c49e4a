package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.text.CollidingNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever may edit one namespace fills it with the largest objects that the API server takes:
 * servers go on, start, and forget them when they are gone, in the memory that the chart gives.
 */
@Tag("drill")
@RealCluster(own = true)
final class LargeObjectsDrillIT {
  private static final long LIMIT = 512L << 20;
  // A quarter of that, and what else the launcher sets.
  private static final List<String> HEAP = List.of("-Xmx128m", "-Xms24m", "-Xmn16m");
  // What two full collections of the same world may differ by.
  private static final long NOISE = 6L << 20;
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final int PODS = 150;
  private static final int SERVICES = 300;
  private static final int PATCHES = 2_000;
  private static final int UNREADABLE = 20;
  private static final int RESTARTS = 3;
  private static final int WRITERS = 3;

  private static final String TENANT = "tenant";
  private static final String PATH = "/api/v1/namespaces/" + TENANT;

  private static String list(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  // Labels of 124 bytes, whose names the API server keeps a second time, in managedFields.
  private static String labels(int bytes, int of) {
    return "{"
        + list(
            bytes / 124,
            i ->
                "\"team.example.dev/%-38s\":\"%s\""
                    .formatted("label-" + i, "%063d".formatted(of))
                    .replace(' ', 'x'))
        + "}";
  }

  private static String pod(String name, String labels, String spec) {
    return """
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "labels": %s}, "spec": {%s}}
    """
        .formatted(name, labels, spec);
  }

  private static String containers(String environment) {
    return "\"containers\": [{\"name\": \"c\", \"image\": \"registry.example/a:1\", \"env\": ["
        + environment
        + "]}]";
  }

  private static String largePod(int index) {
    return index % 2 == 0
        ? pod("large-" + index, labels(1_000_000, index), containers(""))
        : pod(
            "large-" + index,
            "{}",
            containers("{\"name\": \"A\", \"value\": \"" + "x".repeat(1_000_000) + "\"}"));
  }

  private static String poison(int writer) {
    List<String> names = CollidingNames.of(2_000);
    String terms =
        list(
            8,
            term ->
                "{\"weight\": 1, \"podAffinityTerm\": {\"topologyKey\": \"kubernetes.io/hostname\","
                    + " \"labelSelector\": {\"matchLabels\": {"
                    + list(250, i -> '"' + names.get(250 * term + i) + "\": \"\"")
                    + "}}}}");
    return pod(
        "poison-" + writer,
        "{}",
        containers("")
            + ", \"affinity\": {\"podAffinity\":"
            + " {\"preferredDuringSchedulingIgnoredDuringExecution\": ["
            + terms
            + "]}}");
  }

  private static String service(int index) {
    return """
    {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "large-%d", "labels": %s},
     "spec": {"ports": [{"port": 80}]}}
    """
        .formatted(index, labels(800_000, index));
  }

  // Of a pod the claims are read, so that this one cannot be.
  private static String manyClaims(int index) {
    return pod(
        "claims-" + index,
        "{}",
        containers("")
            + ", \"volumes\": ["
            + list(
                8_000,
                i ->
                    "{\"name\": \"v%d\", \"persistentVolumeClaim\": {\"claimName\": \"%s-%d\"}}"
                        .formatted(i, "c".repeat(50), i))
            + "]");
  }

  private static void isMade(Answer answer) {
    assertThat(answer.code())
        .as(answer.body().substring(0, Math.min(500, answer.body().length())))
        .isIn(200, 201);
  }

  private static void create(
      ControlPlane plane, KubernetesClient somebody, String path, String object) {
    isMade(plane.sendAs(somebody, path, "POST", "application/json", object));
  }

  private static void patchPoison(
      ControlPlane plane, KubernetesClient somebody, int writer, String labels) {
    isMade(
        plane.sendAs(
            somebody,
            PATH + "/pods/poison-" + writer,
            "PATCH",
            "application/merge-patch+json",
            "{\"metadata\": {\"labels\": " + labels + "}}"));
  }

  private static void othersAreServed(ControlPlane plane) {
    Answer answer =
        plane.post("/api/v1/namespaces/default/pods?dryRun=All", Installation.ADVISED_POD);
    assertThat(answer.code()).as(answer.body()).isEqualTo(201);
    assertThat(answer.warnings()).isNotEmpty();
    assertThat(
            plane
                .post("/api/v1/namespaces/default/pods?dryRun=All", Installation.HOST_PATH_POD)
                .isRefused())
        .isTrue();
  }

  @Test
  void theLargestObjectsOfOneNamespaceCostNobodyElse(ControlPlane plane) throws Exception {
    var _ = plane.binaries().require("helm");
    var _ = plane.binaries().require("kubectl");
    plane.stopControllers();
    var _ = plane.kubectl("create", "namespace", TENANT).orFail();
    // Of the ClusterRole edit, which a controller puts together that does not run here.
    var _ =
        plane
            .kubectl(
                "create",
                "role",
                "editor",
                "--verb=create,patch",
                "--resource=pods,services",
                "--namespace=" + TENANT)
            .orFail();
    var _ =
        plane
            .kubectl(
                "create",
                "rolebinding",
                "editor",
                "--role=editor",
                "--serviceaccount=" + TENANT + ":editor",
                "--namespace=" + TENANT)
            .orFail();
    try (Installation haetae = new Installation(plane, List.of());
        KubernetesClient editor =
            ControlPlane.client(plane.serviceAccountKubeconfig(TENANT, "editor", plane.port()))) {
      Replica lasting = haetae.startReplica(plane.port(), HEAP);
      var _ = haetae.awaitRegistered();
      long before = lasting.liveBytes();

      for (int writer = 0; writer < WRITERS; writer++) {
        create(plane, editor, PATH + "/pods", poison(writer));
      }
      Population.forEach(PODS, WRITERS, i -> create(plane, editor, PATH + "/pods", largePod(i)));
      Population.forEach(
          SERVICES, WRITERS, i -> create(plane, editor, PATH + "/services", service(i)));
      // Each the pod of its own: several at one pod have most of their attempts repeated.
      Population.forEach(
          WRITERS,
          WRITERS,
          writer -> {
            for (int i = writer; i < PATCHES; i += WRITERS) {
              patchPoison(plane, editor, writer, labels(200_000, i));
            }
          });
      // Where nobody is judged, since these would be refused.
      Population.forEach(
          UNREADABLE,
          WRITERS,
          i -> create(plane, plane.client(), "/api/v1/namespaces/kube-system/pods", manyClaims(i)));
      othersAreServed(plane);
      System.out.printf(
          "under attack: live heap %d KiB before, %d KiB now; resident %d MiB at most%n",
          before >> 10, lasting.liveBytes() >> 10, lasting.peakResidentBytes() >> 20);

      for (int restart = 1; restart <= RESTARTS; restart++) {
        Replica fresh = haetae.startReplica(plane.port(), HEAP);
        System.out.printf(
            "restart %d: ready after %.1f s, live heap %d KiB, resident %d MiB at most%n",
            restart,
            fresh.age().toMillis() / 1000.0,
            fresh.liveBytes() >> 10,
            fresh.peakResidentBytes() >> 20);
        assertThat(fresh.metric("haetae_inventory_objects")).isGreaterThan(PODS + SERVICES);
        assertThat(fresh.metric("haetae_inventory_unreadable")).isEqualTo(UNREADABLE);
        assertThat(fresh.readiness())
            .contains("Pod kube-system/claims-0 is there, but cannot be read: ")
            .contains((UNREADABLE - 10) + " more cannot be read");
        assertThat(fresh.peakResidentBytes()).isLessThan(LIMIT);
        fresh.stop();
      }
      othersAreServed(plane);
      assertThat(lasting.isReady()).isTrue();
      assertThat(lasting.peakResidentBytes()).isLessThan(LIMIT);

      for (String namespace : List.of(TENANT, "kube-system")) {
        var _ =
            plane
                .kubectl(
                    "delete", "pods,services", "--all", "--wait=false", "--namespace=" + namespace)
                .orFail();
      }
      Await.until(
          "they are forgotten",
          SOON,
          () ->
              lasting.metric("haetae_inventory_unreadable") == 0
                  && lasting.metric("haetae_inventory_objects") < 30);
      long after = lasting.liveBytes();
      System.out.printf("deleted: live heap %d KiB%n", after >> 10);
      assertThat(after).isLessThan(before + NOISE);
    }
  }
}
