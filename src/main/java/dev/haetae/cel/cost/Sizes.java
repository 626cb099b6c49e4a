package dev.haetae.cel.cost;

import dev.cel.common.values.CelByteString;
import dev.haetae.cel.library.kind.Sized;
import dev.haetae.cel.value.TreeObject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sizes of values as cost counts them. */
final class Sizes {
  private static final double TRAVERSAL = 0.1;
  private static final long MOST_STEPS = 10_000_000;

  private Sizes() {}

  /** Characters of a text, bytes, elements; 1 for all that has no size. */
  static long of(@Nullable Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case Collection<?> list -> list.size();
      case TreeObject object -> object.known();
      case Map<?, ?> map -> map.size();
      case CelByteString bytes -> bytes.size();
      case Sized sized -> sized.celSize();
      case Optional<?> optional when optional.isPresent() -> of(optional.get());
      case null, default -> 1;
    };
  }

  /** The cost of going through a value of this size once. */
  static long traversal(long size) {
    return (long) Math.ceil(size * TRAVERSAL);
  }

  /** The cost of going through a value and all that it holds; no further than the limit. */
  static long deep(@Nullable Object value, long limit) {
    return switch (value) {
      case String text -> (long) (bytes(text) * TRAVERSAL);
      case CelByteString bytes -> (long) (bytes.size() * TRAVERSAL);
      case Collection<?> list -> {
        long cost = 0;
        // What costs nothing is as much to go through.
        long steps = 0;
        for (Object element : list) {
          cost += deep(element, limit - cost);
          if (cost > limit || ++steps > MOST_STEPS) {
            yield limit + 1;
          }
        }
        yield cost;
      }
      case TreeObject object when !object.isWhole() -> 1;
      case Map<?, ?> map -> {
        long cost = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          cost += deep(entry.getKey(), limit) + deep(entry.getValue(), limit - cost);
          if (cost > limit) {
            break;
          }
        }
        yield cost;
      }
      case null, default -> 1;
    };
  }

  private static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
