package dev.haetae.cel.standard;

import com.google.common.primitives.UnsignedLong;
import dev.haetae.cel.value.CelFailure;

/** The arithmetic of whole numbers: what does not fit into 64 bits is a failure. */
final class Wholes {
  private Wholes() {}

  static CelFailure overflow() {
    return new CelFailure("integer overflow");
  }

  static CelFailure unsignedOverflow() {
    return new CelFailure("unsigned integer overflow");
  }

  static long add(long one, long other) {
    long sum = one + other;
    if (((one ^ sum) & (other ^ sum)) < 0) {
      throw overflow();
    }
    return sum;
  }

  static long subtract(long one, long other) {
    long difference = one - other;
    if (((one ^ other) & (one ^ difference)) < 0) {
      throw overflow();
    }
    return difference;
  }

  static long multiply(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    long low = one * other;
    if ((high != 0 || low < 0) && (high != -1 || low >= 0)) {
      throw overflow();
    }
    return low;
  }

  static long divide(long one, long other) {
    if (other == 0) {
      throw new CelFailure("division by zero");
    }
    if (one == Long.MIN_VALUE && other == -1) {
      throw overflow();
    }
    return one / other;
  }

  static long modulo(long one, long other) {
    if (other == 0) {
      throw new CelFailure("modulus by zero");
    }
    if (one == Long.MIN_VALUE && other == -1) {
      throw overflow();
    }
    return one % other;
  }

  static UnsignedLong add(UnsignedLong one, UnsignedLong other) {
    UnsignedLong sum = one.plus(other);
    if (sum.compareTo(one) < 0) {
      throw unsignedOverflow();
    }
    return sum;
  }

  static UnsignedLong subtract(UnsignedLong one, UnsignedLong other) {
    if (one.compareTo(other) < 0) {
      throw unsignedOverflow();
    }
    return one.minus(other);
  }

  static UnsignedLong multiply(UnsignedLong one, UnsignedLong other) {
    if (Math.unsignedMultiplyHigh(one.longValue(), other.longValue()) != 0) {
      throw unsignedOverflow();
    }
    return one.times(other);
  }
}
