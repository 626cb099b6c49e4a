package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reviews go on while certificates change and replicas die. */
@Tag("drill")
@RealCluster(
    own = true,
    values = {
      "certificates.leafLifetime=30s",
      "certificates.authorityLifetime=120s",
      // A crowded machine may be slow; what is counted is what fails for another reason.
      "webhook.timeoutSeconds=10"
    })
final class ReplicaDrillIT {
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int PER_SECOND = 50;

  private final AtomicInteger turn = new AtomicInteger();

  /** By turns one that is refused and one that gets a warning: both webhooks have to answer. */
  private String review(ControlPlane plane) {
    if (turn.getAndIncrement() % 2 == 0) {
      Answer refused = plane.post(PODS, Installation.HOST_PATH_POD);
      return refused.code() == 403 && refused.body().contains("[no-host-path]")
          ? ""
          : refused.toString();
    }
    Answer advised = plane.post(PODS, Installation.ADVISED_POD);
    return advised.code() == 201
            && advised.warnings().stream().anyMatch(one -> one.contains("[no-inline-nfs]"))
        ? ""
        : advised.toString();
  }

  private static void ensureReplicas(Installation haetae, int count) throws Exception {
    while (alive(haetae).size() < count) {
      var _ = haetae.startReplica();
    }
  }

  private static List<Replica> alive(Installation haetae) {
    return haetae.replicas().stream().filter(replica -> replica.process().isAlive()).toList();
  }

  @Test
  void noReviewFailsWhileLeavesAndAuthoritiesRotate(ControlPlane plane, Installation haetae)
      throws Exception {
    ensureReplicas(haetae, 2);
    Set<String> leaves = ConcurrentHashMap.newKeySet();
    Set<String> bundles = new HashSet<>();
    try (Load reviews = new Load(PER_SECOND, 1, () -> review(plane));
        // New connections, which those of the API server are only now and then.
        Load handshakes =
            new Load(
                5,
                1,
                () -> {
                  String bundle = haetae.caBundle();
                  for (Replica replica : alive(haetae)) {
                    leaves.add(
                        TrustedHandshake.with(replica.port(), bundle).getSerialNumber().toString());
                  }
                  return "";
                })) {
      Await.whileHolds(
          "reviews and handshakes succeed",
          Duration.ofMinutes(2),
          () -> {
            bundles.add(haetae.caBundle());
            assertThat(reviews.failures()).isEmpty();
            assertThat(handshakes.failures()).isEmpty();
            return true;
          });

      assertThat(reviews.stop().failures()).isEmpty();
      assertThat(handshakes.stop().failures()).isEmpty();
      System.out.printf(
          "rotation: %d reviews, %d rounds of handshakes, %d leaves, %d bundles, 0 failures%n",
          reviews.done(), handshakes.done(), leaves.size(), bundles.size());
      assertThat(reviews.done()).isGreaterThan(1000);
    }
    assertThat(leaves).hasSizeGreaterThan(4);
    assertThat(bundles).hasSizeGreaterThan(1);
  }

  @Test
  void aKilledReplicaLosesNoMoreThanItHadAccepted(ControlPlane plane, Installation haetae)
      throws Exception {
    ensureReplicas(haetae, 2);
    try (Load reviews = new Load(PER_SECOND, 2, () -> review(plane))) {
      Await.until("the load runs", SOON, () -> reviews.done() > 250);
      // The API server keeps one connection, so one of the two has the work.
      Replica busiest =
          alive(haetae).stream()
              .max(Comparator.comparingDouble(ReplicaDrillIT::served))
              .orElseThrow();
      busiest.kill();
      int before = reviews.done();
      Await.until("reviews go on", SOON, () -> reviews.done() > before + 500);

      assertThat(reviews.stop().failures()).isEmpty();
      System.out.printf(
          "kill -9: %d reviews, %d tried twice, 0 lost%n", reviews.done(), reviews.retried());
      // What one replica can have accepted at a time.
      assertThat(reviews.retried()).isLessThanOrEqualTo(PER_SECOND);
    }
  }

  private static double served(Replica replica) {
    try {
      return replica.metric("haetae_admission_reviews_total");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReplicaThatIsToldToEndLosesNothing(ControlPlane plane, Installation haetae)
      throws Exception {
    ensureReplicas(haetae, 2);
    try (Load reviews = new Load(PER_SECOND, 1, () -> review(plane))) {
      Await.until("the load runs", SOON, () -> reviews.done() > 250);
      Replica busiest =
          alive(haetae).stream()
              .max(Comparator.comparingDouble(ReplicaDrillIT::served))
              .orElseThrow();
      // As the endpoints of a Service do, before the process is told.
      haetae.leaveOut(busiest);
      busiest.stop();
      int before = reviews.done();
      Await.until("reviews go on", SOON, () -> reviews.done() > before + 250);

      assertThat(reviews.stop().failures()).isEmpty();
      System.out.printf("SIGTERM: %d reviews, 0 failed%n", reviews.done());
    }
  }

  /** Closed doors stay closed, but not to those who can open them again. */
  @Test
  void withAllReplicasDeadTheControlPlaneWorksAndHaetaeComesBack(
      ControlPlane plane, Installation haetae) throws Exception {
    ensureReplicas(haetae, 1);
    for (Replica replica : alive(haetae)) {
      replica.kill();
    }
    Await.until(
        "pods of users are refused",
        SOON,
        () -> {
          Answer answer = plane.post(PODS, Installation.ADVISED_POD);
          return answer.code() == 500 && answer.body().contains("failed calling webhook");
        });
    for (String namespace : List.of("kube-system", Installation.NAMESPACE)) {
      Answer answer =
          plane.post("/api/v1/namespaces/" + namespace + "/pods", Installation.ADVISED_POD);
      assertThat(answer.code()).as(namespace + ": " + answer.body()).isEqualTo(201);
    }
    for (String path :
        List.of(
            "/api/v1/nodes", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases")) {
      Answer answer = plane.post(path + "?dryRun=All", heartbeat(path));
      assertThat(answer.code()).as(path + ": " + answer.body()).isEqualTo(201);
    }

    var _ = haetae.startReplica();

    Await.until(
        "pods of users are judged again",
        SOON,
        () -> {
          // One of each.
          String first = review(plane);
          String second = review(plane);
          return first.isEmpty() && second.isEmpty();
        });
  }

  private static String heartbeat(String path) {
    return path.endsWith("nodes")
        ? """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "joins"}}\
        """
        : """
        {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": \
        {"name": "joins"}}\
        """;
  }
}
