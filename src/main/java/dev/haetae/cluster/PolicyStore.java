package dev.haetae.cluster;

import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.resource.JsonReader;
import dev.haetae.resource.JsonWriter;
import dev.haetae.resource.Limits;
import dev.haetae.resource.ManifestReader.Problem;
import dev.haetae.resource.NumberValue;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
import dev.haetae.resource.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
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
 * <p>A policy whose edit cannot be compiled goes on as it was. Where the cluster has no kind Policy
 * at all, the shipped policies are in force. Told of changes by one thread or several, read by any.
 */
final class PolicyStore {
  private static final Logger log = LoggerFactory.getLogger(PolicyStore.class);

  // Who deletes the kind deletes its objects one by one before: were each removal to count at once,
  // objects would be judged by fewer and fewer policies and then by none, until the kind is gone
  // and the shipped ones take over.
  private static final Duration REMOVAL = Duration.ofMillis(300);
  private static final Duration LAST_REMOVAL = Duration.ofSeconds(3);
  // An API server that starts may not know its own kinds for a moment.
  private static final Duration ABSENCE = Duration.ofSeconds(1);

  private final List<Policy> shipped;
  private final Supplier<Configuration> configuration;
  private final InstantSource clock;
  private final Kind policyKind = new Kind("policies.haetae.dev");
  private final Kind exceptionKind = new Kind("policyexceptions.haetae.dev");
  private final SortedMap<String, PolicyEntry> policies = new TreeMap<>();
  private final SortedMap<String, ExceptionEntry> exceptions = new TreeMap<>();
  private boolean toldOfNone;
  private volatile Evaluator evaluator;

  /** What is known of one of the two kinds. */
  private static final class Kind {
    private final String name;
    private boolean listed;
    private boolean absent;
    private @Nullable Instant absentSince;

    Kind(String name) {
      this.name = name;
    }
  }

  private static final class PolicyEntry {
    private Resource resource;
    private List<String> problems = List.of();
    private @Nullable Policy inForce;
    private @Nullable ObjectValue inForceSpec;
    // 0 when it is not known: a version that an earlier process has left in the status.
    private long inForceGeneration;
    private @Nullable Instant removed;

    PolicyEntry(Resource resource) {
      this.resource = resource;
    }
  }

  private static final class ExceptionEntry {
    private Resource resource;
    private List<String> problems = List.of();
    private @Nullable PolicyException exception;

    ExceptionEntry(Resource resource) {
      this.resource = resource;
    }
  }

  /**
   * A store that knows nothing of the cluster yet: the shipped policies are in force.
   *
   * @param configuration says in which namespaces exceptions are honoured
   */
  PolicyStore(List<Policy> shipped, Supplier<Configuration> configuration, InstantSource clock) {
    this.shipped = List.copyOf(shipped);
    this.configuration = configuration;
    this.clock = clock;
    this.evaluator = new Evaluator(PolicyTable.of(shipped), clock);
  }

  /** What judges now. */
  Evaluator evaluator() {
    return evaluator;
  }

  /** Whether the shipped policies are in force, since the API server has no kind Policy. */
  synchronized boolean isShipped() {
    return !policyKind.listed;
  }

  /** Whether all objects of a kind have been read, and the API server still has the kind. */
  synchronized boolean isListed(PolicyKind kind) {
    return known(kind).listed;
  }

  /** Whether the API server does not have a kind. */
  synchronized boolean isAbsent(PolicyKind kind) {
    return known(kind).absent;
  }

  private Kind known(PolicyKind kind) {
    return switch (kind) {
      case POLICY -> policyKind;
      case POLICY_EXCEPTION -> exceptionKind;
    };
  }

  /** How the watch of a kind tells. */
  KindWatch.Memory memory(PolicyKind kind) {
    return switch (kind) {
      case POLICY -> policyMemory();
      case POLICY_EXCEPTION -> exceptionMemory();
    };
  }

