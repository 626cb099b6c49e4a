package dev.haetae.simulator.admission.strategy;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.admission.request.Attributes;
import dev.haetae.simulator.defaults.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The warning about a TLS secret whose certificate or key is no PEM at all; whether they fit each
 * other is not looked at.
 *
 * <p>Mirrors {@code pkg/registry/core/secret/strategy.go}, in the words of Go's {@code crypto/tls}.
 */
final class SecretWarnings {
  private static final String BEGIN = "-----BEGIN ";

  private SecretWarnings() {}

  static void add(Attributes request) {
    ObjectValue secret = request.object();
    if (!secret.text("type").equals("kubernetes.io/tls")) {
      return;
    }
    ObjectValue data = Trees.object(secret, "data");
    if (!decoded(data.text("tls.crt")).contains(BEGIN)) {
      request.warn("tls: failed to find any PEM data in certificate input");
    } else if (!decoded(data.text("tls.key")).contains(BEGIN)) {
      request.warn("tls: failed to find any PEM data in key input");
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
