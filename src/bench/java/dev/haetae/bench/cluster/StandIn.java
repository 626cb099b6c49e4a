package dev.haetae.bench.cluster;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.InetSocketAddress;

/**
 * Stands in for a large cluster's API server: over TLS and HTTP/2, as a real one speaks, it serves
 * a population that only exists as it is asked for, and lets it live. What it says at a moment is
 * what a real one would say; it validates and stores nothing.
 *
 * <p>{@code StandIn CERTIFICATE KEY PODS NODES CLAIMS POLICIES IN_CEL} takes a free port and says
 * which; {@link Requests} has what it may be told from then on.
 */
public final class StandIn {
  private StandIn() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    SslContext tls =
        SslContextBuilder.forServer(new File(arguments[0]), new File(arguments[1]))
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1))
            .build();
    int[] counts = new int[5];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Integer.parseInt(arguments[i + 2]);
    }
    Population population = new Population(counts[0], counts[1], counts[2], counts[3], counts[4]);
    population.warmUp();
    Life life = new Life(population, counts[1]);
    life.start();
    Channel server =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                initializer(channel -> {
                  channel
                      .pipeline()
                      .addLast(tls.newHandler(channel.alloc()))
                      .addLast(new Negotiated(population, life));
                }))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    System.out.println("listening on https://127.0.0.1:" + port);
    server.closeFuture().sync();
  }

  private interface Setup {
    void of(Channel channel);
  }

  private static ChannelHandler initializer(Setup setup) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        setup.of(channel);
      }
    };
  }

  private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
    private final Population population;
    private final Life life;

    Negotiated(Population population, Life life) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.population = population;
      this.life = life;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        context
            .pipeline()
            .addLast(Http2FrameCodecBuilder.forServer().build())
            .addLast(
                new Http2MultiplexHandler(
                    initializer(stream ->
                        stream
                            .pipeline()
                            .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                            .addLast(new Requests(population, life)))));
      } else {
        context.pipeline().addLast(new HttpServerCodec()).addLast(new Requests(population, life));
      }
    }
  }
}
