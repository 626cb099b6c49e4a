package dev.haetae.server.connection;

import io.micronaut.http.server.netty.handler.Http2ServerHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection of HTTP/2, whose client is told of the end before it comes: to send no further
 * requests here. What crosses that on its way is served (RFC 9113, 6.8).
 */
final class Http2GuardedConnection extends GuardedConnection {
  private static final long LINGER_MILLIS = 500;
  private static final long LAST_PING = 0x6861_6574_6165L;
  // The greatest there is: nothing that is on its way is beyond it.
  private static final int NO_LAST_STREAM = Integer.MAX_VALUE;

  private final Channel channel;
  private final Http2ServerHandler.ConnectionHandler handler;
  private final Http2Streams streams;
  private volatile boolean endHeard;
  private final Runnable heard;

  /**
   * A connection.
   *
   * @param largest the most bytes that a body may have
   * @param heard done when the client has heard of the end
   */
  Http2GuardedConnection(
      Channel channel,
      Http2ServerHandler.ConnectionHandler handler,
      BodyBudget.Share share,
      int largest,
      Duration requestTimeout,
      StrangersLog strangers,
      DirectReviews reviews,
      Runnable heard) {
    super(requestTimeout);
    this.channel = channel;
    this.handler = handler;
    this.heard = heard;
    this.streams =
        new Http2Streams(
            handler,
            handler.decoder().frameListener(),
            channel.pipeline().context(handler),
            share,
            largest,
            strangers,
            this,
            reviews);
    handler.decoder().frameListener(new Listener(streams));
    handler.connection().addListener(new Closing());
  }

  @Override
  void tick(ChannelHandlerContext context) {
    streams.tick();
  }

  @Override
  void end() {
    channel
        .eventLoop()
        .execute(() -> {
          ChannelHandlerContext context = channel.pipeline().context(handler);
          if (context == null) {
            return;
          }
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
  }

  @Override
  boolean mayBeLeft() {
    return endHeard;
  }

  @Override
  boolean isBusy() {
    return handler.connection().numActiveStreams() > 0;
  }

  private final class Listener extends Http2FrameListenerDecorator {
    Listener(Http2Streams streams) {
      super(streams);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long content) throws Http2Exception {
      if (content == LAST_PING) {
        endHeard = true;
        heard.run();
      }
      super.onPingAckRead(context, content);
    }
  }

  private final class Closing extends Http2ConnectionAdapter {
    @Override
    public void onGoAwaySent(int lastStream, long error, ByteBuf reason) {
      if (lastStream == NO_LAST_STREAM) {
        return;
      }
      // Clients close what they have been told to leave, but not all do when their last stream is
      // answered. Netty closes when no stream is left.
      Runnable close =
          () -> {
            var _ = channel.close();
          };
      var _ = channel.eventLoop().schedule(close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
