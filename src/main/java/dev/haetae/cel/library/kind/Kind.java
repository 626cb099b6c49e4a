package dev.haetae.cel.library.kind;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.haetae.cel.value.TimeValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A kind of values of a function: the type that the compiler knows and the class that the body
 * gets.
 */
public record Kind<T>(CelType type, Class<T> form) {
  public static final Kind<String> STRING = new Kind<>(SimpleType.STRING, String.class);
  public static final Kind<Long> INT = new Kind<>(SimpleType.INT, Long.class);
  public static final Kind<UnsignedLong> UINT = new Kind<>(SimpleType.UINT, UnsignedLong.class);
  public static final Kind<Double> DOUBLE = new Kind<>(SimpleType.DOUBLE, Double.class);
  public static final Kind<Boolean> BOOL = new Kind<>(SimpleType.BOOL, Boolean.class);
  public static final Kind<CelByteString> BYTES = new Kind<>(SimpleType.BYTES, CelByteString.class);
  public static final Kind<Duration> DURATION = new Kind<>(SimpleType.DURATION, Duration.class);
  public static final Kind<TimeValue> TIMESTAMP = new Kind<>(SimpleType.TIMESTAMP, TimeValue.class);

  /** A value of any type. */
  public static Kind<Object> of(CelType type) {
    return new Kind<>(type, Object.class);
  }

  /** A value that expressions cannot look into. */
  public static <T> Kind<T> opaque(String name, Class<T> form) {
    return new Kind<>(OpaqueType.create(name), form);
  }

  @SuppressWarnings("rawtypes") // Classes know no type arguments.
  public static Kind<List> list(CelType element) {
    return new Kind<>(ListType.create(element), List.class);
  }

  @SuppressWarnings("rawtypes") // Classes know no type arguments.
  public static Kind<Optional> optional(CelType value) {
    return new Kind<>(OptionalType.create(value), Optional.class);
  }

  /** The opaque type of a value of this kind. */
  public OpaqueType opaqueType() {
    return (OpaqueType) type;
  }
}
