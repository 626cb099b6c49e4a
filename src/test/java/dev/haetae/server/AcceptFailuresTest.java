package dev.haetae.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A port that can take no connection waits, and says why once a minute. */
class AcceptFailuresTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(AcceptFailures.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now;
  private final AcceptFailures failures = new AcceptFailures(registry, () -> now);
  private final EmbeddedChannel listener = new EmbeddedChannel(failures.handler());

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    listener.freezeTime();
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    var _ = listener.finishAndReleaseAll();
  }

  private void fail(EmbeddedChannel at) {
    at.pipeline().fireExceptionCaught(new IOException("Too many open files"));
  }

  @Test
  void itWaitsBeforeItTriesAgain() {
    fail(listener);
    assertThat(listener.config().isAutoRead()).isFalse();
    listener.advanceTimeBy(999, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(listener.config().isAutoRead()).isFalse();
    listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(listener.config().isAutoRead()).isTrue();
  }

  @Test
  void itSaysWhyOnceAMinuteForAllPorts() {
    EmbeddedChannel management = new EmbeddedChannel(failures.handler());
    for (int i = 0; i < 100; i++) {
      fail(i % 2 == 0 ? listener : management);
    }
    now = TimeUnit.MINUTES.toNanos(1);
    fail(listener);

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "no connection can be taken: too many files are open (ulimit -n says how many may be);"
                + " those that are open are served (0 more tries since the last such line)",
            "no connection can be taken: too many files are open (ulimit -n says how many may be);"
                + " those that are open are served (99 more tries since the last such line)");
    assertThat(lines.list)
        .allMatch(line -> line.getThrowableProxy() == null)
        .allMatch(line -> line.getLevel() == Level.WARN);
    assertThat(registry.counter("haetae.accept.failures").count()).isEqualTo(101);
    var _ = management.finishAndReleaseAll();
  }

  @Test
  void whatIsNoFaultOfTheSystemIsPassedOn() {
    listener.pipeline().fireExceptionCaught(new IllegalStateException("ours"));
    assertThat(lines.list).isEmpty();
    assertThat(listener.config().isAutoRead()).isTrue();
    assertThat(catchThrowable(listener::checkException)).hasMessage("ours");
  }
}
