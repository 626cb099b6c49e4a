package dev.haetae.server;

import dev.haetae.configuration.Certificates;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.ConfigurationFile;
import dev.haetae.configuration.InvalidConfigurationException;
import dev.haetae.configuration.Registration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a server for as long as it runs: the file, looked at every second, or the
 * defaults. {@code haetae_configuration_valid} says whether the file can be used as it is now.
 */
final class FollowedConfiguration implements AutoCloseable, MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(FollowedConfiguration.class);

  /** The part of the configuration that a server takes once. */
  private record TakenAtStart(
      Duration brokenAfter,
      String lease,
      @Nullable String secret,
      @Nullable String validating,
      @Nullable String mutating) {
    static TakenAtStart of(Configuration configuration) {
      Certificates certificates = configuration.certificates();
      Registration registration = configuration.registration();
      return new TakenAtStart(
          configuration.brokenAfter(),
          configuration.lease(),
          certificates == null ? null : certificates.secret(),
          registration == null ? null : registration.validating(),
          registration == null ? null : registration.mutating());
    }
  }

  private final @Nullable ConfigurationFile file;
  private final TakenAtStart taken;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  // Of the configuration before the last change; for the thread that follows the file.
  private @Nullable Registration registration;

  private FollowedConfiguration(@Nullable ConfigurationFile file) {
    this.file = file;
    Configuration first = file == null ? Configuration.DEFAULT : file.current();
    this.taken = TakenAtStart.of(first);
    this.registration = first.registration();
  }

  /** Reads the file and follows it; null stands for the defaults. */
  static FollowedConfiguration open(@Nullable Path path) throws InvalidConfigurationException {
    FollowedConfiguration followed =
        new FollowedConfiguration(path == null ? null : ConfigurationFile.open(path));
    ConfigurationFile file = followed.file;
    if (file != null) {
      file.onChange(followed::changed);
      Thread.ofVirtual().name("configuration").start(() -> followed.follow(file));
    }
    return followed;
  }

  private void follow(ConfigurationFile followed) {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        try {
          followed.poll();
        } catch (RuntimeException e) {
          log.error("the changed configuration could not be applied", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void changed(Configuration changed) {
    if (!TakenAtStart.of(changed).equals(taken)) {
      log.warn(
          "whether and under which names to register, the names of the Secret and the Lease, and"
              + " freshness.brokenAfter are taken at the start: restart the server for them to"
              + " count");
    }
    Registration before = registration;
    registration = changed.registration();
    if (before != null && registration == null) {
      log.warn(
          "registration has been taken out of the configuration: the webhooks of"
              + " ValidatingWebhookConfiguration {} and MutatingWebhookConfiguration {} stay as"
              + " they are, nobody keeps them right any more, and the API server goes on calling"
              + " them; 'haetae doctor --break-glass' says how to take them out",
          before.validating(),
          before.mutating());
    }
    listeners.forEach(Runnable::run);
  }

  Configuration current() {
    return file == null ? Configuration.DEFAULT : file.current();
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("haetae.configuration.valid", this, FollowedConfiguration::valid)
        .description("0 while the configuration file cannot be used and the last good one holds.")
        .register(registry);
  }

  private double valid() {
    return file == null || file.problems().isEmpty() ? 1 : 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
