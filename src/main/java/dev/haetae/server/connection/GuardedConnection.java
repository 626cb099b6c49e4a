package dev.haetae.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose requests do not take for ever: a client that sends a byte now and then is
 * never idle, and would hold its connection and its buffers.
 *
 * <p>It stands before the codec and has one timer. A request that was unfinished at one tick and
 * still is at the next has had its time; nothing is scheduled for a request that is sent at once.
 */
abstract class GuardedConnection extends ChannelInboundHandlerAdapter {
  /** The sentence for a request that has taken too long. */
  static final String TOO_SLOW = "the request was not sent to its end in time";

  /** The sentence for a request for which there is no room. */
  static final String NO_ROOM =
      "the server holds as many bytes of unanswered requests as it may; try again";

  private final Duration requestTimeout;
  private volatile long lastUse = System.nanoTime();
  private @Nullable Future<?> ticks;

  GuardedConnection(Duration requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  /** Says that a request has come to its end. */
  final void used() {
    lastUse = System.nanoTime();
  }

  /** The time at which a request last came to its end, or the connection began; any thread. */
  final long lastUse() {
    return lastUse;
  }

  /** Returns whether a request waits for its answer; any thread, a moment late. */
  abstract boolean isBusy();

  /** The sentence for a request that is none. */
  static final String UNREADABLE = "this is no request that the server can read";

  static String tooLarge(int limit) {
    return "the body is larger than the limit of " + limit + " bytes";
  }

  /** Looks for requests that have had their time. */
  abstract void tick(ChannelHandlerContext context);

  /** Tells the client to send nothing further here, and lets what is under way end; any thread. */
  abstract void end();

  /** Returns whether the end of the listener need not wait for this connection; any thread. */
  abstract boolean mayBeLeft();

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ticks =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> tick(context),
                requestTimeout.toMillis(),
                requestTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
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
}
