package dev.haetae.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it comes in, on the connection's event loop. Its bytes are copied into
 * the heap as they arrive, so that no network buffer is held by a request that is not whole, and
 * however small the pieces are that they come in.
 */
final class IncomingBody {
  private static final int FIRST = 4 << 10;
  private static final int LARGEST_FIRST = 16 << 10;
  private static final int SEGMENT = 64 << 10;

  /** An addition says what became of some bytes. */
  enum Addition {
    TAKEN,
    NO_ROOM,
    TOO_LARGE
  }

  // A byte now and then is no progress.
  private static final int PROGRESS = 4 << 10;

  private final BodyBudget.Share share;
  private final BodyBudget budget;
  private final BodyBudget.Account account;
  private final int largest;
  private final Runnable makesRoom;
  private final List<byte[]> segments = new ArrayList<>(4);
  private int nextSegment;
  private int free;
  private int length;
  private int lengthWhenMoved;
  private boolean registered;
  private volatile long moved;

  private IncomingBody(
      BodyBudget.Share share,
      BodyBudget.Account account,
      int largest,
      long expected,
      Runnable makesRoom) {
    this.budget = share.budget();
    this.account = account;
    this.largest = largest;
    this.share = share;
    this.moved = share.now();
    this.makesRoom = makesRoom;
    this.nextSegment = expected > 0 ? (int) Math.min(expected, LARGEST_FIRST) : FIRST;
  }

  /**
   * An empty body of a request whose head has come; null when there is no room for it.
   *
   * @param largest the most bytes that it may have
   * @param expected the length that is announced, in bytes; -1 for none
   * @param makesRoom refuses the request, because it takes its time and others need the room; done
   *     on any thread
   */
  static @Nullable IncomingBody open(
      BodyBudget.Share share, int largest, long expected, Runnable makesRoom) {
    BodyBudget.Account account = share.open();
    return account.take(BodyBudget.HEAD)
        ? new IncomingBody(share, account, largest, expected, makesRoom)
        : null;
  }

  /**
   * The time at which it last became longer by some thousand bytes, on the budget's clock; any
   * thread.
   */
  long moved() {
    return moved;
  }

  void makeRoom() {
    makesRoom.run();
  }

  /** Copies the readable bytes of {@code data}, which stays the caller's. */
  Addition add(ByteBuf data) {
    if (data.readableBytes() > largest - length) {
      return Addition.TOO_LARGE;
    }
    int from = data.readerIndex();
    int end = data.writerIndex();
    while (from < end) {
      if (free == 0 && !grow()) {
        return Addition.NO_ROOM;
      }
      byte[] segment = segments.getLast();
      int count = Math.min(free, end - from);
      data.getBytes(from, segment, segment.length - free, count);
      from += count;
      free -= count;
      length += count;
    }
    if (length - lengthWhenMoved >= PROGRESS) {
      lengthWhenMoved = length;
      moved = share.now();
    }
    return Addition.TAKEN;
  }

  private boolean grow() {
    if (!account.take(nextSegment)) {
      return false;
    }
    segments.add(new byte[nextSegment]);
    free = nextSegment;
    // Each as large as all before: few segments, and at most half of them empty.
    nextSegment = Math.min(SEGMENT, length + free);
    if (!registered && length + free > BodyBudget.SMALL) {
      registered = true;
      budget.unfinished(this);
    }
    return true;
  }

  /**
   * The bytes of the whole body, which are counted until it is discarded; {@link #whole()} may
   * still follow. Not to be written to.
   */
  byte[] bytes() {
    if (segments.size() == 1 && free == 0) {
      return segments.getFirst();
    }
    byte[] bytes = new byte[length];
    int end = 0;
    for (byte[] segment : segments) {
      int count = Math.min(length - end, segment.length);
      System.arraycopy(segment, 0, bytes, end, count);
      end += count;
    }
    return bytes;
  }

  /** The length of what has come, in bytes. */
  int length() {
    return length;
  }

  /**
   * The whole body. Its bytes are counted until it is released; this object is done.
   *
   * @return to be released by whoever gets it
   */
  Collected whole() {
    leave();
    Collected whole = new Collected(account, Math.max(segments.size(), 1));
    int rest = length;
    for (byte[] segment : segments) {
      int count = Math.min(rest, segment.length);
      var _ = whole.addComponent(true, Unpooled.wrappedBuffer(segment, 0, count));
      rest -= count;
    }
    return whole;
  }

  /** Gives up the body and gives back what it held. */
  void discard() {
    leave();
    segments.clear();
    free = 0;
    account.close();
  }

  private void leave() {
    if (registered) {
      budget.finished(this);
    }
  }

  /** A whole body, which counts for as long as somebody holds it. */
  static final class Collected extends CompositeByteBuf {
    private static final ByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;

    private final BodyBudget.Account account;
    private Runnable released = () -> {};

    private Collected(BodyBudget.Account account, int segments) {
      super(HEAP, false, Math.max(segments, 2));
      this.account = account;
    }

    /** Lets go of the bytes, which somebody has copied, and goes on counting them: for the copy. */
    void letGo() {
      if (refCnt() > 0) {
        var _ = setIndex(0, 0).removeComponents(0, numComponents());
      }
    }

    /** Has {@code work} done once the bytes are released: when the answer has been written. */
    void whenReleased(Runnable work) {
      released = work;
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      account.close();
      released.run();
    }
  }
}
