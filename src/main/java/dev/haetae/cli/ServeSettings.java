package dev.haetae.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code haetae serve} was told.
 *
 * @param port the TLS port; 0 picks a free one
 * @param managementPort the plain port of health and metrics; 0 picks a free one
 * @param tlsDirectory where the certificates are, or will be made
 * @param clientAuthority the PEM file of the authority of client certificates; null lets in all
 */
public record ServeSettings(
    int port, int managementPort, Path tlsDirectory, @Nullable Path clientAuthority) {}
