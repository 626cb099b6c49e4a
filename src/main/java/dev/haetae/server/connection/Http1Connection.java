package dev.haetae.server.connection;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/1.1: collects each request, hands it over whole, and counts the answers.
 *
 * <p>A request that is refused is the last one: its answer comes after those of the requests before
 * it. All that happens, happens on the connection's event loop.
 */
final class Http1Connection extends GuardedConnection {
  // Longer than a round trip: until then a client may send what crosses the last word.
  static final long GRACE_MILLIS = 1000;
  // A client that is still sending would be told by its system that the connection is broken, and
  // lose an answer that it has not read yet (RFC 9112, 9.6).
  private static final long LINGER_MILLIS = 1000;

  private final BodyBudget.Share share;
  private final int largest;
  private final StrangersLog strangers;
  private final @Nullable DirectReviews reviews;
  private final Channel channel;
  private final Deque<ReceivedRequest> unanswered = new ArrayDeque<>(2);
  private final Exchanges exchanges = new Exchanges();

  private @Nullable HttpRequest head;
  private @Nullable IncomingBody body;
  private @Nullable FullHttpResponse refusal;
  private int begunRequests;
  private volatile boolean busy;
  private boolean ending;
  private boolean closing;
  private boolean unfinished;
  private boolean overdue;

  /**
   * A connection.
   *
   * @param largest the most bytes that a body may have
   * @param reviews null where there are none
   */
  Http1Connection(
      Channel channel,
      BodyBudget.Share share,
      int largest,
      Duration requestTimeout,
      StrangersLog strangers,
      @Nullable DirectReviews reviews) {
    super(requestTimeout);
    this.channel = channel;
    this.share = share;
    this.largest = largest;
    this.strangers = strangers;
    this.reviews = reviews;
  }

  ChannelHandler exchanges() {
    return exchanges;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    unfinished = true;
    context.fireChannelRead(message);
  }

  @Override
  void tick(ChannelHandlerContext context) {
    if (unfinished && overdue) {
      if (closing) {
        var _ = channel.close();
      } else {
        share.budget().countTooSlow();
        refuse(408, TOO_SLOW);
      }
    }
    overdue = unfinished;
  }

  @Override
  void end() {
    channel
        .eventLoop()
        .execute(() -> {
          ending = true;
          Runnable closeWhenIdle =
              () -> {
                if (unanswered.isEmpty() && !unfinished) {
                  closing = true;
                  var _ = channel.close();
                }
              };
          var _ = channel.eventLoop().schedule(closeWhenIdle, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        });
  }

  @Override
  boolean mayBeLeft() {
    return false;
  }

  @Override
  boolean isBusy() {
    return busy;
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      if (request.decoderResult().cause() instanceof TooLongFrameException) {
        refuse(431, "the request line or the headers are too large");
      } else {
        refuse(400, UNREADABLE);
      }
      return;
    }
    long expected = HttpUtil.getContentLength(request, -1L);
    if (expected > largest) {
      refuse(413, tooLarge(largest));
      return;
    }
    int number = ++begunRequests;
    IncomingBody begun =
        IncomingBody.open(
            share, largest, expected, () -> channel.eventLoop().execute(() -> makeRoom(number)));
    if (begun == null) {
      refuse(503, NO_ROOM);
      return;
    }
    head = request;
    body = begun;
    if (HttpUtil.is100ContinueExpected(request)) {
      request.headers().remove(HttpHeaderNames.EXPECT);
      var _ = context.writeAndFlush(Http1Answers.proceed());
    }
  }

  private void makeRoom(int number) {
    if (head != null && number == begunRequests) {
      share.budget().countTooSlow();
      refuse(408, TOO_SLOW);
    }
  }

  private void add(HttpContent content) {
    if (body == null) {
      return;
    }
    if (content.decoderResult().isFailure()) {
      refuse(400, UNREADABLE);
      return;
    }
    switch (body.add(content.content())) {
      case TAKEN -> {}
      case NO_ROOM -> refuse(503, NO_ROOM);
      case TOO_LARGE -> refuse(413, tooLarge(largest));
    }
  }

