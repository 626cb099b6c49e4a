package dev.haetae.engine;

import dev.haetae.policy.PolicyException;
import dev.haetae.resource.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions from policies, by the policies that they waive; looked at only when something is
 * found.
 */
public final class Exceptions {
  private final Map<String, List<PolicyException>> byPolicy = new HashMap<>();
  private final Map<String, PolicyException> byId = new HashMap<>();
  private final Map<String, Instant> lastUsed = new ConcurrentHashMap<>();
  private final InstantSource clock;

  private Exceptions(List<PolicyException> exceptions, InstantSource clock) {
    this.clock = clock;
    for (PolicyException exception : exceptions) {
      byId.put(exception.id(), exception);
      for (String policy : exception.policies()) {
        byPolicy.computeIfAbsent(policy, _ -> new ArrayList<>()).add(exception);
      }
    }
  }

  /**
   * A table of these exceptions; of several that fit, the first by name counts.
   *
   * @param clock tells when one has expired
   */
  public static Exceptions of(Collection<PolicyException> exceptions, InstantSource clock) {
    return new Exceptions(
        exceptions.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList(), clock);
  }

  /**
   * A table of these exceptions, of which those that {@code earlier} has known are used as they
   * were.
   */
  public static Exceptions of(
      Collection<PolicyException> exceptions, Exceptions earlier, InstantSource clock) {
    Exceptions next = of(exceptions, clock);
    for (PolicyException exception : exceptions) {
      Instant used = earlier.lastUsed(exception.id());
      if (used != null) {
        next.lastUsed.put(exception.id(), used);
      }
    }
    return next;
  }

  /** A table of the same exceptions, whose uses this one does not hear of. */
  Exceptions apart() {
    return of(byId.values(), clock);
  }

  /** The exception of this id, {@code namespace/name}; null when there is none. */
  public @Nullable PolicyException find(String id) {
    return byId.get(id);
  }

  /** The exceptions that would cover an object if they had not expired, first by name. */
  List<PolicyException> fitting(String policy, Resource object) {
    List<PolicyException> candidates = byPolicy.getOrDefault(policy, List.of());
    List<PolicyException> fitting = List.of();
    for (PolicyException candidate : candidates) {
      if (candidate.match().matches(object)) {
        fitting = fitting.isEmpty() ? new ArrayList<>() : fitting;
        fitting.add(candidate);
      }
    }
    return fitting;
  }

  /** The first of {@code fitting} that holds, which is thereby used; null when none does. */
  @Nullable PolicyException use(List<PolicyException> fitting) {
    if (fitting.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    for (PolicyException exception : fitting) {
      if (!exception.isExpired(now)) {
        lastUsed.put(exception.id(), now);
        return exception;
      }
    }
    return null;
  }

  /**
   * The last instant at which the exception of this id, {@code namespace/name}, waived something;
   * null for never.
   */
  public @Nullable Instant lastUsed(String id) {
    return lastUsed.get(id);
  }
}
