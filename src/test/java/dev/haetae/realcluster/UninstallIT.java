package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is left when a release is uninstalled under a running server: nothing that blocks. */
@RealCluster(own = true)
final class UninstallIT {
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";

  @Test
  void anUninstallLeavesNothingBehindAndBlocksNobody(ControlPlane plane, Installation haetae)
      throws Exception {
    assertThat(plane.post(PODS, Installation.HOST_PATH_POD).code()).isEqualTo(403);

    plane.helm("uninstall", Installation.NAME, "--namespace", Installation.NAMESPACE).orFail();

    // Nor does the server, which still runs, make anything anew.
    Await.whileHolds(
        "nothing is there",
        Duration.ofSeconds(5),
        () -> {
          assertThat(
                  plane
                      .kubectl(
                          "get",
                          "validatingwebhookconfigurations,mutatingwebhookconfigurations,"
                              + "validatingadmissionpolicies,validatingadmissionpolicybindings,"
                              + "policies.haetae.dev,policyexceptions.haetae.dev,clusterroles,"
                              + "clusterrolebindings,secrets,leases,configmaps,serviceaccounts",
                          "--all-namespaces",
                          "--selector",
                          "app.kubernetes.io/instance=" + Installation.NAME,
                          "--output",
                          "name")
                      .orFail())
              .isBlank();
          return true;
        });
    Await.until(
        "nobody is asked any more",
        Duration.ofSeconds(30),
        () -> plane.post(PODS, Installation.HOST_PATH_POD).code() == 201);
    haetae.replica().kill();
    assertThat(plane.post(PODS, Installation.HOST_PATH_POD).code()).isEqualTo(201);
    var _ =
        plane
            .kubectl("delete", "crd", "policies.haetae.dev", "policyexceptions.haetae.dev")
            .orFail();
  }
}