  private void finish(ChannelHandlerContext context) {
    HttpRequest request = head;
    IncomingBody collected = body;
    if (request == null || collected == null) {
      return;
    }
    head = null;
    body = null;
    used();
    // Not ahead of others, which the framework has; and it reads on when answers are taken.
    boolean isNext = unanswered.isEmpty() && channel.isWritable();
    Endpoint endpoint = reviews == null || !isNext ? null : DirectReviews.endpoint(request);
    Answer answer =
        reviews == null || endpoint == null ? null : reviews.answer(endpoint, collected);
    if (reviews != null && answer != null) {
      exchanges.write(context, Http1Answers.of(answer, reviews.date()));
      return;
    }
    ReceivedRequest received = new ReceivedRequest(request, collected.whole(), endpoint != null);
    unanswered.add(received);
    busy = true;
    context.fireChannelRead(received);
    received.handedOver();
  }

  private void refuse(int code, String sentence) {
    if (refusal != null || closing) {
      return;
    }
    forget();
    strangers.say(StrangersLog.Kind.REQUEST, channel.remoteAddress(), sentence);
    refusal = Http1Answers.refusal(code, sentence);
    writeRefusal();
  }

  private void writeRefusal() {
    FullHttpResponse answer = refusal;
    if (answer != null && unanswered.isEmpty() && !closing) {
      closing = true;
      var _ = exchanges.write(answer).addListener(_ -> linger());
    }
  }

  private void forget() {
    if (body != null) {
      body.discard();
    }
    head = null;
    body = null;
  }

  // Says that nothing more comes, and reads on for a while.
  private void linger() {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex) {
      var _ = duplex.shutdownOutput();
    }
    Runnable close =
        () -> {
          var _ = channel.close();
        };
    var _ = channel.eventLoop().schedule(close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private final class Exchanges extends ChannelDuplexHandler {
    private @Nullable ChannelHandlerContext context;
    private boolean closeAfterAnswer;
    private boolean flushPending;

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
      context = added;
    }

    ChannelFuture write(FullHttpResponse answer) {
      ChannelHandlerContext own = context;
      return own == null ? channel.newSucceededFuture() : own.writeAndFlush(answer);
    }

    void write(ChannelHandlerContext own, FullHttpResponse answer) {
      write(own, answer, own.voidPromise());
      flushPending = true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext own) {
      if (flushPending) {
        flushPending = false;
        own.flush();
      }
      own.fireChannelReadComplete();
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) {
      try {
        boolean last = message instanceof LastHttpContent;
        if (message instanceof HttpRequest request) {
          // It may have come in one packet with the end of the one before.
          unfinished = true;
          if (refusal == null && !closing) {
            begin(own, request);
          }
        }
        if (message instanceof HttpContent content) {
          add(content);
        }
        if (last) {
          unfinished = false;
          overdue = false;
          finish(own);
        }
      } finally {
        var _ = ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void write(ChannelHandlerContext own, Object message, ChannelPromise promise) {
      boolean last = message instanceof LastHttpContent;
      if (message instanceof HttpResponse response) {
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
          var _ = own.write(message, promise);
          return;
        }
        // What is still coming in, or waits to be refused, is answered later.
        closeAfterAnswer = ending && unanswered.size() <= 1 && head == null && refusal == null;
        if (closeAfterAnswer) {
          HttpUtil.setKeepAlive(response, false);
        }
      }
      if (!last) {
        var _ = own.write(message, promise);
        return;
      }
      var _ = unanswered.poll();
      busy = !unanswered.isEmpty();
      if (closeAfterAnswer) {
        closing = true;
        var _ = own.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
      } else {
        var _ = own.write(message, promise);
        writeRefusal();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) {
      leave();
      own.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext own) {
      leave();
    }

    private void leave() {
      forget();
      unanswered.forEach(ReceivedRequest::abandon);
      unanswered.clear();
      closing = true;
    }
  }
}
