package dev.haetae.server.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory outside the heap that connections are read into and written from. When it has run out,
 * the server is not ready, since it could take no review; when it does not come back, it is lost.
 */
public final class DirectMemory {
  // What the last connections held comes back when they are closed.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LongSupplier used;
  private final long most;
  private final InstantSource clock;
  private final Counter failures;
  private volatile @Nullable Instant ranOut;

  /**
   * The memory that Netty counts.
   *
   * @param clock says how long it has been short
   */
  public DirectMemory(InstantSource clock, MeterRegistry registry) {
    this(PlatformDependent::usedDirectMemory, PlatformDependent.maxDirectMemory(), clock, registry);
  }

  /**
   * A memory.
   *
   * @param used the bytes in use
   * @param most the bytes that there are
   */
  DirectMemory(LongSupplier used, long most, InstantSource clock, MeterRegistry registry) {
    this.used = used;
    this.most = most;
    this.clock = clock;
    this.failures =
        Counter.builder("haetae.direct.memory.failures")
            .description("Buffers for connections that could not be had: direct memory ran out.")
            .register(registry);
  }

  /** An allocator that tells when there is nothing left. */
  ByteBufAllocator watched(ByteBufAllocator allocator) {
    return new Watched(allocator);
  }

  /** Says that somebody has asked for memory, and there was none. */
  void ranOut() {
    failures.increment();
    if (ranOut == null) {
      ranOut = clock.instant();
    }
  }

  /** The sentences that say why the server is not ready; none when there is memory. */
  public List<String> missing() {
    return since() == null
        ? List.of()
        : List.of(
            "direct memory has run out: "
                + used.getAsLong()
                + " of "
                + most
                + " bytes are in use, and no connection can be read");
  }

  /** Returns whether it has been short for so long that it will not come back in this process. */
  public boolean isLost() {
    Instant since = since();
    return since != null && since.plus(PATIENCE).isBefore(clock.instant());
  }

  private @Nullable Instant since() {
    Instant since = ranOut;
    if (since != null && used.getAsLong() < most / 4 * 3) {
      ranOut = null;
      return null;
    }
    return since;
  }

  private final class Watched extends AbstractByteBufAllocator {
    private final ByteBufAllocator allocator;

    Watched(ByteBufAllocator allocator) {
      super(true);
      this.allocator = allocator;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      return allocator.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      try {
        return allocator.directBuffer(initialCapacity, maxCapacity);
      } catch (OutOfMemoryError e) {
        ranOut();
        throw e;
      }
    }

    @Override
    public boolean isDirectBufferPooled() {
      return allocator.isDirectBufferPooled();
    }
  }
}