  /** Whether each policy of the cluster is in force as it is written, by name. */
  synchronized Map<String, Boolean> compiled() {
    Map<String, Boolean> compiled = new TreeMap<>();
    if (policyKind.listed) {
      policies.forEach((name, entry) -> compiled.put(name, entry.problems.isEmpty()));
    }
    return compiled;
  }

  private KindWatch.Memory policyMemory() {
    return new KindWatch.Memory() {
      @Override
      public void put(Resource resource) {
        putPolicy(resource);
      }

      @Override
      public void remove(String namespace, String name) {
        removePolicies(key -> key.equals(name));
      }

      @Override
      public void retain(Set<String> keys) {
        listedPolicies(keys);
      }

      @Override
      public boolean absent() {
        absentKind(policyKind);
        return true;
      }
    };
  }

  private KindWatch.Memory exceptionMemory() {
    return new KindWatch.Memory() {
      @Override
      public void put(Resource resource) {
        putException(resource);
      }

      @Override
      public void remove(String namespace, String name) {
        removeException(KindWatch.key(namespace, name));
      }

      @Override
      public void retain(Set<String> keys) {
        listedExceptions(keys);
      }

      @Override
      public boolean absent() {
        absentKind(exceptionKind);
        return true;
      }
    };
  }

  private synchronized void putPolicy(Resource resource) {
    PolicyEntry entry = policies.computeIfAbsent(resource.name(), _ -> new PolicyEntry(resource));
    boolean first = entry.resource == resource;
    boolean returned = entry.removed != null;
    boolean same = !first && spec(entry.resource).equals(spec(resource));
    entry.resource = resource;
    entry.removed = null;
    if (same && !returned) {
      // The status, as a rule: our own words.
      return;
    }
    if (!same) {
      compile(entry);
    }
    rebuild();
  }

  private void compile(PolicyEntry entry) {
    Resource resource = entry.resource;
    PolicyReader reader = new PolicyReader().read(resource);
    if (reader.problems().isEmpty()) {
      boolean repaired = !entry.problems.isEmpty();
      entry.problems = List.of();
      entry.inForce = reader.policies().getFirst();
      entry.inForceSpec = spec(resource);
      entry.inForceGeneration = generation(resource);
      if (repaired) {
        log.info("policy {} is in force as it is written again", resource.name());
      }
      return;
    }
    entry.problems = sentences(reader);
    if (entry.inForce == null) {
      recall(entry);
    }
    log.error(
        "policy {} cannot be compiled: {}; {}",
        Text.shorten(resource.name()),
        String.join("; ", entry.problems),
        instead(entry));
  }

  // A key of the parameters is any text, line breaks and all.
  private static List<String> sentences(PolicyReader reader) {
    return reader.problems().stream().map(Problem::message).map(Text::escape).toList();
  }

  // What an earlier process had in force when the edit broke.
  private static void recall(PolicyEntry entry) {
    String text = entry.resource.view().object("status").text("lastGood");
    if (text.isEmpty()) {
      return;
    }
    try {
      if (JsonReader.review(text.getBytes(StandardCharsets.UTF_8), Limits.REVIEW)
          instanceof ObjectValue spec) {
        PolicyReader reader =
            new PolicyReader()
                .read(entry.resource.withTree(entry.resource.tree().with("spec", spec)));
        if (reader.problems().isEmpty()) {
          entry.inForce = reader.policies().getFirst();
          entry.inForceSpec = spec;
        }
      }
    } catch (UnreadableException e) {
      log.warn(
          "status.lastGood of policy {} cannot be read: {}",
          entry.resource.name(),
          Text.escape(e.sentence()));
    }
  }

  private static String instead(PolicyEntry entry) {
    if (entry.inForce == null) {
      return "nothing is judged by it";
    }
    return entry.inForceGeneration == 0
        ? "the last good version stays in force"
        : "generation " + entry.inForceGeneration + " stays in force";
  }

