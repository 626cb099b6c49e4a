package dev.haetae.server;

import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import dev.haetae.engine.EndpointPaths;
import dev.haetae.server.connection.Connections;
import dev.haetae.server.connection.DirectMemory;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that answers reviews until it is closed. */
public final class RunningServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningServer.class);

  private static final int READY_INTERVAL_MILLIS = 50;

  private final ServerOptions options;
  private final int port;
  private final int managementPort;
  private final ApplicationContext context;
  private final NettyEmbeddedServer netty;
  private final Connections connections;
  private final Readiness readiness;
  private final ServerCertificates certificates;
  private final DirectMemory memory;
  private final Rehearsal rehearsal;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Runnable farewell = () -> {};
  private volatile Runnable withoutMemory = () -> {};

  RunningServer(
      ServerOptions options,
      int port,
      int managementPort,
      ApplicationContext context,
      NettyEmbeddedServer netty,
      Readiness readiness,
      ServerCertificates certificates,
      DirectMemory memory,
      Rehearsal rehearsal) {
    this.options = options;
    this.port = port;
    this.managementPort = managementPort;
    this.context = context;
    this.connections = context.getBean(Connections.class);
    this.netty = netty;
    this.readiness = readiness;
    this.certificates = certificates;
    this.memory = memory;
    this.rehearsal = rehearsal;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upkeep").factory());
    long interval = options.times().certificateInterval().toMillis();
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::checkCertificates, interval, interval, TimeUnit.MILLISECONDS);
    var _ = scheduler.scheduleWithFixedDelay(this::checkMemory, 1, 1, TimeUnit.SECONDS);
  }

  /** The TLS port of the reviews. */
  public int port() {
    return port;
  }

  /** The plain port of health and metrics. */
  public int managementPort() {
    return managementPort;
  }

  /** The line for whoever started the server: where it listens, and whom its clients trust. */
  public String announcement() {
    return "listening on https://localhost:"
        + port
        + " (CA "
        + certificates.authorityPlace()
        + "), management http://localhost:"
        + managementPort;
  }

  /** A command that sends a review to the server, ready for a shell. */
  public String curlCommand() {
    String clientCertificate =
        options.clientAuthority() == null ? "" : " --cert CLIENT.crt --key CLIENT.key";
    return "curl --cacert "
        + certificates.authorityFile()
        + clientCertificate
        + " -H 'Content-Type: application/json' -d '"
        + WarmUpReviews.EXAMPLE
        + "' https://localhost:"
        + port
        + EndpointPaths.VALIDATE;
  }

  /** Returns whether reviews may be sent here. */
  public boolean isReady() {
    return readiness.isReady();
  }

  /** Has {@code work} done as soon as the server is told to end, beside its last reviews. */
  void atTheEnd(Runnable work) {
    farewell = work;
  }

  /** Looks now whether the certificates' files have changed; it does so by itself now and then. */
  public void checkCertificates() {
    try {
      certificates.check();
    } catch (RuntimeException e) {
      // A schedule ends with the first exception, and with it every later renewal.
      log.error("the certificates could not be checked", e);
    }
  }

  /** Has {@code work} done when the server can take no review any more, since memory is lost. */
  void whenMemoryIsLost(Runnable work) {
    withoutMemory = work;
  }

  private void checkMemory() {
    if (memory.isLost()) {
      log.error("{}; it does not come back", String.join("; ", memory.missing()));
      withoutMemory.run();
    }
  }

  /** Returns true once the server is ready, false when it has ended before. */
  boolean awaitReady() throws InterruptedException {
    while (!readiness.isReady()) {
      if (closed.await(READY_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Has the server send reviews to itself for some seconds, so that those of others are fast. It
   * cannot where clients have to show a certificate: of its own it trusts none any more.
   */
  void rehearse() {
    if (options.clientAuthority() == null) {
      WarmUp client = new WarmUp(port, certificates.serving(), null);
      Thread.ofPlatform().daemon().name("rehearsal").start(() -> rehearse(client));
    }
  }

  private void rehearse(WarmUp client) {
    try {
      client.goOn(rehearsal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the server has ended. */
  public void awaitEnd() throws InterruptedException {
    closed.await();
  }

  /**
   * Ends the server: it is not ready from now on, answers what comes until nobody comes any more,
   * takes no new connections then, finishes the reviews it has accepted, for as long as the drain
   * time-out allows, and stops.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    readiness.set(false);
    rehearsal.end();
    scheduler.shutdownNow();
    Thread work = Thread.ofVirtual().name("farewell").start(farewell);
    long start = System.nanoTime();
    try {
      connections.end(port, options.times().drainTimeout());
      long rest = options.times().drainTimeout().toNanos() - (System.nanoTime() - start);
      netty.shutdownGracefully().toCompletableFuture().get(rest, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      log.warn("some connections were still open after {}", options.times().drainTimeout());
    } catch (ExecutionException e) {
      log.warn("the connections could not be drained", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.getBean(ReviewLanes.class).close();
    context.close();
    try {
      work.join(options.times().drainTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed.countDown();
  }
}
