package dev.haetae.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line a minute of each kind, with nothing of what strangers send. */
final class StrangersLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(StrangersLog.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private long now = Long.MAX_VALUE - 5;
  private final StrangersLog log = new StrangersLog(() -> now, registry);

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void saysOneOfAKindAMinute() {
    for (int i = 0; i < 1000; i++) {
      log.say(StrangersLog.Kind.HANDSHAKE, "/10.0.0.1:" + i, "no TLS");
      log.say(StrangersLog.Kind.REQUEST, "/10.0.0.2:" + i, "too slow");
    }
    now += TimeUnit.SECONDS.toNanos(61);
    log.say(StrangersLog.Kind.HANDSHAKE, "/10.0.0.3:1", "no TLS");
    now += TimeUnit.SECONDS.toNanos(61);
    log.say(StrangersLog.Kind.HANDSHAKE, "/10.0.0.4:1", "no TLS");

    assertThat(lines())
        .containsExactly(
            "/10.0.0.1:0: no TLS",
            "/10.0.0.2:0: too slow",
            "/10.0.0.3:1: no TLS (999 more like it since the last such line)",
            "/10.0.0.4:1: no TLS");
    assertThat(
            registry.get("haetae.connection.failures").tag("kind", "handshake").counter().count())
        .isEqualTo(1002);
  }

  @Test
  void handshakesFailInWords() {
    assertThat(StrangersLog.handshake(new NotSslRecordException("not an SSL/TLS record: 0a0b")))
        .isEqualTo("no TLS handshake: the client does not speak TLS");
    assertThat(
            StrangersLog.handshake(
                new SSLHandshakeException("(certificate_required) Empty client certificate chain")))
        .isEqualTo("no TLS handshake: the client shows no certificate");
    assertThat(
            StrangersLog.handshake(
                new IOException(
                    new SSLHandshakeException(
                        "(certificate_unknown) PKIX path validation failed"))))
        .isEqualTo(
            "no TLS handshake: the client's certificate is not one of those that are let in");
    assertThat(
            StrangersLog.handshake(
                new SSLHandshakeException("(unknown_ca) Received fatal alert: unknown_ca")))
        .isEqualTo("no TLS handshake: the client refuses the server (unknown_ca)");
    assertThat(
            StrangersLog.handshake(
                new SSLHandshakeException("(protocol_version) Client requested protocol TLSv1")))
        .isEqualTo("no TLS handshake: the client speaks no version of TLS that is served");
    assertThat(StrangersLog.handshake(new IllegalStateException("what\nthey sent")))
        .isEqualTo("no TLS handshake: IllegalStateException");
  }
}
