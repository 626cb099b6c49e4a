package dev.haetae.bench.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/**
 * Answers requests for lists and watches, and those by which the bench says what is to happen:
 * {@code /bench/life?statuses=N&replacements=N}, {@code /bench/burst?pods=N}, {@code /bench/edit}
 * and {@code /bench/forget}.
 */
final class Requests extends SimpleChannelInboundHandler<HttpObject> {
  private final Population population;
  private final Life life;

  Requests(Population population, Life life) {
    this.population = population;
    this.life = life;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpRequest request) {
      answer(context, request, new QueryStringDecoder(request.uri()));
    }
  }

  private void answer(
      ChannelHandlerContext context, HttpRequest request, QueryStringDecoder asked) {
    Collection collection = population.at(asked.path());
    if (collection != null && asked.parameters().containsKey("watch")) {
      watch(context, request, collection, asked.parameters());
    } else if (collection != null) {
      int from = number(asked.parameters(), "continue", 0);
      int limit = number(asked.parameters(), "limit", Integer.MAX_VALUE / 2);
      whole(context, request, HttpResponseStatus.OK, collection.page(from, limit));
    } else if (asked.path().startsWith("/bench/")) {
      tell(asked);
      whole(context, request, HttpResponseStatus.OK, "{}");
    } else if (asked.path().equals("/version")) {
      whole(context, request, HttpResponseStatus.OK, "{\"major\":\"1\",\"minor\":\"36\"}");
    } else {
      whole(
          context,
          request,
          HttpResponseStatus.NOT_FOUND,
          "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
              + "\"message\":\"the server could not find the requested resource\",\"code\":404}");
    }
  }

  private void tell(QueryStringDecoder asked) {
    switch (asked.path()) {
      case "/bench/life" ->
          life.setRates(
              number(asked.parameters(), "statuses", 0),
              number(asked.parameters(), "replacements", 0));
      case "/bench/burst" -> life.burst(number(asked.parameters(), "pods", 0));
      case "/bench/edit" -> life.editPolicies();
      default -> population.forget();
    }
  }

  private static int number(Map<String, List<String>> parameters, String name, int without) {
    List<String> values = parameters.get(name);
    return values == null || values.getFirst().isEmpty()
        ? without
        : Integer.parseInt(values.getFirst());
  }

  private static void watch(
      ChannelHandlerContext context,
      HttpRequest request,
      Collection collection,
      Map<String, List<String>> parameters) {
    long after = collection.upTo(number(parameters, "resourceVersion", 0));
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    start(request, response);
    var _ = context.writeAndFlush(response);
    new Watching(context, collection, after, number(parameters, "timeoutSeconds", 300)).run();
  }

  private static void whole(
      ChannelHandlerContext context, HttpRequest request, HttpResponseStatus status, String text) {
    ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), text);
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    start(request, response);
    var _ = context.writeAndFlush(response);
  }

  private static void start(HttpRequest request, HttpMessage response) {
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    HttpUtil.setKeepAlive(response, HttpUtil.isKeepAlive(request));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The one who watched is gone.
    var _ = context.close();
  }
}
