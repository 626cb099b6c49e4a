package dev.haetae.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who gets how much, and that all of it comes back. */
final class BodyBudgetTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LARGEST = 2 * MEGABYTE;
  private static final int SHARED = 8 * MEGABYTE;
  private static final int RESERVE = MEGABYTE;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private long now;
  private final BodyBudget budget = new BodyBudget(SHARED, RESERVE, LARGEST, () -> now, registry);

  private IncomingBody open(BodyBudget.Share share) {
    return Objects.requireNonNull(IncomingBody.open(share, LARGEST, -1, () -> {}));
  }

  private static IncomingBody.Addition add(IncomingBody body, int bytes) {
    return body.add(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  private double held() {
    return registry.get("haetae.request.bytes").gauge().value();
  }

  /** Opens bodies of the size, each on a connection of its own, until one is refused. */
  private List<IncomingBody> fill(int bytes) {
    List<IncomingBody> bodies = new ArrayList<>();
    while (true) {
      IncomingBody body = open(budget.share());
      if (add(body, bytes) != IncomingBody.Addition.TAKEN) {
        body.discard();
        return bodies;
      }
      bodies.add(body);
    }
  }

  @Test
  void largeBodiesLeaveRoomForSmallOnes() {
    List<IncomingBody> large = fill(MEGABYTE);

    assertThat(held()).isLessThanOrEqualTo(SHARED);
    IncomingBody small = open(budget.share());
    assertThat(add(small, BodyBudget.SMALL)).isEqualTo(IncomingBody.Addition.TAKEN);
    assertThat(add(small, MEGABYTE)).as("no longer small").isEqualTo(IncomingBody.Addition.NO_ROOM);

    small.discard();
    large.forEach(IncomingBody::discard);
    assertThat(held()).isZero();
    assertThat(registry.get("haetae.requests.refused").tag("reason", "no-room").counter().count())
        .isEqualTo(2);
  }

  @Test
  void oneConnectionDoesNotGetAll() {
    BodyBudget.Share greedy = budget.share();
    List<IncomingBody> bodies = new ArrayList<>();
    IncomingBody.Addition last = IncomingBody.Addition.TAKEN;
    while (last == IncomingBody.Addition.TAKEN) {
      IncomingBody body = open(greedy);
      last = add(body, 500_000);
      bodies.add(body);
    }
    assertThat(held()).isLessThanOrEqualTo(SHARED / 8.0 * 7 + RESERVE / 4.0);

    IncomingBody other = open(budget.share());
    assertThat(add(other, 500_000)).isEqualTo(IncomingBody.Addition.TAKEN);

    other.discard();
    bodies.forEach(IncomingBody::discard);
    assertThat(held()).isZero();
  }

  /** A client that withholds the last byte is the first to go when others need the room. */
  @Test
  void bodiesThatDoNotMoveMakeRoom() {
    AtomicInteger made = new AtomicInteger();
    BodyBudget.Share share = budget.share();
    List<IncomingBody> withheld = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      IncomingBody body =
          Objects.requireNonNull(IncomingBody.open(share, LARGEST, -1, made::incrementAndGet));
      assertThat(add(body, MEGABYTE)).isEqualTo(IncomingBody.Addition.TAKEN);
      withheld.add(body);
    }
    now += TimeUnit.SECONDS.toNanos(1);
    assertThat(add(withheld.getFirst(), 10_000)).isEqualTo(IncomingBody.Addition.TAKEN);
    assertThat(add(withheld.getLast(), 1)).as("no progress").isEqualTo(IncomingBody.Addition.TAKEN);
    now += TimeUnit.MILLISECONDS.toNanos(1500);

    IncomingBody other = open(budget.share());
    assertThat(add(other, MEGABYTE)).isEqualTo(IncomingBody.Addition.TAKEN);

    assertThat(made).as("all but the one that has moved").hasValue(3);
  }

  @Test
  void aBodyCountsUntilItIsReleased() {
    IncomingBody body = open(budget.share());
    assertThat(add(body, 100_000)).isEqualTo(IncomingBody.Addition.TAKEN);

    IncomingBody.Collected whole = body.whole();
    assertThat(whole.readableBytes()).isEqualTo(100_000);
    whole.letGo();
    assertThat(held()).as("for whoever has copied it").isGreaterThan(100_000);
    var _ = whole.release();

    assertThat(held()).isZero();
  }

  @Test
  void piecesOfOneByteTakeNoMoreThanTheirBytes() {
    IncomingBody body = open(budget.share());
    byte[] sent = new byte[300_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31);
      assertThat(body.add(Unpooled.wrappedBuffer(sent, i, 1)))
          .isEqualTo(IncomingBody.Addition.TAKEN);
    }
    assertThat(held()).isLessThan(sent.length + BodyBudget.SMALL + BodyBudget.HEAD + 1);
    byte[] read = new byte[sent.length];
    IncomingBody.Collected whole = body.whole();
    var _ = whole.readBytes(read);
    assertThat(read).isEqualTo(sent);
    var _ = whole.release();
    assertThat(held()).isZero();
  }

  @Test
  void aBodyMayNotBeTooLarge() {
    IncomingBody body = open(budget.share());
    assertThat(add(body, LARGEST)).isEqualTo(IncomingBody.Addition.TAKEN);
    assertThat(add(body, 1)).isEqualTo(IncomingBody.Addition.TOO_LARGE);
    body.discard();
    assertThat(held()).isZero();
  }

  @Test
  void whatCannotEvenBeginIsRefused() {
    BodyBudget.Share share = budget.share();
    List<IncomingBody> bodies = new ArrayList<>();
    IncomingBody body = IncomingBody.open(share, LARGEST, -1, () -> {});
    while (body != null) {
      bodies.add(body);
      body = IncomingBody.open(share, LARGEST, -1, () -> {});
    }
    assertThat(bodies).hasSizeLessThan((SHARED + RESERVE) / BodyBudget.HEAD);
    bodies.forEach(IncomingBody::discard);
    assertThat(held()).isZero();
  }
}
