package dev.haetae.cluster.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stream that breaks off when nothing has come for too long, as a dead connection does not. */
final class ImpatientStream extends FilterInputStream {
  private final CutStream cut;
  private final long patienceNanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long lastCame = System.nanoTime();
  private volatile boolean given;

  ImpatientStream(CutStream in, Duration patience) {
    super(in);
    this.cut = in;
    this.patienceNanos = patience.toNanos();
    var _ = Thread.ofVirtual().name("silence").start(this::watch);
  }

  private void watch() {
    try {
      long left = patienceNanos;
      while (!closed.await(left, TimeUnit.NANOSECONDS)) {
        left = patienceNanos - (System.nanoTime() - lastCame);
        if (left <= 0) {
          given = true;
          cut.cut();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int count = in.read(into, offset, length);
      if (count < 0 && given) {
        throw new SocketTimeoutException();
      }
      lastCame = System.nanoTime();
      return count;
    } catch (IOException e) {
      throw given ? new SocketTimeoutException() : e;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    in.close();
  }
}
