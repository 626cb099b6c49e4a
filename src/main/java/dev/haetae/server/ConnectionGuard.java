package dev.haetae.server;

import dev.haetae.admission.StatusBody;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose requests never end: a client that sends a byte now and then is never idle,
 * and holds its connection and its buffers for ever.
 *
 * <p>Each connection has one timer. A request that was unfinished at one tick and still is at the
 * next has had its time; nothing is scheduled or allocated for a request that is sent at once.
 */
@Singleton
final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final Duration period;
  private final Set<Http2Guard> http2Connections = ConcurrentHashMap.newKeySet();

  ConnectionGuard(ServerOptions options) {
    this.period = options.requestTimeout();
  }

  /**
   * Tells the HTTP/2 clients to send no further requests here, and serves those that are on their
   * way (RFC 9113, 6.8: without this a request that crosses the last word of the server is lost).
   *
   * @return done when every client has heard it
   */
  CompletableFuture<Void> announceEnd() {
    return CompletableFuture.allOf(
        http2Connections.stream().map(Http2Guard::announceEnd).toArray(CompletableFuture[]::new));
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(period, http2Connections, null));
    return event.getBean();
  }

  private record Customizer(
      Duration period, Set<Http2Guard> http2Connections, @Nullable Channel channel)
      implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return role == ChannelRole.CONNECTION
          ? new Customizer(period, http2Connections, newChannel)
          : this;
    }

    @Override
    public void onInitialPipelineBuilt() {
      if (channel == null) {
        return;
      }
      ChannelPipeline pipeline = channel.pipeline();
      String http1 = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
      String http2 = ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION;
      if (pipeline.get(http1) != null) {
        Http1Guard guard = new Http1Guard(period);
        pipeline.addBefore(http1, "guard", guard);
        pipeline.addAfter(http1, "guard-end", guard.end());
      } else if (pipeline.get(http2) instanceof Http2ConnectionHandler handler) {
        pipeline.addBefore(http2, "guard", new Http2Guard(period, handler, http2Connections));
      }
    }
  }

  /** Ticks once a period for as long as the connection lives, and closes it when it is idle. */
  private abstract static class Guard extends ChannelInboundHandlerAdapter {
    private final Duration period;
    private @Nullable Future<?> ticks;

    Guard(Duration period) {
      this.period = period;
    }

    abstract void tick(ChannelHandlerContext context);

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      ticks =
          context
              .executor()
              .scheduleAtFixedRate(
                  () -> tick(context), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      if (ticks != null) {
        ticks.cancel(false);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof IdleStateEvent) {
        var _ = context.close();
      } else {
        context.fireUserEventTriggered(event);
      }
    }

    // A client that goes away in the middle is its own affair, and no line of our log.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof IOException) {
        var _ = context.close();
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }

  private static final class Http1Guard extends Guard {
    private static final byte[] BODY =
        StatusBody.failure(408, "the request was not sent to its end in time");
    private static final byte[] HEAD =
        ("HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.length
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private boolean unfinished;
    private boolean overdue;

    Http1Guard(Duration period) {
      super(period);
    }

    /** What stands behind the codec and sees the ends of requests. */
    ChannelHandler end() {
      return new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
          if (message instanceof LastHttpContent) {
            unfinished = false;
            overdue = false;
          } else if (message instanceof HttpRequest) {
            // It may have come in one packet with the end of the one before.
            unfinished = true;
          }
          context.fireChannelRead(message);
        }
      };
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      unfinished = true;
      context.fireChannelRead(message);
    }

    @Override
    void tick(ChannelHandlerContext context) {
      if (unfinished && overdue) {
        var _ =
            context
                .writeAndFlush(Unpooled.wrappedBuffer(HEAD, BODY))
                .addListener(ChannelFutureListener.CLOSE);
      }
      overdue = unfinished;
    }
  }

  private static final class Http2Guard extends Guard {
    private static final long LINGER_MILLIS = 500;
    private static final long LAST_PING = 0x6861_6574_6165L;
    // The greatest there is: nothing that is on its way is beyond it.
    private static final int NO_LAST_STREAM = Integer.MAX_VALUE;

    private final Http2ConnectionHandler handler;
    private final Http2Connection connection;
    private final Set<Http2Guard> connections;
    private final CompletableFuture<Void> endHeard = new CompletableFuture<>();
    private volatile @Nullable ChannelHandlerContext context;
    private int lastAtTick = -1;

    Http2Guard(Duration period, Http2ConnectionHandler handler, Set<Http2Guard> connections) {
      super(period);
      this.handler = handler;
      this.connection = handler.connection();
      this.connections = connections;
    }

    CompletableFuture<Void> announceEnd() {
      ChannelHandlerContext context = this.context;
      if (context == null) {
        return endHeard;
      }
      context
          .executor()
          .execute(() -> {
            var _ =
                handler.goAway(
                    context,
                    NO_LAST_STREAM,
                    Http2Error.NO_ERROR.code(),
                    Unpooled.EMPTY_BUFFER,
                    context.newPromise());
            // What comes before its answer was sent before the client knew.
            var _ = handler.encoder().writePing(context, false, LAST_PING, context.newPromise());
            context.flush();
          });
      return endHeard;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      super.handlerRemoved(context);
      connections.remove(this);
      endHeard.complete(null);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      super.handlerAdded(context);
      this.context = context.pipeline().context(handler);
      connections.add(this);
      handler
          .decoder()
          .frameListener(
              new Http2FrameListenerDecorator(handler.decoder().frameListener()) {
                @Override
                public void onPingAckRead(ChannelHandlerContext pinged, long content)
                    throws Http2Exception {
                  if (content == LAST_PING) {
                    endHeard.complete(null);
                  }
                  super.onPingAckRead(pinged, content);
                }
              });
      connection.addListener(
          new Http2ConnectionAdapter() {
            @Override
            public void onGoAwaySent(int lastStream, long error, ByteBuf reason) {
              if (lastStream == NO_LAST_STREAM) {
                return;
              }
              // Clients close what they have been told to leave, but not all do when their last
              // stream is answered. Netty closes when no stream is left.
              Runnable close =
                  () -> {
                    var _ = context.channel().close();
                  };
              var _ = context.executor().schedule(close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
          });
    }

    @Override
    void tick(ChannelHandlerContext context) {
      boolean overdue = lastAtTick >= 0 && connection.numActiveStreams() > 0 && hasUnfinished();
      lastAtTick = connection.remote().lastStreamCreated();
      if (overdue) {
        var _ = context.close();
      }
    }

    private boolean hasUnfinished() {
      try {
        // Open both ways: the client has not said that its request is at its end.
        return connection.forEachActiveStream(
                stream -> stream.id() > lastAtTick || stream.state() != Http2Stream.State.OPEN)
            != null;
      } catch (Http2Exception e) {
        return true;
      }
    }
  }
}
