package dev.haetae.server.connection;

import dev.haetae.admission.Answer;
import dev.haetae.admission.StatusBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;

/**
 * The answers to requests of HTTP/2 that are made here and not by the framework. Nothing is
 * flushed.
 */
final class Http2Answers {
  private final Http2ConnectionEncoder encoder;
  private final ChannelHandlerContext context;

  Http2Answers(Http2ConnectionEncoder encoder, ChannelHandlerContext context) {
    this.encoder = encoder;
    this.context = context;
  }

  /** Asks for the body. */
  void proceed(Http2Stream stream) {
    Http2Headers headers = headers(HttpResponseStatus.CONTINUE.code());
    var _ = encoder.writeHeaders(context, stream.id(), headers, 0, false, context.newPromise());
  }

  /** Answers a review. */
  void write(Http2Stream stream, Answer answer, AsciiString date) {
    Http2Headers headers = headers(answer.status()).set(HttpHeaderNames.DATE, date);
    var _ = write(stream, headers, answer.body(), context.voidPromise());
  }

  /**
   * Answers with a failure.
   *
   * @return done when the answer is out
   */
  ChannelFuture refuse(Http2Stream stream, int code, String sentence) {
    return write(stream, headers(code), StatusBody.failure(code, sentence), context.newPromise());
  }

  private static Http2Headers headers(int code) {
    return new DefaultHttp2Headers(false).status(HttpResponseStatus.valueOf(code).codeAsText());
  }

  private ChannelFuture write(
      Http2Stream stream, Http2Headers headers, byte[] body, ChannelPromise promise) {
    var _ =
        headers
            .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    var _ = encoder.writeHeaders(context, stream.id(), headers, 0, false, context.voidPromise());
    return encoder.writeData(context, stream.id(), Unpooled.wrappedBuffer(body), 0, true, promise);
  }
}
