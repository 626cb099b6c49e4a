package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The control plane that the other scenarios stand on is a real one, and fails when told to. */
@RealCluster(own = true)
final class ControlPlaneIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void theVolumeBinderBinds(ControlPlane plane) {
    plane.binaries().require("kube-controller-manager");
    String namespace = plane.newNamespace("binder");
    plane.create(
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: binder-volume}
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteMany]
          storageClassName: ""
          nfs: {server: nfs.example, path: /data}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: binder-claim, namespace: %s}
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: ""
          resources: {requests: {storage: 1Gi}}
        """
            .formatted(namespace));

    Await.until(
        "the claim is bound",
        SOON,
        () ->
            "Bound"
                .equals(
                    plane
                        .client()
                        .persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName("binder-claim")
                        .get()
                        .getStatus()
                        .getPhase()));
  }

  @Test
  void aServiceAccountHasNoRightsOfItsOwn(ControlPlane plane) throws Exception {
    String namespace = plane.newNamespace("rights");
    try (KubernetesClient client =
        ControlPlane.client(plane.serviceAccountKubeconfig(namespace, "nobody", plane.port()))) {
      assertThatThrownBy(() -> client.pods().inNamespace(namespace).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("system:serviceaccount:" + namespace + ":nobody");
    }
  }

  @Test
  void aKilledApiServerComesBackOnItsPort(ControlPlane plane) throws Exception {
    String namespace = plane.newNamespace("killed");

    plane.killApiServer();
    assertThatThrownBy(() -> plane.client().namespaces().withName(namespace).get())
        .isInstanceOf(KubernetesClientException.class);
    plane.startApiServer();

    assertThat(plane.client().namespaces().withName(namespace).get()).isNotNull();
  }

  @Test
  void theNetworkCanBeCutAndMended(ControlPlane plane) throws Exception {
    try (NetworkProxy proxy = plane.proxy();
        KubernetesClient client = ControlPlane.client(plane.kubeconfig(proxy))) {
      client.getConfiguration().setRequestTimeout(2000);
      assertThat(client.raw("/readyz")).isEqualTo("ok");
      proxy.cut();
      assertThatThrownBy(() -> client.raw("/readyz")).isInstanceOf(KubernetesClientException.class);
      proxy.swallow();
      assertThatThrownBy(() -> client.raw("/readyz")).isInstanceOf(KubernetesClientException.class);
      proxy.mend();
      Await.until("the proxy passes again", SOON, () -> "ok".equals(client.raw("/readyz")));
    }
  }
}
