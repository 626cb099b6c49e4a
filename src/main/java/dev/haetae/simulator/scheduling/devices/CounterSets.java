package dev.haetae.simulator.scheduling.devices;

import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Amounts of what the devices of a pool share, such as the slices of a GPU that can be parted, by
 * counter set and counter.
 *
 * @param amounts by {@code set/counter}
 */
record CounterSets(Map<String, BigDecimal> amounts) {
  static final CounterSets NONE = new CounterSets(Map.of());

  /** Amounts that keep their own copy. */
  CounterSets {
    amounts = Map.copyOf(amounts);
  }

  /** What a slice has to share ({@code sharedCounters}). */
  static CounterSets shared(ObjectView slice) {
    return of(slice, "sharedCounters", "name");
  }

  /** What a device takes of it ({@code consumesCounters}). */
  static CounterSets consumed(ObjectView device) {
    return of(device, "consumesCounters", "counterSet");
  }

  private static CounterSets of(ObjectView view, String field, String name) {
    if (!view.has(field)) {
      return NONE;
    }
    Map<String, BigDecimal> amounts = new HashMap<>();
    for (ObjectView set : view.objects(field)) {
      ObjectView counters = set.object("counters");
      for (int i = 0; i < counters.value().size(); i++) {
        String counter = counters.value().key(i);
        Quantity quantity = Device.quantity(counters.object(counter).value().get("value"));
        if (quantity != null) {
          amounts.merge(set.text(name) + '/' + counter, quantity.amount(), BigDecimal::add);
        }
      }
    }
    return new CounterSets(amounts);
  }

  /** Adds amounts to a sum, or takes them from it. */
  void addTo(Map<String, BigDecimal> sum, boolean take) {
    amounts.forEach(
        (key, amount) -> sum.merge(key, take ? amount.negate() : amount, BigDecimal::add));
  }

  /** Returns whether as much as this is left. */
  boolean areIn(Map<String, BigDecimal> left) {
    for (Map.Entry<String, BigDecimal> entry : amounts.entrySet()) {
      if (left.getOrDefault(entry.getKey(), BigDecimal.ZERO).compareTo(entry.getValue()) < 0) {
        return false;
      }
    }
    return true;
  }
}
