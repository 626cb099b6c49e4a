package dev.haetae.server.connection;

import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.handler.Http2ServerHandler;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The connections of the server: guards each from its beginning, and ends them without a loss. */
@Singleton
public final class Connections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  // Far longer than a round trip within a cluster.
  private static final long QUIET_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Http1Connection.GRACE_MILLIS);

  private final ConnectionSettings settings;
  private final BodyBudget budget;
  private final DirectMemory memory;
  private final ByteBufAllocator allocator;
  private final StrangersLog strangers;
  private final DirectReviews reviews;
  private final Set<Channel> listeners = ConcurrentHashMap.newKeySet();
  // When each was accepted, on the clock of nanoseconds.
  private final Map<Channel, Long> handshakes = new ConcurrentHashMap<>();
  private final Map<GuardedConnection, Channel> guarded = new ConcurrentHashMap<>();
  private final Map<GuardedConnection, Channel> plain = new ConcurrentHashMap<>();
  private final Object changes = new Object();
  private volatile boolean ending;
  private volatile long lastAccepted;

  Connections(
      ConnectionSettings settings,
      BodyBudget budget,
      DirectMemory memory,
      ReviewLanes lanes,
      Readiness readiness,
      MeterRegistry registry) {
    this.settings = settings;
    this.budget = budget;
    this.memory = memory;
    this.allocator = memory.watched(ByteBufAllocator.DEFAULT);
    this.reviews = new DirectReviews(lanes, readiness);
    this.strangers = new StrangersLog(System::nanoTime, registry);
    Gauge.builder("haetae.connections", () -> handshakes.size() + guarded.size())
        .description("Connections to the port of the reviews.")
        .register(registry);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  /**
   * Ends the connections of a port. Their clients are told to send nothing further here, by the
   * last answer on each (HTTP/1.1) or at once (HTTP/2). What comes all the same is answered, on new
   * connections too, since whoever sends may not know yet that this server is going: the listener
   * is closed when nobody has come for a second, or half of the time is over.
   *
   * @param limit how long this may take
   */
  public void end(int port, Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    ending = true;
    guarded.keySet().forEach(GuardedConnection::end);
    handshakes.keySet().forEach(this::endUnlessNegotiated);
    await(start, limit.toNanos() / 2, () -> quietSince(start) >= QUIET_NANOS && areLeft());
    for (Channel listener : listeners) {
      if (listener.localAddress() instanceof InetSocketAddress address
          && address.getPort() == port) {
        listener.eventLoop().execute(() -> close(listener));
        var _ = listener.closeFuture().await(limit.toMillis());
      }
    }
    long closed = System.nanoTime();
    // The last to be accepted may be on its way from one thread to another.
    await(start, limit.toNanos(), () -> System.nanoTime() - closed >= QUIET_NANOS / 8 && areLeft());
  }

  // Those who wait to be accepted are connected already, and would be lost.
  private static void close(Channel listener) {
    if (listener.unsafe() instanceof AbstractNioChannel.NioUnsafe accepting
        && listener.config().getRecvByteBufAllocator()
            instanceof MaxMessagesRecvByteBufAllocator most) {
      var _ = most.maxMessagesPerRead(Integer.MAX_VALUE);
      accepting.read();
    }
    var _ = listener.close();
  }

  private long quietSince(long start) {
    long now = System.nanoTime();
    return Math.min(now - start, now - lastAccepted);
  }

  private boolean areLeft() {
    return handshakes.isEmpty() && guarded.keySet().stream().allMatch(GuardedConnection::mayBeLeft);
  }

  private void await(long start, long nanoseconds, BooleanSupplier condition)
      throws InterruptedException {
    synchronized (changes) {
      long rest = start + nanoseconds - System.nanoTime();
      while (rest > 0 && !condition.getAsBoolean()) {
        // What passes without a change is time: that it has been quiet for so long.
        TimeUnit.NANOSECONDS.timedWait(changes, Math.min(rest, QUIET_NANOS / 8));
        rest = start + nanoseconds - System.nanoTime();
      }
    }
  }

  private void changed() {
    synchronized (changes) {
      changes.notifyAll();
    }
  }

  private void accepted(Channel channel) {
    lastAccepted = System.nanoTime();
    if (handshakes.size() + guarded.size() + plain.size() >= settings.mostConnections()) {
      makeRoom();
    }
    handshakes.put(channel, lastAccepted);
    var _ = channel.closeFuture().addListener(_ -> negotiated(channel));
    if (ending) {
      endUnlessNegotiated(channel);
      changed();
    }
  }

  // Closes the one that has been of no use for longest: an API server uses its own all the time.
  private void makeRoom() {
    Channel idlest = null;
    GuardedConnection idlestGuarded = null;
    long idleSince = 0;
    for (Map.Entry<Channel, Long> handshake : handshakes.entrySet()) {
      if (idlest == null || handshake.getValue() - idleSince < 0) {
        idlest = handshake.getKey();
        idleSince = handshake.getValue();
      }
    }
    for (Map<GuardedConnection, Channel> connections : List.of(guarded, plain)) {
      for (Map.Entry<GuardedConnection, Channel> one : connections.entrySet()) {
        GuardedConnection connection = one.getKey();
        if (!connection.isBusy() && (idlest == null || connection.lastUse() - idleSince < 0)) {
          idlest = one.getValue();
          idlestGuarded = connection;
          idleSince = connection.lastUse();
        }
      }
    }
    if (idlest != null) {
      // At once: it is closed by another thread, and the next to come is to find another one.
      handshakes.remove(idlest);
      if (idlestGuarded != null) {
        guarded.remove(idlestGuarded);
        plain.remove(idlestGuarded);
      }
      var _ = idlest.close();
      strangers.say(
          StrangersLog.Kind.CROWD,
          idlest.remoteAddress(),
          "closed, since there are more than "
              + settings.mostConnections()
              + " connections and this one has been idle for longest");
    }
  }

  private void endUnlessNegotiated(Channel channel) {
    Runnable close =
        () -> {
          if (handshakes.containsKey(channel)) {
            var _ = channel.close();
          }
        };
    var _ =
        channel
            .eventLoop()
            .schedule(close, 2 * Http1Connection.GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void negotiated(Channel channel) {
    if (handshakes.remove(channel) != null && ending) {
      changed();
    }
  }

  private void guard(Channel channel, GuardedConnection connection) {
    guarded.put(connection, channel);
    var _ =
        channel
            .closeFuture()
            .addListener(_ -> {
              guarded.remove(connection);
              if (ending) {
                changed();
              }
            });
    // It is either seen by who began the end, or sees that it has begun.
    if (ending) {
      connection.end();
    }
  }

  private final class Customizer implements NettyServerCustomizer {
    private final @Nullable Channel channel;
    private @Nullable Http1Connection management;

    Customizer(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      if (role == ChannelRole.CONNECTION) {
        var _ = newChannel.config().setAllocator(allocator);
        newChannel
            .pipeline()
            .addLast("handshake", new ConnectionFailures.Handshake(strangers, memory));
        accepted(newChannel);
        return new Customizer(newChannel);
      }
      if (role == ChannelRole.LISTENER) {
        listeners.add(newChannel);
      }
      return this;
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
        Http1Connection connection =
            new Http1Connection(
                channel,
                budget.share(),
                settings.largestBody(),
                settings.requestTimeout(),
                strangers,
                reviews);
        pipeline.addBefore(http1, "guard", connection);
        pipeline.addAfter(http1, "exchanges", connection.exchanges());
        pipeline.addAfter(http1, "failures", new ConnectionFailures(strangers, memory));
        guard(channel, connection);
      } else if (pipeline.get(http2) instanceof Http2ServerHandler.ConnectionHandler handler) {
        Http2GuardedConnection connection =
            new Http2GuardedConnection(
                channel,
                handler,
                budget.share(),
                settings.largestBody(),
                settings.requestTimeout(),
                strangers,
                reviews,
                Connections.this::changed);
        pipeline.addBefore(http2, "guard", connection);
        pipeline.addAfter(http2, "failures", new ConnectionFailures(strangers, memory));
        guard(channel, connection);
      } else {
        management = plain(channel, pipeline);
      }
      negotiated(channel);
    }

    // Plain HTTP/2 would come past what guards HTTP/1.1, and nobody needs it.
    private Http1Connection plain(Channel own, ChannelPipeline pipeline) {
      Http1Connection connection =
          new Http1Connection(
              own,
              budget.share(),
              ConnectionSettings.LARGEST_PLAIN_BODY,
              settings.requestTimeout(),
              strangers,
              null);
      pipeline.addFirst("guard", connection);
      pipeline.remove(CleartextHttp2ServerUpgradeHandler.class);
      pipeline.addBefore(
          pipeline.context(HttpServerUpgradeHandler.class).name(), "no-upgrade", new NoUpgrade());
      plain.put(connection, own);
      var _ = own.closeFuture().addListener(_ -> plain.remove(connection));
      return connection;
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel != null && management != null) {
        ChannelPipeline pipeline = channel.pipeline();
        String codec = pipeline.context(HttpServerCodec.class).name();
        pipeline.addAfter(codec, "exchanges", management.exchanges());
        pipeline.addAfter(codec, "failures", new ConnectionFailures(strangers, memory));
      }
    }
  }

  private static final class NoUpgrade extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof io.netty.handler.codec.http.HttpRequest request) {
        request.headers().remove(HttpHeaderNames.UPGRADE);
      }
      context.fireChannelRead(message);
    }
  }
}
