package dev.haetae.server;

import dev.haetae.admission.AdmissionMetrics;
import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.admission.Reviewer;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Inventory;
import dev.haetae.server.connection.BodyBudget;
import dev.haetae.server.connection.ConnectionSettings;
import dev.haetae.server.connection.DirectMemory;
import dev.haetae.tls.UnusableCertificateException;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Starts the webhook: certificates, endpoints, warm-up, in this order. */
public final class Server {
  private static final int STREAMS = 64;

  private Server() {}

  /**
   * Starts a server that judges by {@code evaluator} and returns when it is ready for reviews.
   *
   * @param evaluator gives the policies of the moment
   * @param inventory gives the world of the moment
   * @throws CannotServeException when certificates cannot be used or a port cannot be had
   */
  public static RunningServer start(
      ServerOptions options,
      Supplier<Evaluator> evaluator,
      Supplier<? extends Inventory> inventory,
      InstantSource clock)
      throws CannotServeException, InterruptedException {
    return start(options, Basis.of(evaluator, inventory), clock);
  }

  /**
   * Starts a server and returns when it has warmed up; ready it is once its conditions are met.
   *
   * @throws CannotServeException when certificates cannot be used or a port cannot be had
   */
  public static RunningServer start(ServerOptions options, Basis basis, InstantSource clock)
      throws CannotServeException, InterruptedException {
    return start(
        options,
        observer ->
            new AdmissionReviewer(
                basis.evaluator(), basis.inventory(), options.limits(), observer, System::nanoTime),
        WarmUpReviews.ALL,
        basis,
        clock);
  }

  /**
   * Starts a server and returns when it is ready for reviews.
   *
   * @param reviewers makes what answers the reviews, given whom to tell of them
   * @param warmUp bodies of reviews that the server first sends to itself, at least one
   * @param basis gives the conditions and the meters
   * @throws CannotServeException when certificates cannot be used or a port cannot be had
   */
  static RunningServer start(
      ServerOptions options,
      Function<ReviewObserver, Reviewer> reviewers,
      List<byte[]> warmUp,
      Basis basis,
      InstantSource clock)
      throws CannotServeException, InterruptedException {
    PrometheusMeterRegistry registry = registry(basis);
    DirectMemory memory = new DirectMemory(clock, registry);
    List<Supplier<List<String>>> conditions = new ArrayList<>(basis.conditions());
    conditions.add(memory::missing);
    Readiness readiness = new Readiness(conditions, basis.details());
    AdmissionMetrics metrics = new AdmissionMetrics(registry, readiness);
    Rehearsal rehearsal =
        new Rehearsal(reviewers.apply(metrics), reviewers.apply(ReviewObserver.NONE));
    ReviewLanes lanes = new ReviewLanes(rehearsal, metrics, System::nanoTime);

    ServerCertificates certificates = certificates(options, basis, clock, registry);
    ApplicationContext context =
        configured(ApplicationContext.builder(), options, lanes, readiness, registry, memory)
            .build();
    certificates.register(context);
    context.start();
    try {
      NettyEmbeddedServer netty = listen(context, options);
      // In the order of Listeners.
      Iterator<Integer> ports = netty.getBoundPorts().iterator();
      int port = ports.next();
      int managementPort = ports.next();
      new WarmUp(port, certificates.serving(), certificates.ownClient()).run(warmUp);
      certificates.endWarmUp();
      readiness.set(true);
      return new RunningServer(
          options,
          port,
          managementPort,
          context,
          netty,
          readiness,
          certificates,
          memory,
          rehearsal);
    } catch (IOException e) {
      context.close();
      throw silent(e);
    } catch (CannotServeException | InterruptedException | RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static CannotServeException silent(IOException e) {
    return new CannotServeException(
        "the server does not answer its own reviews over TLS ("
            + (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName()
            + "); the log says more");
  }

  private static ServerCertificates certificates(
      ServerOptions options, Basis basis, InstantSource clock, PrometheusMeterRegistry registry)
      throws CannotServeException {
    try {
      return ServerCertificates.open(options, basis.certificates(), clock, registry);
    } catch (UnusableCertificateException e) {
      throw new CannotServeException(e.sentence());
    }
  }

  /** Configures the context of a server: neither files nor the environment change it. */
  static ApplicationContextBuilder configured(
      ApplicationContextBuilder builder,
      ServerOptions options,
      ReviewLanes lanes,
      Readiness readiness,
      PrometheusMeterRegistry registry,
      DirectMemory memory) {
    long heap = Runtime.getRuntime().maxMemory();
    return builder
        .deduceEnvironment(false)
        .environmentPropertySource(false)
        .bootstrapEnvironment(false)
        .banner(false)
        .properties(properties(options))
        .singletons(
            options,
            options.limits(),
            lanes,
            readiness,
            registry,
            memory,
            ConnectionSettings.ofHeap(
                heap, options.limits().bytes(), options.times().requestTimeout()),
            BodyBudget.ofHeap(heap, options.limits().bytes(), registry));
  }

  private static Map<String, Object> properties(ServerOptions options) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.ssl.enabled", true);
    properties.put("micronaut.server.ssl.key-name", ServerCertificates.SERVING);
    properties.put("micronaut.server.ssl.protocols", List.of("TLSv1.3", "TLSv1.2"));
    if (options.clientAuthority() != null) {
      properties.put("micronaut.server.ssl.client-authentication", "NEED");
    }
    properties.put("micronaut.server.http-version", "2.0");
    properties.put("micronaut.server.max-request-size", options.limits().bytes());
    properties.put("micronaut.server.max-request-buffer-size", options.limits().bytes());
    String idle = options.times().idleTimeout().toSeconds() + "s";
    properties.put("micronaut.server.idle-timeout", idle);
    properties.put("micronaut.server.read-idle-timeout", idle);
    properties.put("micronaut.server.write-idle-timeout", idle);
    // Clients that would have more open further connections.
    properties.put("micronaut.server.netty.http2.max-concurrent-streams", STREAMS);
    // The API server compresses nothing that it sends, and answers are too small to gain.
    properties.put("micronaut.server.netty.request-decompression-enabled", false);
    properties.put("micronaut.server.netty.compression-threshold", -1);
    return properties;
  }

  private static NettyEmbeddedServer listen(ApplicationContext context, ServerOptions options)
      throws CannotServeException {
    try {
      NettyEmbeddedServer netty = context.getBean(NettyEmbeddedServer.class);
      netty.start();
      return netty;
    } catch (ServerStartupException e) {
      throw new CannotServeException(
          "port "
              + options.port()
              + " or management port "
              + options.managementPort()
              + " cannot be had; it may be in use. Choose others with --port and"
              + " --management-port, or 0 for free ones.");
    }
  }

  private static PrometheusMeterRegistry registry(Basis basis) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    basis.meters().forEach(meters -> meters.bindTo(registry));
    return registry;
  }
}
