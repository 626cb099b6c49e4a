package dev.haetae.server;

import dev.haetae.resource.text.Limits;
import dev.haetae.tls.SubjectNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server: how it listens.
 *
 * @param port the TLS port of the reviews; 0 picks a free one
 * @param managementPort the plain port of health and metrics; 0 picks a free one
 * @param tlsDirectory holds {@code ca.crt}, {@code tls.crt} and {@code tls.key}, made when absent
 * @param names what a certificate made there is good for
 * @param clientAuthority the PEM file of the authority whose client certificates alone are let in;
 *     null lets in everybody
 * @param limits what a review may be
 * @param times how long things may take
 */
public record ServerOptions(
    int port,
    int managementPort,
    Path tlsDirectory,
    SubjectNames names,
    @Nullable Path clientAuthority,
    Limits limits,
    Times times) {
  /**
   * The times of a server.
   *
   * @param idleTimeout how long a connection may be silent, whole seconds
   * @param requestTimeout how long a request may take to be sent, from its first byte to its last;
   *     twice as long at most
   * @param drainTimeout how long {@link RunningServer#close()} waits for reviews that were accepted
   * @param certificateInterval how often the certificates' files are looked at
   */
  public record Times(
      Duration idleTimeout,
      Duration requestTimeout,
      Duration drainTimeout,
      Duration certificateInterval) {
    /** The contract's defaults. */
    public static final Times SHIPPED =
        new Times(
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5));
  }

  /** Options that make sense. */
  public ServerOptions {
    List<String> problems = new ArrayList<>();
    checkPort(problems, "port", port);
    checkPort(problems, "management port", managementPort);
    if (port == managementPort && port != 0) {
      problems.add("port and management port are both " + port + "; they must differ");
    }
    checkPositive(problems, "idle time-out", times.idleTimeout);
    checkPositive(problems, "request time-out", times.requestTimeout);
    checkPositive(problems, "drain time-out", times.drainTimeout);
    checkPositive(problems, "certificate interval", times.certificateInterval);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void checkPort(List<String> problems, String name, int port) {
    if (port < 0 || port > 65535) {
      problems.add(name + " is " + port + "; it must be 1 to 65535, or 0 for a free one");
    }
  }

  private static void checkPositive(List<String> problems, String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      problems.add(name + " is " + duration.toMillis() + " ms; it must be positive");
    }
  }

  /** The contract's defaults: ports 8443 and 8080, certificates in {@code tlsDirectory}. */
  public static ServerOptions of(Path tlsDirectory) {
    return new ServerOptions(
        8443, 8080, tlsDirectory, SubjectNames.SHIPPED, null, Limits.REVIEW, Times.SHIPPED);
  }

  /** These options with other ports. */
  public ServerOptions withPorts(int newPort, int newManagementPort) {
    return new ServerOptions(
        newPort, newManagementPort, tlsDirectory, names, clientAuthority, limits, times);
  }

  /** These options with certificates for other names. */
  public ServerOptions withNames(SubjectNames newNames) {
    return new ServerOptions(
        port, managementPort, tlsDirectory, newNames, clientAuthority, limits, times);
  }

  /** These options with client certificates demanded; null demands none. */
  public ServerOptions withClientAuthority(@Nullable Path newClientAuthority) {
    return new ServerOptions(
        port, managementPort, tlsDirectory, names, newClientAuthority, limits, times);
  }

  /** These options with other times. */
  public ServerOptions withTimes(Times newTimes) {
    return new ServerOptions(
        port, managementPort, tlsDirectory, names, clientAuthority, limits, newTimes);
  }
}
