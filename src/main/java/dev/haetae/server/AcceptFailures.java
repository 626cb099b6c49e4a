package dev.haetae.server;

import dev.haetae.file.FileFault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The care for connections that a port cannot take, such as when too many files are open: it waits
 * a second before it tries again, so that the clients that wait for it cost nothing, and says once
 * a minute why. {@code haetae_accept_failures_total} counts the tries. Connections that are open
 * are served meanwhile.
 */
@Singleton
final class AcceptFailures implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);
  private static final long SAYING_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_MILLIS = 1000;

  private final Counter failures;
  private final LongSupplier nanoseconds;
  private boolean said;
  private long saidAt;
  private long leftOut;

  @Inject
  AcceptFailures(MeterRegistry registry) {
    this(registry, System::nanoTime);
  }

  AcceptFailures(MeterRegistry registry, LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
    this.failures =
        Counter.builder("haetae.accept.failures")
            .description("Tries to take a connection that failed, such as for want of open files.")
            .register(registry);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event
        .getBean()
        .register(
            new NettyServerCustomizer() {
              @Override
              public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                if (role == ChannelRole.LISTENER) {
                  channel.pipeline().addLast("accept-failures", handler());
                }
                return this;
              }
            });
    return event.getBean();
  }

  ChannelHandler handler() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException fault) {
          pause(context.channel());
          say(FileFault.reason(fault));
        } else {
          context.fireExceptionCaught(cause);
        }
      }
    };
  }

  private static void pause(Channel listener) {
    var config = listener.config();
    if (config.isAutoRead()) {
      config.setAutoRead(false);
      var _ =
          listener
              .eventLoop()
              .schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void say(String reason) {
    failures.increment();
    long now = nanoseconds.getAsLong();
    if (said && now - saidAt < SAYING_NANOS) {
      leftOut++;
      return;
    }
    log.warn(
        "no connection can be taken: {}; those that are open are served ({} more tries since the"
            + " last such line)",
        reason,
        leftOut);
    said = true;
    saidAt = now;
    leftOut = 0;
  }
}
