package dev.haetae.cel.standard;

import dev.cel.runtime.CelFunctionBinding;
import dev.haetae.cel.value.Bounds;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The functions of lists and of sets. */
final class Lists {
  private Lists() {}

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>();
    all.add(CelFunctionBinding.from("slice", forms(3), Lists::slice));
    all.addAll(
        CelFunctionBinding.fromOverloads(
            "flatten",
            CelFunctionBinding.from("flatten_one", Object.class, list -> flatten(list, 1L)),
            CelFunctionBinding.from("flatten_deep", Object.class, Object.class, Lists::flatten)));
    all.add(CelFunctionBinding.from("lists.range", Object.class, Lists::range));
    all.add(CelFunctionBinding.from("reverse", Object.class, Lists::reverse));
    all.add(CelFunctionBinding.from("distinct", Object.class, Lists::distinct));
    all.add(CelFunctionBinding.from("sort", Object.class, list -> sort(list, list)));
    all.add(CelFunctionBinding.from("lists.@sortByAssociatedKeys", Object.class, Lists::sortPairs));
    all.add(
        CelFunctionBinding.from(
            "sets.contains", Object.class, Object.class, (a, b) -> contains(list(a), list(b))));
    all.add(
        CelFunctionBinding.from(
            "sets.equivalent",
            Object.class,
            Object.class,
            (a, b) -> contains(list(a), list(b)) && contains(list(b), list(a))));
    all.add(
        CelFunctionBinding.from("sets.intersects", Object.class, Object.class, Lists::intersects));
    return all;
  }

  static List<Class<?>> forms(int count) {
    return Collections.nCopies(count, Object.class);
  }

  static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw NoOverload.plain();
  }

  static long whole(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw NoOverload.plain();
  }

  private static Object slice(Object[] arguments) {
    List<?> list = list(arguments[0]);
    long start = whole(arguments[1]);
    long end = whole(arguments[2]);
    String call = "cannot slice(" + start + ", " + end + "), ";
    if (start < 0 || end < 0) {
      throw new CelFailure(call + "negative indexes not supported");
    }
    if (start > end) {
      throw new CelFailure(call + "start index must be less than or equal to end index");
    }
    if (list.size() < end) {
      throw new CelFailure(call + "list is length " + list.size());
    }
    Bounds.demandList(end - start);
    return new ArrayList<>(list.subList((int) start, (int) end));
  }

  private static Object flatten(Object value, Object depth) {
    if (whole(depth) < 0) {
      throw new CelFailure("level must be non-negative");
    }
    List<Object> flat = new ArrayList<>();
    var _ = flatten(list(value), whole(depth), flat, 0);
    return flat;
  }

  /** Returns how many elements were met, lists among them. */
  private static long flatten(List<?> list, long depth, List<Object> flat, long before) {
    long met = before;
    for (Object element : list) {
      Bounds.demandList(++met);
      if (depth > 0 && element instanceof List<?> nested) {
        met = flatten(nested, depth - 1, flat, met);
      } else {
        flat.add(element);
      }
    }
    return met;
  }

  private static Object range(Object value) {
    return new Range(whole(value));
  }

  private static Object reverse(Object value) {
    List<?> list = list(value);
    Bounds.demandList(list.size());
    return new ArrayList<>(list.reversed());
  }

  private static Object distinct(Object value) {
    List<?> list = list(value);
    Bounds.demandComparisons(list.size(), list.size());
    List<Object> seen = new ArrayList<>();
    for (Object element : list) {
      if (!Equality.contains(seen, element)) {
        seen.add(element);
      }
    }
    return seen;
  }

  private static Object sort(Object value, Object by) {
    List<?> list = list(value);
    List<?> keys = list(by);
    Bounds.demandComparisons(list.size(), list.size());
    if (list.isEmpty()) {
      return list;
    }
    Object first = keys.getFirst();
    if (!Ordering.isOrdered(first)) {
      throw new CelFailure("list elements must be comparable");
    }
    String type = NoOverload.type(first);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!NoOverload.type(keys.get(i)).equals(type)) {
        throw new CelFailure("list elements must have the same type");
      }
      order.add(i);
    }
    order.sort((a, b) -> Ordering.compare("sort", keys.get(a), keys.get(b)));
    List<Object> sorted = new ArrayList<>();
    order.forEach(index -> sorted.add(list.get(index)));
    return sorted;
  }

  /** Sorts the second of each pair by the first. */
  private static Object sortPairs(Object value) {
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Object pair : list(value)) {
      keys.add(list(pair).get(0));
      values.add(list(pair).get(1));
    }
    return sort(values, keys);
  }

  private static boolean contains(List<?> list, List<?> part) {
    Bounds.demandComparisons(list.size(), part.size());
    for (Object element : part) {
      if (!Equality.contains(list, element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean intersects(Object first, Object second) {
    List<?> list = list(first);
    List<?> others = list(second);
    Bounds.demandComparisons(list.size(), others.size());
    for (Object element : list) {
      if (Equality.contains(others, element)) {
        return true;
      }
    }
    return false;
  }
}
