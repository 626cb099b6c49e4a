package dev.haetae.cluster.registration;

import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The names of an installation of Haetae in a cluster.
 *
 * @param namespace its namespace
 * @param validating its ValidatingWebhookConfiguration; empty when it registers nothing
 * @param mutating its MutatingWebhookConfiguration; empty when it registers nothing
 * @param secret the Secret of its certificates; empty when they are files
 * @param lease its Lease
 */
public record Installation(
    String namespace, String validating, String mutating, String secret, String lease) {
  /** The installation of a chart's release by this name. */
  public static Installation named(String namespace, String name) {
    return new Installation(namespace, name, name, name + "-certificates", name);
  }

  /** The installation that a configuration describes. */
  public static Installation of(String namespace, Configuration configuration) {
    Registration registration = configuration.registration();
    @Nullable Certificates certificates = configuration.certificates();
    return new Installation(
        namespace,
        registration == null ? "" : registration.validating(),
        registration == null ? "" : registration.mutating(),
        certificates == null ? "" : certificates.secret(),
        configuration.lease());
  }
}