  private void removePolicies(Predicate<String> names) {
    Instant now = clock.instant();
    synchronized (this) {
      policies.forEach((name, entry) -> {
        if (names.test(name) && entry.removed == null) {
          entry.removed = now;
        }
      });
    }
  }

  private synchronized void listedPolicies(Set<String> keys) {
    removePolicies(name -> !keys.contains(KindWatch.key("", name)));
    if (!policyKind.listed) {
      log.info("the policies of the cluster are in force: {}", policies.size());
    }
    listed(policyKind);
  }

  private void listed(Kind kind) {
    boolean changed = !kind.listed;
    kind.listed = true;
    kind.absent = false;
    kind.absentSince = null;
    if (changed) {
      rebuild();
    }
  }

  private synchronized void putException(Resource resource) {
    String key = KindWatch.key(resource.namespace(), resource.name());
    ExceptionEntry entry = exceptions.computeIfAbsent(key, _ -> new ExceptionEntry(resource));
    boolean same = entry.resource != resource && spec(entry.resource).equals(spec(resource));
    entry.resource = resource;
    if (same) {
      return;
    }
    PolicyReader reader = new PolicyReader().read(resource);
    entry.problems = sentences(reader);
    entry.exception = entry.problems.isEmpty() ? reader.exceptions().getFirst() : null;
    if (!entry.problems.isEmpty()) {
      log.warn(
          "PolicyException {} is not honoured: {}",
          Text.shorten(key),
          String.join("; ", entry.problems));
    }
    rebuild();
  }

  private synchronized void removeException(String key) {
    if (exceptions.remove(key) != null) {
      rebuild();
    }
  }

  private synchronized void listedExceptions(Set<String> keys) {
    if (exceptions.keySet().retainAll(keys)) {
      rebuild();
    }
    listed(exceptionKind);
  }

  private synchronized void absentKind(Kind kind) {
    if (kind.absentSince == null) {
      kind.absentSince = clock.instant();
    }
    settle();
  }

  /** Lets what was put off count once its time has come; to be called now and then. */
  synchronized void settle() {
    Instant now = clock.instant();
    boolean changed = becomeAbsent(policyKind, now);
    changed |= becomeAbsent(exceptionKind, now);
    if (!policyKind.absent) {
      boolean last = policies.values().stream().allMatch(entry -> entry.removed != null);
      Duration patience = last ? LAST_REMOVAL : REMOVAL;
      changed |=
          policies
              .values()
              .removeIf(entry -> entry.removed != null && hasPassed(entry.removed, patience, now));
    }
    if (changed) {
      rebuild();
    }
  }

  private boolean becomeAbsent(Kind kind, Instant now) {
    if (kind.absentSince == null
        || kind.absent
        || (kind.listed && !hasPassed(kind.absentSince, ABSENCE, now))) {
      return false;
    }
    kind.absent = true;
    kind.listed = false;
    if (kind == policyKind) {
      policies.clear();
      log.warn(
          "the API server has no {}: the {} shipped policies are in force",
          kind.name,
          shipped.size());
    } else {
      exceptions.clear();
      log.warn("the API server has no {}: no exception is honoured", kind.name);
    }
    return true;
  }

  private static boolean hasPassed(Instant since, Duration patience, Instant now) {
    return Duration.between(since, now).compareTo(patience) >= 0;
  }

  /** Applies a changed configuration. */
  synchronized void configurationChanged() {
    rebuild();
  }

  private void rebuild() {
    List<Policy> inForce = shipped;
    if (policyKind.listed) {
      inForce =
          policies.values().stream()
              .map(entry -> entry.inForce)
              .filter(policy -> policy != null)
              .toList();
      tellOfNone(inForce.isEmpty());
    }
    List<String> namespaces = configuration.get().exceptionNamespaces();
    List<PolicyException> honoured = new ArrayList<>();
    for (ExceptionEntry entry : exceptions.values()) {
      if (entry.exception != null && namespaces.contains(entry.exception.namespace())) {
        honoured.add(entry.exception);
      }
    }
    evaluator =
        new Evaluator(
            PolicyTable.of(inForce), Exceptions.of(honoured, evaluator.exceptions(), clock), clock);
  }

