package dev.haetae.realcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes kubeconfig files for the control plane. */
final class Kubeconfig {
  private Kubeconfig() {}

  static Path withCertificate(
      Path file, int port, Path authority, String namespace, Path certificate, Path key)
      throws IOException {
    return write(
        file,
        port,
        authority,
        namespace,
        "client-certificate: \"" + certificate + "\", client-key: \"" + key + "\"");
  }

  static Path withToken(Path file, int port, Path authority, String namespace, String token)
      throws IOException {
    return write(file, port, authority, namespace, "token: \"" + token + "\"");
  }

  private static Path write(
      Path file, int port, Path authority, String namespace, String credentials)
      throws IOException {
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: it, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}
        users:
        - {name: it, user: {%s}}
        contexts:
        - {name: it, context: {cluster: it, user: it, namespace: "%s"}}
        current-context: it
        """
            .formatted(port, authority, credentials, namespace));
  }
}
