package dev.haetae.bench.cluster;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One watch: writes the changes of a collection as they come and as fast as they are taken. For the
 * thread of its channel.
 */
final class Watching {
  private static final long TICK_MILLIS = 10;
  private static final long BOOKMARK_NANOS = 10_000_000_000L;

  private final ChannelHandlerContext context;
  private final Collection collection;
  private final long end;
  private long next;
  private long bookmark = System.nanoTime() + BOOKMARK_NANOS;

  /** A watch of what changes after so many changes, for so many seconds. */
  Watching(ChannelHandlerContext context, Collection collection, long after, long seconds) {
    this.context = context;
    this.collection = collection;
    this.next = after;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Writes what there is, and comes back for what is still to come. */
  void run() {
    if (!context.channel().isActive()) {
      return;
    }
    long now = System.nanoTime();
    if (collection.hasForgotten(next)) {
      write(
          "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\","
              + "\"status\":\"Failure\",\"message\":\"too old resource version\","
              + "\"reason\":\"Expired\",\"code\":410}}\n");
      finish();
      return;
    }
    if (now > end) {
      finish();
      return;
    }
    boolean written = false;
    while (context.channel().isWritable()) {
      @Nullable String event = collection.event(next);
      if (event == null) {
        break;
      }
      write(event);
      written = true;
      next++;
    }
    if (now > bookmark) {
      bookmark = now + BOOKMARK_NANOS;
      written = true;
      write(
          "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\""
              + collection.version()
              + "\"}}}\n");
    }
    if (written) {
      context.flush();
    }
    var _ = context.executor().schedule(this::run, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void write(String line) {
    var _ = context.write(new DefaultHttpContent(ByteBufUtil.writeUtf8(context.alloc(), line)));
  }

  private void finish() {
    var _ = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }
}
