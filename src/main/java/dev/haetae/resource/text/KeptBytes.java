package dev.haetae.resource.text;

import java.util.Arrays;

/** The JSON that is kept of one object, up to a bound; beyond it nothing more is kept. */
final class KeptBytes {
  private byte[] bytes = new byte[1 << 10];
  private int size;
  private int most;
  private int bound;
  private boolean full;

  /** Begins anew, with room for {@code most} bytes. */
  void begin(int most) {
    this.most = most;
    size = 0;
    bound = most;
    full = false;
  }

  int size() {
    return size;
  }

  /** The number of bytes that there may be; {@link #narrow} and {@link #widen} change it. */
  int bound() {
    return bound;
  }

  /** Returns whether more than the bound would have been kept. */
  boolean isFull() {
    return full;
  }

  void overflow() {
    full = true;
  }

  /** Lets no more than {@code most} bytes follow, where that is less than may follow now. */
  void narrow(int most) {
    if (most < bound - size) {
      bound = size + most;
    }
  }

  /**
   * Ends what {@link #narrow} began.
   *
   * @param outer the bound before it
   * @return whether what came was too long for the narrower bound alone; it is to be dropped
   */
  boolean widen(int outer) {
    boolean isCut = full && bound < outer;
    bound = outer;
    full &= !isCut;
    return isCut;
  }

  void truncate(int length) {
    size = length;
  }

  void append(String ascii) {
    for (int i = 0; i < ascii.length() && !full; i++) {
      if (reserve(1)) {
        bytes[size++] = (byte) ascii.charAt(i);
      }
    }
  }

  void append(byte[] from, int start, int end) {
    if (!full && reserve(end - start)) {
      System.arraycopy(from, start, bytes, size, end - start);
      size += end - start;
    }
  }

  private boolean reserve(int length) {
    if (length > bound - size) {
      full = true;
      return false;
    }
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(2 * bytes.length, size + length)));
    }
    return true;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
