package dev.haetae.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code haetae serve}.
 *
 * @param port the TLS port; 0 picks a free one
 * @param managementPort the plain port of health and metrics; 0 picks a free one
 * @param tlsDirectory where the certificates are, or will be made
 * @param clientAuthority the PEM file of the authority of client certificates; null lets in all
 * @param cluster how to serve a live cluster; null serves the world of files
 */
public record ServeSettings(
    int port,
    int managementPort,
    Path tlsDirectory,
    @Nullable Path clientAuthority,
    @Nullable ClusterSettings cluster) {

  /**
   * The settings of a server for a live cluster.
   *
   * @param configuration the configuration file; null for the defaults
   * @param fixedPolicies whether the policies were named, so that those of the cluster do not count
   */
  public record ClusterSettings(@Nullable Path configuration, boolean fixedPolicies) {}
}
