package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Haetae without its API server: it judges by what it knows, says how old that is, and recovers.
 */
@Tag("drill")
@RealCluster(own = true, values = "freshness.brokenAfter=15s")
final class OutageDrillIT {
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";
  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  void anApiServerThatDiesAndComesBackIsFollowedAgain(ControlPlane plane, Installation haetae)
      throws Exception {
    Replica replica = haetae.replica();
    String bundle = haetae.caBundle();
    plane.killApiServer();

    // Judged from memory.
    assertThat(replica.review(bundle, "/validate/deny", HOST_PATH_REVIEW))
        .contains("\"allowed\":false", "[no-host-path]");
    Await.until(
        "readiness says what is broken",
        SOON,
        () -> !replica.isReady() && replica.metric("haetae_inventory_age_seconds") > 15);
    assertThat(replica.review(bundle, "/validate/deny", HOST_PATH_REVIEW))
        .contains("\"allowed\":false", "[no-host-path]");

    plane.startApiServer();

    Await.until("the replica is ready again", SOON, replica::isReady);
    recovers(plane, "after-the-restart");
    assertThat(replica.process().isAlive()).isTrue();
  }

  @Test
  void aWatchThatIsCutForAMinuteIsSaidAndMended(ControlPlane plane, Installation haetae)
      throws Exception {
    try (NetworkProxy proxy = plane.proxy();
        Replica replica = haetae.startReplica(proxy.port(), List.of())) {
      proxy.cut();
      staysUnreadyForAMinute(replica);

      proxy.mend();

      Await.until("the replica is ready again", SOON, replica::isReady);
    }
  }

  @Test
  void aWatchThatIsSwallowedForAMinuteIsSaidAndMended(ControlPlane plane, Installation haetae)
      throws Exception {
    try (NetworkProxy proxy = plane.proxy();
        Replica replica = haetae.startReplica(proxy.port(), List.of())) {
      proxy.swallow();
      staysUnreadyForAMinute(replica);

      proxy.mend();

      Await.until("the replica is ready again", SOON, replica::isReady);
    }
  }

  private static void staysUnreadyForAMinute(Replica replica) throws Exception {
    long start = System.nanoTime();
    Await.until("the replica is not ready", SOON, () -> !replica.isReady());
    Duration noticed = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "not ready after %d s: %s%n", noticed.toSeconds(), replica.readiness().strip());
    Await.whileHolds(
        "the replica is not ready", Duration.ofMinutes(1).minus(noticed), () -> !replica.isReady());
  }

  private static void recovers(ControlPlane plane, String name) {
    // What is made now has to be seen: the claim's volume is asked for by name.
    plane.create(
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: %s}
        spec:
          capacity: {storage: 5Gi}
          accessModes: [ReadWriteOnce]
          storageClassName: ""
          nfs: {server: filer.example, path: /export/one}
        """
            .formatted(name));
    Await.until(
        "new objects are seen",
        SOON,
        () ->
            plane
                .post(
                    "/api/v1/namespaces/default/persistentvolumeclaims?dryRun=All",
                    """
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: data}
                    spec:
                      accessModes: [ReadWriteMany]
                      storageClassName: ""
                      resources: {requests: {storage: 1Gi}}
                    """)
                .body()
                .contains(name));
    assertThat(plane.post(PODS, Installation.HOST_PATH_POD).code()).isEqualTo(403);
  }

  private static final String HOST_PATH_REVIEW =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
        "uid": "u-1", "operation": "CREATE", "namespace": "default",
        "kind": {"group": "", "version": "v1", "kind": "Pod"},
        "resource": {"group": "", "version": "v1", "resource": "pods"},
        "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "opens-the-node"},
          "spec": {"containers": [{"name": "main", "image": "example/app:1.0"}],
            "volumes": [{"name": "node", "hostPath": {"path": "/etc"}}]}}}}
      """;
}