  private void tellOfNone(boolean none) {
    if (none && !toldOfNone) {
      log.warn("there is no Policy in the cluster that could be compiled: NOTHING IS JUDGED");
    }
    toldOfNone = none;
  }

  /** Every object with the status that it is to have. */
  synchronized List<WrittenStatus> statuses() {
    List<WrittenStatus> statuses = new ArrayList<>();
    if (policyKind.listed) {
      for (PolicyEntry entry : policies.values()) {
        if (entry.removed == null) {
          statuses.add(status(entry));
        }
      }
    }
    if (exceptionKind.listed) {
      for (ExceptionEntry entry : exceptions.values()) {
        statuses.add(status(entry));
      }
    }
    return statuses;
  }

  private static WrittenStatus status(PolicyEntry entry) {
    boolean good = entry.problems.isEmpty();
    String message =
        good
            ? "in force as it is written"
            : String.join("; ", entry.problems) + "; " + instead(entry);
    ObjectValue spec = good ? null : entry.inForceSpec;
    return new WrittenStatus(
        entry.resource,
        generation(entry.resource),
        "Compiled",
        good,
        good ? "Compiled" : "CannotBeCompiled",
        message,
        "lastGood",
        spec == null ? "" : JsonWriter.toText(spec));
  }

  private WrittenStatus status(ExceptionEntry entry) {
    PolicyException exception = entry.exception;
    String namespace = entry.resource.namespace();
    boolean holds = false;
    String reason;
    String message;
    if (exception == null) {
      reason = "Invalid";
      message = String.join("; ", entry.problems);
    } else if (!configuration.get().exceptionNamespaces().contains(namespace)) {
      reason = "NamespaceNotListed";
      message =
          "exceptions of namespace "
              + namespace
              + " are not honoured: exceptions.namespaces of the configuration does not list it";
    } else if (exception.isExpired(clock.instant())) {
      reason = "Expired";
      message = "expired: " + (exception.expiry() == null ? "" : exception.expiry().written());
    } else {
      holds = true;
      reason = "Honoured";
      message =
          exception.expiry() == null ? "holds" : "holds until " + exception.expiry().written();
    }
    if (exception != null) {
      message += unknownPolicies(exception);
    }
    Instant used =
        evaluator.exceptions().lastUsed(entry.resource.namespace() + '/' + entry.resource.name());
    return new WrittenStatus(
        entry.resource,
        generation(entry.resource),
        "Honoured",
        holds,
        reason,
        message,
        "lastUsed",
        latest(entry.resource.view().object("status").text("lastUsed"), used));
  }

  // To the hour: a status that changes with every use would be written all day long.
  private static String latest(String written, @Nullable Instant used) {
    String now = used == null ? "" : used.truncatedTo(ChronoUnit.HOURS).toString();
    return now.compareTo(written) > 0 ? now : written;
  }

  private String unknownPolicies(PolicyException exception) {
    Set<String> known = new HashSet<>();
    evaluator.table().policies().forEach(policy -> known.add(policy.name()));
    List<String> unknown =
        exception.policies().stream().filter(name -> !known.contains(name)).sorted().toList();
    return unknown.isEmpty() ? "" : "; there is no policy " + String.join(", ", unknown);
  }

  private static ObjectValue spec(Resource resource) {
    return resource.tree().get("spec") instanceof ObjectValue spec ? spec : ObjectValue.EMPTY;
  }

  private static long generation(Resource resource) {
    return resource.metadata().value().get("generation") instanceof NumberValue number
            && number.isInteger()
        ? number.integer()
        : 0;
  }
}
