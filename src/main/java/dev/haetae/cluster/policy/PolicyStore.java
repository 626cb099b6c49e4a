package dev.haetae.cluster.policy;

import dev.haetae.cluster.client.KindWatch;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies and exceptions of the cluster, as they are in force.
 *
 * <p>A policy whose edit cannot be compiled goes on as it was; in the place of one that never could
 * be, the shipped policy of its rule judges. Where the cluster has no kind Policy at all, the
 * shipped policies are in force. Told of changes by one thread or several, read by any.
 */
final class PolicyStore {
  private static final Logger log = LoggerFactory.getLogger(PolicyStore.class);

  // A kind that is deleted loses its objects first, one by one. Did each removal count at once,
  // ever fewer policies would judge, then none, until the kind is gone and the shipped ones do.
  private static final Duration REMOVAL = Duration.ofMillis(300);
  private static final Duration LAST_REMOVAL = Duration.ofSeconds(3);
  private static final int LONGEST = 500;
  private static final int FEW = 100;

  private final List<Policy> shipped;
  private final Map<String, Policy> pack;
  private final Supplier<Configuration> configuration;
  private final InstantSource clock;
  private final KindPresence policyKind = new KindPresence();
  private final KindPresence exceptionKind = new KindPresence();
  private final SortedMap<String, PolicyEntry> policies = new TreeMap<>();
  private final SortedMap<String, ExceptionEntry> exceptions = new TreeMap<>();
  private boolean toldOfNone;
  private boolean isOverdue;
  private volatile Evaluator evaluator;

  /**
   * A store that knows nothing of the cluster yet: the shipped policies are in force.
   *
   * @param configuration says in which namespaces exceptions are honoured
   */
  PolicyStore(List<Policy> shipped, Supplier<Configuration> configuration, InstantSource clock) {
    this.shipped = List.copyOf(shipped);
    this.pack = new HashMap<>();
    shipped.forEach(policy -> pack.put(policy.info().id(), policy));
    this.configuration = configuration;
    this.clock = clock;
    Configuration now = configuration.get();
    this.evaluator = new Evaluator(PolicyTable.of(shipped, now.carriers(), now.agents()), clock);
  }

  /** Returns what judges now. */
  Evaluator evaluator() {
    return evaluator;
  }

  /** Returns whether the shipped policies are in force, since the API server has no kind Policy. */
  synchronized boolean isShipped() {
    return !policyKind.isListed();
  }

  /** Returns whether all objects of a kind have been read, and the kind is still there. */
  synchronized boolean isListed(PolicyKind kind) {
    return presence(kind).isListed();
  }

  /** Returns whether the API server does not have a kind. */
  synchronized boolean isAbsent(PolicyKind kind) {
    return presence(kind).isAbsent();
  }

  private KindPresence presence(PolicyKind kind) {
    return kind == PolicyKind.POLICY ? policyKind : exceptionKind;
  }

  /** Returns how the watch of a kind tells. */
  KindWatch.Memory memory(PolicyKind kind) {
    return kind == PolicyKind.POLICY ? policyMemory() : exceptionMemory();
  }

  /** Returns what of each policy of the cluster is in force, by name. */
  synchronized SortedMap<String, PolicyEntry.Version> versions() {
    SortedMap<String, PolicyEntry.Version> versions = new TreeMap<>();
    if (policyKind.isListed()) {
      policies.forEach((name, entry) -> versions.put(name, entry.version()));
    }
    return versions;
  }

  /** A sentence on each policy of the cluster that is not in force as it is written. */
  synchronized List<String> uncompiled() {
    List<String> sentences = new ArrayList<>(0);
    if (policyKind.isListed()) {
      policies.values().stream()
          .filter(entry -> !entry.isCompiled())
          .forEach(entry -> sentences.add(Text.shorten(entry.problem(), LONGEST)));
    }
    return sentences;
  }

  private KindWatch.Memory policyMemory() {
    return new OwnMemory(() -> missed(policyKind)) {
      @Override
      void keep(Resource resource) {
        putPolicy(resource);
      }

      @Override
      public void unreadable(String namespace, String name, String problem) {
        unreadablePolicy(name, problem);
      }

      @Override
      public void remove(String namespace, String name) {
        removePolicies(key -> key.equals(name));
      }

      @Override
      public void retain(Set<String> keys) {
        listedPolicies(keys);
      }
    };
  }

  private KindWatch.Memory exceptionMemory() {
    return new OwnMemory(() -> missed(exceptionKind)) {
      @Override
      void keep(Resource resource) {
        putException(resource);
      }

      @Override
      public void unreadable(String namespace, String name, String problem) {
        unreadableException(namespace, name, problem);
      }

      @Override
      public void remove(String namespace, String name) {
        removeException(KindWatch.key(namespace, name));
      }

      @Override
      public void retain(Set<String> keys) {
        listedExceptions(keys);
      }
    };
  }

  // Expressions of users are evaluated without the lock.
  private void putPolicy(Resource resource) {
    if (isChanged(resource)) {
      Preparation.of(inForce(resource.name()));
      policiesChanged();
    }
  }

  private synchronized boolean isChanged(Resource resource) {
    PolicyEntry entry = policies.get(resource.name());
    if (entry != null) {
      return entry.replace(resource);
    }
    policies.put(resource.name(), new PolicyEntry(resource, pack));
    return true;
  }

