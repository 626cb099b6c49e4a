package dev.haetae.cel.library.kind;

import dev.cel.common.types.OpaqueType;
import dev.haetae.cel.value.SelfValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A semantic version; what stands behind a plus sign is none of its value. */
@SuppressWarnings("Immutable") // The list is.
public final class SemverValue extends SelfValue implements Comparable<SemverValue> {
  public static final Kind<SemverValue> KIND = Kind.opaque("kubernetes.Semver", SemverValue.class);

  // Unsigned.
  private final long major;
  private final long minor;
  private final long patch;
  private final List<String> early;

  /** A version, with what makes it one before the release: {@code rc}, {@code 1}. */
  SemverValue(long major, long minor, long patch, List<String> early) {
    this.major = major;
    this.minor = minor;
    this.patch = patch;
    this.early = List.copyOf(early);
  }

  public long major() {
    return major;
  }

  public long minor() {
    return minor;
  }

  public long patch() {
    return patch;
  }

  @Override
  public int compareTo(SemverValue other) {
    int order = Long.compareUnsigned(major, other.major);
    order = order == 0 ? Long.compareUnsigned(minor, other.minor) : order;
    order = order == 0 ? Long.compareUnsigned(patch, other.patch) : order;
    return Integer.signum(order == 0 ? compareEarly(other) : order);
  }

  private int compareEarly(SemverValue other) {
    if (early.isEmpty() || other.early.isEmpty()) {
      return Boolean.compare(early.isEmpty(), other.early.isEmpty());
    }
    int common = Math.min(early.size(), other.early.size());
    for (int i = 0; i < common; i++) {
      int order = compare(early.get(i), other.early.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(early.size(), other.early.size());
  }

  private static int compare(String a, String b) {
    boolean number = SemverText.isNumber(a);
    if (number != SemverText.isNumber(b)) {
      return number ? -1 : 1;
    }
    // Numbers have no leading zeros.
    return number && a.length() != b.length()
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  @Override
  public OpaqueType celType() {
    return KIND.opaqueType();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SemverValue that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(major * 31 * 31 + minor * 31 + patch) + early.hashCode();
  }

  @Override
  public String toString() {
    String plain =
        Long.toUnsignedString(major)
            + "."
            + Long.toUnsignedString(minor)
            + "."
            + Long.toUnsignedString(patch);
    return early.isEmpty() ? plain : plain + "-" + String.join(".", early);
  }
}
