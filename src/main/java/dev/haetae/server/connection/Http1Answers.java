package dev.haetae.server.connection;

import dev.haetae.admission.Answer;
import dev.haetae.admission.StatusBody;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** The answers to requests of HTTP/1.1 that are made here and not by the framework. */
final class Http1Answers {
  // Nothing that a client sends comes into them.
  private static final HttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private Http1Answers() {}

  /** The answer to a review. */
  static FullHttpResponse of(Answer answer, AsciiString date) {
    HttpHeaders headers = HEADERS.newHeaders().set(HttpHeaderNames.DATE, date);
    return json(answer.status(), answer.body(), headers);
  }

  /** The answer after which the connection ends. */
  static FullHttpResponse refusal(int code, String sentence) {
    return json(
        code,
        StatusBody.failure(code, sentence),
        HEADERS.newHeaders().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE));
  }

  /** The answer that asks for the body. */
  static FullHttpResponse proceed() {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
  }

  private static FullHttpResponse json(int code, byte[] body, HttpHeaders headers) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(code),
        Unpooled.wrappedBuffer(body),
        headers
            .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length),
        EmptyHttpHeaders.INSTANCE);
  }
}
