package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.simulator.defaults.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ResourceQuota.
 *
 * @param scopes the conditions under which it counts an object, all of them
 * @param hard the most there may be of each resource
 * @param used what there is
 */
public record Quota(
    String name, List<Scope> scopes, Map<String, Amount> hard, Map<String, Amount> used) {
  /** A quota that keeps its own copies. */
  public Quota {
    scopes = List.copyOf(scopes);
    hard = Map.copyOf(hard);
    used = Map.copyOf(used);
  }

  Quota withUsed(Map<String, Amount> amounts) {
    return new Quota(name, scopes, hard, amounts);
  }

  /** Returns whether it counts an object. */
  boolean concerns(Evaluator evaluator, ObjectValue object) {
    if (hard.keySet().stream().noneMatch(evaluator::counts)) {
      return false;
    }
    for (Scope scope : scopes) {
      if (!evaluator.isWithin(scope, object)) {
        return false;
      }
    }
    return true;
  }

  /** Returns why it cannot count an object; null when it can. */
  @Nullable String problem(Evaluator evaluator, ObjectValue object) {
    Set<String> counted = new TreeSet<>();
    boolean known = true;
    for (String resource : hard.keySet()) {
      if (evaluator.counts(resource)) {
        counted.add(resource);
        known &= used.containsKey(resource);
      }
    }
    String constraint = evaluator.constraint(counted, object);
    if (constraint != null) {
      return "failed quota: " + name + ": " + constraint;
    }
    return known
        ? null
        : "status unknown for quota: " + name + ", resources: " + String.join(",", counted);
  }

  /** Returns what it has too little of; null when it has enough. */
  @Nullable String exceeded(Map<String, Amount> more) {
    Map<String, Amount> after = plus(more).used();
    Predicate<String> tooLittle =
        resource -> {
          Amount most = hard.get(resource);
          Amount sum = after.get(resource);
          return most != null && sum != null && sum.compareTo(most) > 0;
        };
    List<String> exceeded = more.keySet().stream().filter(tooLittle).sorted().toList();
    return exceeded.isEmpty()
        ? null
        : "exceeded quota: "
            + name
            + ", requested: "
            + show(more, exceeded)
            + ", used: "
            + show(used, exceeded)
            + ", limited: "
            + show(hard, exceeded);
  }

  private static String show(Map<String, Amount> amounts, List<String> names) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      Amount amount = amounts.get(name);
      if (amount != null) {
        parts.add(name + '=' + amount);
      }
    }
    return String.join(",", parts);
  }

  /** The same quota with more used of what it limits. */
  Quota plus(Map<String, Amount> more) {
    Map<String, Amount> sum = new TreeMap<>(used);
    more.forEach((resource, amount) -> {
      if (hard.containsKey(resource)) {
        sum.merge(resource, amount, Amount::plus);
      }
    });
    return withUsed(sum);
  }

  /** The same quota with more used, so many times. */
  Quota plus(Map<String, Amount> more, long times) {
    Map<String, Amount> all = new TreeMap<>();
    more.forEach((resource, amount) -> all.put(resource, amount.times(times)));
    return plus(all);
  }

  /** The number of times that it has so much left. */
  long copies(Map<String, Amount> usage) {
    long copies = Long.MAX_VALUE;
    for (Map.Entry<String, Amount> entry : usage.entrySet()) {
      Amount most = hard.get(entry.getKey());
      if (most != null && entry.getValue().quantity().signum() > 0) {
        Amount left = most.minus(used.getOrDefault(entry.getKey(), Amount.ZERO));
        copies = Math.min(copies, left.dividedBy(entry.getValue()));
      }
    }
    return copies;
  }

  /** What it has least of for so many; null when it has enough of everything. */
  @Nullable Shortage shortage(Map<String, Amount> usage, long times) {
    Shortage scarcest = null;
    for (Map.Entry<String, Amount> entry : new TreeMap<>(usage).entrySet()) {
      Amount most = hard.get(entry.getKey());
      long copies = copies(Map.of(entry.getKey(), entry.getValue()));
      if (most != null && copies < (scarcest == null ? times : scarcest.copies())) {
        Amount left = most.minus(used.getOrDefault(entry.getKey(), Amount.ZERO));
        scarcest = new Shortage(name, entry.getKey(), entry.getValue(), left, most, copies);
      }
    }
    return scarcest;
  }

  /** The names of amounts of a kind, by name. */
  static String names(Map<String, Amount> amounts, Predicate<Amount> kind) {
    List<String> names = new ArrayList<>();
    new TreeMap<>(amounts)
        .forEach((name, amount) -> {
          if (kind.test(amount)) {
            names.add(name);
          }
        });
    return String.join(",", names);
  }
}
