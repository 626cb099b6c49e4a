package dev.haetae.cel.library.kind;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.value.SelfValue;
import org.jspecify.annotations.Nullable;

/** An IP address, of four bytes or of sixteen. */
public final class IpAddress extends SelfValue implements Sized {
  public static final Kind<IpAddress> KIND = Kind.opaque("net.IP", IpAddress.class);

  // Of an address of four bytes all in the lower half.
  private final long high;
  private final long low;
  private final boolean four;

  private IpAddress(boolean four, long high, long low) {
    this.four = four;
    this.high = high;
    this.low = low;
  }

  public static IpAddress ofFour(long bits) {
    return new IpAddress(true, 0, bits);
  }

  public static IpAddress ofSixteen(long high, long low) {
    return new IpAddress(false, high, low);
  }

  public boolean isFour() {
    return four;
  }

  public long family() {
    return four ? 4 : 6;
  }

  public int bits() {
    return four ? 32 : 128;
  }

  /** Returns whether it is a four-byte address within a sixteen-byte one. */
  public boolean isMapped() {
    return !four && high == 0 && (low >>> 32) == 0xffff;
  }

  private int octet(int index) {
    return (int) (low >>> (24 - 8 * index)) & 0xff;
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }

  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  public boolean isLoopback() {
    return four ? octet(0) == 127 : high == 0 && low == 1;
  }

  public boolean isLinkLocalUnicast() {
    return four ? octet(0) == 169 && octet(1) == 254 : (group(0) & 0xffc0) == 0xfe80;
  }

  public boolean isLinkLocalMulticast() {
    return four ? octet(0) == 224 && octet(1) == 0 && octet(2) == 0 : (group(0) & 0xff0f) == 0xff02;
  }

  private boolean isMulticast() {
    return four ? (octet(0) & 0xf0) == 0xe0 : group(0) >>> 8 == 0xff;
  }

  public boolean isGlobalUnicast() {
    boolean broadcast = four && low == 0xffffffffL;
    return !isUnspecified()
        && !broadcast
        && !isLoopback()
        && !isMulticast()
        && !isLinkLocalUnicast();
  }

  /** The address with all but its first bits cleared. */
  public IpAddress masked(int bits) {
    if (four) {
      return ofFour(bits == 0 ? 0 : low & (0xffffffffL << (32 - bits)) & 0xffffffffL);
    }
    long highMask = bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    long lowMask = bits <= 64 ? 0 : -1L << (128 - bits);
    return ofSixteen(high & highMask, low & lowMask);
  }

  @Override
  public long celSize() {
    return four ? 4 : 16;
  }

  @Override
  public OpaqueType celType() {
    return KIND.opaqueType();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that
        && four == that.four
        && high == that.high
        && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  /** The canonical form. */
  @Override
  public String toString() {
    if (four) {
      return octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3);
    }
    if (isMapped()) {
      return "::ffff:" + ofFour(low & 0xffffffffL);
    }
    int zeros = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - i > length) {
        zeros = i;
        length = end - i;
      }
    }
    return groups(zeros, length);
  }

  private String groups(int zeros, int length) {
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == zeros) {
        out.append("::");
        i += length - 1;
        continue;
      }
      if (i > 0 && i != zeros + length) {
        out.append(':');
      }
      out.append(Integer.toHexString(group(i)));
    }
    return out.toString();
  }
}
