package dev.haetae.server.connection;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import io.micronaut.http.server.netty.handler.Http2ServerHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an HTTP/2 connection: collects the request of each, hands it over whole, and
 * refuses those that are too large, too slow, or for which there is no room. Other streams are not
 * touched by that. All that happens, happens on the connection's event loop.
 */
final class Http2Streams extends Http2FrameListenerDecorator {
  private final Http2ServerHandler.ConnectionHandler handler;
  private final ChannelHandlerContext context;
  private final Http2Connection connection;
  private final Http2Connection.PropertyKey key;
  private final Http2Window window;
  private final BodyBudget.Share share;
  private final int largest;
  private final StrangersLog strangers;
  private final GuardedConnection guarded;
  private final DirectReviews reviews;
  private final Http2Answers answers;
  private final Set<Incoming> unfinished = new LinkedHashSet<>();
  private final Set<Incoming> untaken = new LinkedHashSet<>();

  /**
   * Streams.
   *
   * @param context that of {@code handler}
   * @param largest the most bytes that a body may have
   * @param guarded is told of requests that come to their ends
   */
  Http2Streams(
      Http2ServerHandler.ConnectionHandler handler,
      Http2FrameListener listener,
      ChannelHandlerContext context,
      BodyBudget.Share share,
      int largest,
      StrangersLog strangers,
      GuardedConnection guarded,
      DirectReviews reviews) {
    super(listener);
    this.strangers = strangers;
    this.guarded = guarded;
    this.reviews = reviews;
    this.answers = new Http2Answers(handler.encoder(), context);
    this.handler = handler;
    this.context = context;
    this.connection = handler.connection();
    this.key = connection.newKey();
    this.share = share;
    this.largest = largest;
    this.window = new Http2Window(connection);
    connection.local().flowController(window.frameWriter(handler.encoder().frameWriter()));
    window.channelHandlerContext(context);
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream stream) {
            Incoming incoming = stream.getProperty(key);
            if (incoming != null) {
              incoming.leave();
            }
          }
        });
  }

  /**
   * Refuses the requests that were unfinished at the tick before, and are still; and takes back the
   * answers that were untaken then, and are still.
   */
  void tick() {
    seenBefore(untaken).forEach(Incoming::takeBack);
    List<Incoming> late = seenBefore(unfinished);
    for (Incoming incoming : late) {
      share.budget().countTooSlow();
      incoming.refuse(408, GuardedConnection.TOO_SLOW);
    }
    if (!late.isEmpty()) {
      handler.flush(context);
    }
  }

  private static List<Incoming> seenBefore(Set<Incoming> some) {
    List<Incoming> old = new ArrayList<>(0);
    for (Incoming incoming : some) {
      if (incoming.seen) {
        old.add(incoming);
      }
      incoming.seen = true;
    }
    return old;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext own, int id, Http2Headers headers, int padding, boolean endOfStream)
      throws Http2Exception {
    read(id, headers, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext own,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    read(id, headers, endOfStream);
  }

  private void read(int id, Http2Headers headers, boolean endOfStream) throws Http2Exception {
    Http2Stream stream = connection.stream(id);
    Incoming incoming = stream.getProperty(key);
    if (incoming == null) {
      incoming = new Incoming(stream, HttpConversionUtil.toHttpRequest(id, headers, true));
      var _ = stream.setProperty(key, incoming);
      incoming.begin(endOfStream);
    }
    // What comes later are trailers, of which reviews have none.
    if (endOfStream) {
      incoming.finish();
    }
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext own, int id, ByteBuf data, int padding, boolean endOfStream) {
    Incoming incoming = connection.stream(id).getProperty(key);
    int read = data.readableBytes() + padding;
    if (incoming != null) {
      incoming.add(data);
      if (endOfStream) {
        incoming.finish();
      }
    }
    // The copy is counted elsewhere: the window is for what has not been read.
    return read;
  }

  /** The request of one stream, from its first byte to its answer. */
  private final class Incoming {
    private final Http2Stream stream;
    private final HttpRequest head;
    private @Nullable IncomingBody body;
    private @Nullable ReceivedRequest received;
    private boolean seen;

    Incoming(Http2Stream stream, HttpRequest head) {
      this.stream = stream;
      this.head = head;
    }

    void begin(boolean whole) {
      long expected = HttpUtil.getContentLength(head, -1L);
      if (expected > largest) {
        refuse(413, GuardedConnection.tooLarge(largest));
        return;
      }
      body = IncomingBody.open(share, largest, expected, this::makeRoom);
      if (body == null) {
        refuse(503, GuardedConnection.NO_ROOM);
        return;
      }
      if (!whole) {
        var _ = unfinished.add(this);
        if (HttpUtil.is100ContinueExpected(head)) {
          answers.proceed(stream);
        }
      }
    }

    private void makeRoom() {
      context
          .executor()
          .execute(() -> {
            if (body != null) {
              share.budget().countTooSlow();
              refuse(408, GuardedConnection.TOO_SLOW);
              handler.flush(context);
            }
          });
    }

    void add(ByteBuf data) {
      if (body == null) {
        return;
      }
      switch (body.add(data)) {
        case TAKEN -> {}
        case NO_ROOM -> refuse(503, GuardedConnection.NO_ROOM);
        case TOO_LARGE -> refuse(413, GuardedConnection.tooLarge(largest));
      }
    }

    void finish() {
      IncomingBody whole = body;
      if (whole == null) {
        return;
      }
      body = null;
      var _ = unfinished.remove(this);
      seen = false;
      guarded.used();
      Endpoint endpoint = DirectReviews.endpoint(head);
      Answer answer = endpoint == null ? null : reviews.answer(endpoint, whole);
      if (answer != null) {
        answers.write(stream, answer, reviews.date());
        released();
        return;
      }
      IncomingBody.Collected bytes = whole.whole();
      bytes.whenReleased(this::released);
      ReceivedRequest request = new ReceivedRequest(head, bytes, endpoint != null);
      received = request;
      window.setGivenBack(true);
      try {
        handler.handleFakeRequest(stream, request);
      } finally {
        window.setGivenBack(false);
      }
      request.handedOver();
    }

    // On whichever thread has let go of it.
    private void released() {
      if (!context.executor().isShuttingDown()) {
        context.executor().execute(this::answered);
      }
    }

    // An answer that the client leaves no window for is kept; of those only so many, over all
    // connections.
    private void answered() {
      handler.flush(context);
      if (stream.state() == Http2Stream.State.CLOSED
          || !connection.remote().flowController().hasFlowControlled(stream)) {
        return;
      }
      if (share.budget().keepAnswer()) {
        seen = false;
        var _ = untaken.add(this);
      } else {
        takeBack();
      }
    }

    void takeBack() {
      strangers.say(
          StrangersLog.Kind.REQUEST,
          context.channel().remoteAddress(),
          "the answer was not taken in time");
      reset(Http2Error.CANCEL);
    }

    private void reset(Http2Error error) {
      var _ =
          handler
              .encoder()
              .writeRstStream(context, stream.id(), error.code(), context.newPromise());
      handler.flush(context);
    }

    void refuse(int code, String sentence) {
      forget();
      strangers.say(StrangersLog.Kind.REQUEST, context.channel().remoteAddress(), sentence);
      var _ = answers.refuse(stream, code, sentence).addListener(_ -> stopSending());
    }

    // The answer does not need the rest of the request (RFC 9113, 8.1); it must be out before.
    private void stopSending() {
      if (stream.state().remoteSideOpen()) {
        reset(Http2Error.NO_ERROR);
      }
    }

    private void forget() {
      if (body != null) {
        body.discard();
        body = null;
      }
      var _ = unfinished.remove(this);
    }

    void leave() {
      forget();
      if (untaken.remove(this)) {
        share.budget().answerIsGone();
      }
      if (received != null) {
        received.abandon();
      }
    }
  }
}
