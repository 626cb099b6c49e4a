package dev.haetae.server.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what strangers do on the port: a line a minute of each kind, which says how many like
 * it were left out. Nothing of what they send is in it, and no stack trace.
 *
 * <p>{@code haetae_connection_failures_total{kind}} counts all of them.
 */
final class StrangersLog {
  private static final Logger log = LoggerFactory.getLogger(StrangersLog.class);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  // RFC 8446, 6.2, as Java names them in what it throws.
  private static final Pattern THEIRS = Pattern.compile("Received fatal alert: ([a-z_]{1,40})");
  private static final Pattern OURS = Pattern.compile("^\\(([a-z_]{1,40})\\)");

  /** A kind of thing that can go wrong with a connection. */
  enum Kind {
    /** No TLS has come about. */
    HANDSHAKE,
    /** A request was refused before it was judged. */
    REQUEST,
    /** A connection has broken off in a way that is no client's habit. */
    BROKEN,
    /** A connection was closed because there were too many. */
    CROWD
  }

  private static final class State {
    private final Counter counter;
    private boolean said;
    private long saidAt;
    private long leftOut;

    State(Counter counter) {
      this.counter = counter;
    }
  }

  private final LongSupplier nanoseconds;
  private final Map<Kind, State> states = new EnumMap<>(Kind.class);

  StrangersLog(LongSupplier nanoseconds, MeterRegistry registry) {
    this.nanoseconds = nanoseconds;
    for (Kind kind : Kind.values()) {
      states.put(
          kind,
          new State(
              Counter.builder("haetae.connection.failures")
                  .description(
                      "Handshakes that failed, requests refused unread, broken connections.")
                  .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                  .register(registry)));
    }
  }

  /**
   * Says what has happened, unless it has said so of another within a minute.
   *
   * @param address of the client, as Java prints it
   * @param sentence without a full stop
   */
  void say(Kind kind, Object address, String sentence) {
    State state = states.get(kind);
    if (state == null) {
      return;
    }
    state.counter.increment();
    long leftOut;
    synchronized (state) {
      long now = nanoseconds.getAsLong();
      if (state.said && now - state.saidAt < INTERVAL_NANOS) {
        state.leftOut++;
        return;
      }
      state.said = true;
      state.saidAt = now;
      leftOut = state.leftOut;
      state.leftOut = 0;
    }
    if (leftOut == 0) {
      log.warn("{}: {}", address, sentence);
    } else {
      log.warn("{}: {} ({} more like it since the last such line)", address, sentence, leftOut);
    }
  }

  /** The words that say why no TLS has come about. */
  static String handshake(Throwable cause) {
    if (cause.getCause() instanceof SSLException inner && !(cause instanceof SSLException)) {
      return handshake(inner);
    }
    if (cause instanceof NotSslRecordException) {
      return "no TLS handshake: the client does not speak TLS";
    }
    if (cause instanceof SslHandshakeTimeoutException) {
      return "no TLS handshake: the client did not finish it in time";
    }
    String message = String.valueOf(cause.getMessage());
    Matcher theirs = THEIRS.matcher(message);
    if (theirs.find()) {
      return "no TLS handshake: the client refuses the server (" + theirs.group(1) + ")";
    }
    Matcher ours = OURS.matcher(message);
    return "no TLS handshake: "
        + (ours.find() ? ours(ours.group(1)) : cause.getClass().getSimpleName());
  }

  private static String ours(String alert) {
    return switch (alert) {
      case "certificate_required", "bad_certificate" -> "the client shows no certificate";
      case "certificate_unknown", "unknown_ca" ->
          "the client's certificate is not one of those that are let in";
      case "protocol_version" -> "the client speaks no version of TLS that is served";
      default -> alert;
    };
  }
}
