package dev.haetae.cel.standard;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.MutableMapValue;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that macros are expanded to, and those that tell and hide types. */
final class Inner {
  private static final CelType LIST = ListType.create(SimpleType.DYN);
  private static final CelType MAP = MapType.create(SimpleType.DYN, SimpleType.DYN);
  private static final CelType OPTIONAL = OptionalType.create(SimpleType.DYN);

  private Inner() {}

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.add(CelFunctionBinding.from("dyn", Object.class, value -> value));
    all.add(CelFunctionBinding.from("type", Object.class, value -> TypeType.create(type(value))));
    all.add(new Lenient("@not_strictly_false", Inner::notFalse));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "cel.@mapInsert",
            CelFunctionBinding.from("insert_all", Object.class, Object.class, Inner::insertAll),
            CelFunctionBinding.from("insert_one", Lists.forms(3), Inner::insert)));
    return all;
  }

  /** A function that is called even with what failed or is not known. */
  private record Lenient(String getOverloadId, CelFunctionOverload getDefinition)
      implements CelFunctionBinding {
    @Override
    public ImmutableList<Class<?>> getArgTypes() {
      return ImmutableList.of(Object.class);
    }

    @Override
    public boolean isStrict() {
      return false;
    }
  }

  private static Object notFalse(Object[] arguments) {
    return !Boolean.FALSE.equals(arguments[0]);
  }

  private static CelType type(Object value) {
    return switch (value) {
      case String _ -> SimpleType.STRING;
      case Long _ -> SimpleType.INT;
      case UnsignedLong _ -> SimpleType.UINT;
      case Double _ -> SimpleType.DOUBLE;
      case Boolean _ -> SimpleType.BOOL;
      case CelByteString _ -> SimpleType.BYTES;
      case Duration _ -> SimpleType.DURATION;
      // All types of types are one.
      case TypeType _ -> SimpleType.DYN;
      case Optional<?> _ -> OPTIONAL;
      case List<?> _ -> LIST;
      case Map<?, ?> _ -> MAP;
      case CelValue other -> other.celType();
      default -> SimpleType.DYN;
    };
  }

  private static CelFailure twice(Object key) {
    return new CelFailure("insert failed: key " + key + " already exists");
  }

  private static MutableMapValue map(Object value) {
    return value instanceof MutableMapValue map ? map : MutableMapValue.create((Map<?, ?>) value);
  }

  private static Object insert(Object[] arguments) {
    MutableMapValue map = map(arguments[0]);
    if (Equality.get(map, arguments[1]) != null) {
      throw twice(arguments[1]);
    }
    map.put(arguments[1], arguments[2]);
    return map;
  }

  private static Object insertAll(Object target, Object more) {
    MutableMapValue map = map(target);
    Map<?, ?> entries = (Map<?, ?>) more;
    Bounds.demandList((long) map.size() + entries.size());
    for (Object key : entries.keySet()) {
      if (Equality.get(map, key) != null) {
        throw twice(key);
      }
    }
    map.putAll(entries);
    return map;
  }
}