  private synchronized @Nullable Policy inForce(String name) {
    PolicyEntry entry = policies.get(name);
    return entry == null ? null : entry.inForce();
  }

  private synchronized void unreadablePolicy(String name, String problem) {
    PolicyEntry entry = policies.get(name);
    if (entry == null) {
      policies.put(
          name, new PolicyEntry(OwnObjects.named(PolicyKind.POLICY, "", name), problem, pack));
    } else {
      entry.unreadable(problem);
    }
    policiesChanged();
  }

  // A table of many takes milliseconds, and they are edited together: theirs count at the next
  // settling. Those of a list that has not come to its end do not count yet.
  private synchronized void policiesChanged() {
    isOverdue = policyKind.isListed() && policies.size() > FEW;
    if (policyKind.isListed() && !isOverdue) {
      rebuild();
    }
  }

  private synchronized void removePolicies(Predicate<String> names) {
    Instant now = clock.instant();
    policies.forEach((name, entry) -> {
      if (names.test(name)) {
        entry.remove(now);
      }
    });
  }

  private synchronized void listedPolicies(Set<String> keys) {
    removePolicies(name -> !keys.contains(KindWatch.key("", name)));
    if (policyKind.listed()) {
      log.info("the policies of the cluster are in force: {}", policies.size());
      rebuild();
    }
  }

  private synchronized void putException(Resource resource) {
    String key = KindWatch.key(resource.namespace(), resource.name());
    ExceptionEntry entry = exceptions.get(key);
    boolean changed = entry == null || entry.replace(resource);
    if (entry == null) {
      exceptions.put(key, new ExceptionEntry(resource));
    }
    if (changed) {
      rebuild();
    }
  }

  private synchronized void unreadableException(String namespace, String name, String problem) {
    String key = KindWatch.key(namespace, name);
    ExceptionEntry entry = exceptions.get(key);
    if (entry == null) {
      Resource named = OwnObjects.named(PolicyKind.POLICY_EXCEPTION, namespace, name);
      exceptions.put(key, new ExceptionEntry(named, problem));
    } else {
      entry.unreadable(problem);
    }
    rebuild();
  }

  private synchronized void removeException(String key) {
    if (exceptions.remove(key) != null) {
      rebuild();
    }
  }

  private synchronized void listedExceptions(Set<String> keys) {
    boolean removed = exceptions.keySet().retainAll(keys);
    if (exceptionKind.listed() || removed) {
      rebuild();
    }
  }

  private synchronized void missed(KindPresence kind) {
    kind.missed(clock.instant());
    settle();
  }

  /** Lets what was put off count once its time has come; to be called now and then. */
  synchronized void settle() {
    Instant now = clock.instant();
    boolean changed = isOverdue;
    if (policyKind.settle(now)) {
      changed = true;
      policies.clear();
      log.warn(
          "the API server has no policies.haetae.dev: the {} shipped policies are in force",
          shipped.size());
    }
    if (exceptionKind.settle(now)) {
      changed = true;
      exceptions.clear();
      log.warn("the API server has no policyexceptions.haetae.dev: no exception is honoured");
    }
    if (!policyKind.isAbsent()) {
      boolean last = policies.values().stream().allMatch(PolicyEntry::isRemoved);
      Duration patience = last ? LAST_REMOVAL : REMOVAL;
      changed |= policies.values().removeIf(entry -> entry.isRemovedFor(patience, now));
    }
    if (changed) {
      rebuild();
    }
  }

  /** Has judge what is in force now, by the configuration of now. */
  synchronized void rebuild() {
    isOverdue = false;
    List<Policy> inForce = shipped;
    if (policyKind.isListed()) {
      inForce =
          policies.values().stream()
              .map(PolicyEntry::inForce)
              .filter(policy -> policy != null)
              .toList();
      tellOfNone(inForce.isEmpty());
    }
    Configuration current = configuration.get();
    List<PolicyException> honoured =
        exceptions.values().stream()
            .map(entry -> entry.honouredIn(current.exceptionNamespaces()))
            .filter(exception -> exception != null)
            .toList();
    evaluator =
        new Evaluator(
            PolicyTable.of(inForce, current.carriers(), current.agents()),
            Exceptions.of(honoured, evaluator.exceptions(), clock),
            clock);
  }

  private void tellOfNone(boolean none) {
    if (none && !toldOfNone) {
      log.warn("there is no Policy in the cluster that could be compiled: NOTHING IS JUDGED");
    }
    toldOfNone = none;
  }

  /** Every object with the status that it is to have. */
  synchronized List<WrittenStatus> statuses() {
    if (isOverdue) {
      rebuild(); // what they tell is in force
    }
    List<WrittenStatus> statuses = new ArrayList<>();
    if (policyKind.isListed()) {
      for (PolicyEntry entry : policies.values()) {
        if (!entry.isRemoved()) {
          statuses.add(entry.status());
        }
      }
    }
    if (exceptionKind.isListed()) {
      List<String> namespaces = configuration.get().exceptionNamespaces();
      for (ExceptionEntry entry : exceptions.values()) {
        statuses.add(entry.status(namespaces, evaluator, clock.instant()));
      }
    }
    return statuses;
  }
}
