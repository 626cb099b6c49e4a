package dev.haetae.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** Ends a connection that fails. A client that goes away is its own affair, and no line of ours. */
class ConnectionFailures extends ChannelInboundHandlerAdapter {
  private final StrangersLog strangers;
  private final DirectMemory memory;

  ConnectionFailures(StrangersLog strangers, DirectMemory memory) {
    this.strangers = strangers;
    this.memory = memory;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      memory.ranOut();
    } else if (cause instanceof SSLException
        || cause.getCause() instanceof SSLException
        || !(cause instanceof IOException)) {
      tell(strangers, context.channel().remoteAddress(), cause);
    }
    var _ = context.close();
  }

  void tell(StrangersLog log, Object address, Throwable cause) {
    String sentence = "the connection has failed: " + cause.getClass().getSimpleName();
    log.say(StrangersLog.Kind.BROKEN, address, sentence);
  }

  /** Steps in between TLS and what would log each of its failures, once both are there. */
  static final class Handshake extends ChannelInboundHandlerAdapter {
    private final HandshakeFailures failures;

    Handshake(StrangersLog strangers, DirectMemory memory) {
      this.failures = new HandshakeFailures(strangers, memory);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      ChannelHandlerContext tls = pipeline.context(SslHandler.class);
      if (tls != null) {
        pipeline.addAfter(tls.name(), "handshake-failures", failures);
      }
      context.fireChannelActive();
      pipeline.remove(this);
    }
  }

  private static final class HandshakeFailures extends ConnectionFailures {
    HandshakeFailures(StrangersLog strangers, DirectMemory memory) {
      super(strangers, memory);
    }

    @Override
    void tell(StrangersLog log, Object address, Throwable cause) {
      log.say(StrangersLog.Kind.HANDSHAKE, address, StrangersLog.handshake(cause));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.fireUserEventTriggered(event);
      if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
        context.pipeline().remove(this);
      }
    }
  }
}
