package dev.haetae.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When memory has run out: not ready, and in the end lost. */
final class DirectMemoryTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;
  private long used = 100;
  private final DirectMemory memory = new DirectMemory(() -> used, 100, () -> now, registry);

  /** An allocator without direct memory. */
  private static final class Exhausted extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("Cannot reserve " + initialCapacity + " bytes");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }

  @Test
  void aBufferThatCannotBeHadIsNoticed() {
    ByteBufAllocator allocator = memory.watched(new Exhausted());
    assertThat(memory.missing()).isEmpty();

    assertThatThrownBy(() -> allocator.directBuffer(64)).isInstanceOf(OutOfMemoryError.class);

    assertThat(memory.missing())
        .containsExactly(
            "direct memory has run out: 100 of 100 bytes are in use, and no connection can be"
                + " read");
    assertThat(registry.get("haetae.direct.memory.failures").counter().count()).isEqualTo(1);
  }

  @Test
  void memoryThatComesBackIsNotLost() {
    memory.ranOut();
    now = now.plus(Duration.ofSeconds(29));
    memory.ranOut();
    assertThat(memory.isLost()).isFalse();

    used = 50;
    now = now.plus(Duration.ofMinutes(1));

    assertThat(memory.missing()).isEmpty();
    assertThat(memory.isLost()).isFalse();
    used = 100;
    memory.ranOut();
    assertThat(memory.isLost()).as("short anew").isFalse();
  }

  @Test
  void memoryThatDoesNotComeBackIsLost() {
    memory.ranOut();
    now = now.plus(Duration.ofSeconds(31));

    assertThat(memory.missing()).isNotEmpty();
    assertThat(memory.isLost()).isTrue();
  }

  @Test
  void otherBuffersAreTheAllocatorsOwn() {
    ByteBufAllocator allocator = memory.watched(UnpooledByteBufAllocator.DEFAULT);
    ByteBuf direct = allocator.directBuffer(8);
    ByteBuf heap = allocator.heapBuffer(8);

    assertThat(direct.isDirect()).isTrue();
    assertThat(heap.hasArray()).isTrue();
    var _ = direct.release();
    var _ = heap.release();
  }
}
