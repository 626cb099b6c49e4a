package dev.haetae.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.admission.Answer;
import dev.haetae.admission.Readiness;
import dev.haetae.admission.ReviewLanes;
import dev.haetae.admission.ReviewObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a connection answers itself, and what it leaves to the framework. */
final class Http1ConnectionTest {
  private static final int ASKED = 100;
  private static final String REQUEST =
      "POST /validate HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final BodyBudget budget = BodyBudget.ofHeap(64 << 20, 1 << 20, registry);
  private final StrangersLog strangers = new StrangersLog(System::nanoTime, registry);
  private final AtomicInteger judged = new AtomicInteger();
  private final AtomicInteger handedOn = new AtomicInteger();

  private int judged(WriteBufferWaterMark mark) {
    Readiness readiness = new Readiness();
    readiness.set(true);
    try (ReviewLanes lanes =
        new ReviewLanes(
            (_, _, _) -> {
              judged.incrementAndGet();
              return new Answer(200, new byte[1000], Answer.Outcome.ALLOWED);
            },
            ReviewObserver.NONE,
            System::nanoTime)) {
      EmbeddedChannel channel = new EmbeddedChannel();
      Http1Connection connection =
          new Http1Connection(
              channel,
              budget.share(),
              1 << 20,
              Duration.ofMinutes(1),
              strangers,
              new DirectReviews(lanes, readiness));
      channel
          .pipeline()
          .addLast(connection, new HttpServerCodec(), connection.exchanges(), new Framework());
      var _ = channel.config().setWriteBufferWaterMark(mark);
      byte[] requests = REQUEST.repeat(ASKED).getBytes(StandardCharsets.UTF_8);
      channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(requests));
      int result = judged.get();
      assertThat(result + handedOn.get()).isEqualTo(ASKED);
      var _ = channel.close();
      return result;
    }
  }

  @Test
  void reviewsAreAnsweredPastTheFramework() {
    assertThat(judged(new WriteBufferWaterMark(1 << 20, 2 << 20))).isEqualTo(ASKED);
  }

  @Test
  void aClientThatTakesNoAnswersWaitsWithTheFramework() {
    assertThat(judged(new WriteBufferWaterMark(10_000, 20_000))).isBetween(10, 30);
  }

  private final class Framework extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ReceivedRequest) {
        handedOn.incrementAndGet();
      }
      ReferenceCountUtil.release(message);
    }
  }
}
