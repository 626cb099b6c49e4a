package dev.haetae.realcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What docs/client-certificates.md says, done with a real API server. */
@Tag("drill")
@RealCluster(own = true)
final class ClientCertificatesIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PODS = "/api/v1/namespaces/default/pods?dryRun=All";

  @Test
  void onlyAnApiServerWithTheCertificateIsLetIn(ControlPlane plane) throws Exception {
    Binaries.require().require("helm");
    Path webhooks = Files.createDirectory(plane.directory().resolve("webhooks"));
    PublicKeys clients = new PublicKeys(webhooks);
    clients.issue("webhook-client", "CN=kube-apiserver");
    try (Installation installation = new Installation(plane, List.of())) {
      Replica replica =
          installation.startReplica(
              plane.port(), List.of(), List.of("--client-ca", clients.authority().toString()));
      Await.until(
          "the webhooks are registered",
          LIMIT,
          () -> !installation.validating().getWebhooks().isEmpty());

      Await.until(
          "the API server asks, and is not let in",
          LIMIT,
          () ->
              plane.post(PODS, Installation.HOST_PATH_POD).body().contains("certificate required"));

      plane.stopApiServer();
      plane.startApiServer(
          "--admission-control-config-file="
              + configuration(webhooks, clients, installation.port()));

      Await.until(
          "the API server is let in",
          LIMIT,
          () ->
              plane
                  .post(PODS, Installation.HOST_PATH_POD)
                  .body()
                  .contains("[no-host-path] spec.volumes[0].hostPath mounts"));
      assertThatThrownBy(() -> replica.review(installation.caBundle(), "/validate", "{}"))
          .as("no certificate")
          .isInstanceOf(IOException.class);
      assertThat(replica.isReady()).isTrue();
      assertThat(replica.log())
          .contains("no TLS handshake: the client shows no certificate")
          .doesNotContain("\tat ");
      assertThat(replica.metric("haetae_connection_failures_total{kind=\"handshake\"}"))
          .isPositive();
    }
  }

  private static Path configuration(Path folder, PublicKeys clients, int port) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig.yaml"),
            """
            apiVersion: v1
            kind: Config
            users:
              - name: "127.0.0.1:%d"
                user: {client-certificate: "%s", client-key: "%s"}
            """
                .formatted(
                    port, clients.certificate("webhook-client"), clients.key("webhook-client")));
    return Files.writeString(
        folder.resolve("admission.yaml"),
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
          - name: MutatingAdmissionWebhook
            configuration:
              apiVersion: apiserver.config.k8s.io/v1
              kind: WebhookAdmissionConfiguration
              kubeConfigFile: "%1$s"
          - name: ValidatingAdmissionWebhook
            configuration:
              apiVersion: apiserver.config.k8s.io/v1
              kind: WebhookAdmissionConfiguration
              kubeConfigFile: "%1$s"
        """
            .formatted(kubeconfig));
  }
}
