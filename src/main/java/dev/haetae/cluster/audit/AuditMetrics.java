package dev.haetae.cluster.audit;

import static java.util.Locale.ROOT;

import dev.haetae.audit.AuditResult;
import dev.haetae.audit.NamespaceCount;
import dev.haetae.audit.PolicyCount;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbers of the last audit, for whoever measures; of a replica that does not lead, none. */
final class AuditMetrics implements MeterBinder {
  /** The namespaces that are told apart; all further ones are measured together. */
  static final int MOST_NAMESPACES = 100;

  private static final String OTHERS = "(others)";

  private volatile @Nullable MultiGauge findings;
  private volatile @Nullable MultiGauge objects;
  private volatile @Nullable MultiGauge undecided;
  private volatile @Nullable MultiGauge unlisted;
  private volatile double succeeded;
  private volatile double seconds;

  @Override
  public void bindTo(MeterRegistry registry) {
    findings =
        MultiGauge.builder("haetae.audit.findings")
            .description("Violations that the last audit found, by policy and its action.")
            .register(registry);
    objects =
        MultiGauge.builder("haetae.audit.objects")
            .description("Owners by what the last audit found of them; one may count twice.")
            .register(registry);
    undecided =
        MultiGauge.builder("haetae.audit.undecided")
            .description("What policies could not decide in the last audit.")
            .register(registry);
    unlisted =
        MultiGauge.builder("haetae.audit.unlisted")
            .description("1 for a kind that the last audit could not list.")
            .register(registry);
    Gauge.builder("haetae.audit.last.success.timestamp", this, audit -> audit.succeeded)
        .description("When the last audit ended well, in seconds since 1970; 0 before the first.")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("haetae.audit.duration", this, audit -> audit.seconds)
        .description("How long the last audit took.")
        .baseUnit("seconds")
        .register(registry);
  }

  /**
   * Measures an audit that has ended well.
   *
   * @param unlistedKinds those that cannot be listed
   * @param perNamespace whether findings are told apart by namespaces
   */
  void measure(AuditResult result, Set<String> unlistedKinds, boolean perNamespace, Duration took) {
    put(findings, perNamespace ? byNamespace(result) : byPolicy(result));
    put(objects, objects(result));
    put(undecided, undecided(result));
    List<MultiGauge.Row<?>> kinds = new ArrayList<>();
    unlistedKinds.forEach(kind -> kinds.add(row(Tags.of("kind", kind), 1)));
    put(unlisted, kinds);
    seconds = took.toMillis() / 1000.0;
    succeeded = result.at().getEpochSecond();
  }

  /** Takes back what was measured: another replica leads, or nobody audits. */
  void clear() {
    put(findings, List.of());
    put(objects, List.of());
    put(undecided, List.of());
    put(unlisted, List.of());
  }

  private static void put(@Nullable MultiGauge gauge, List<MultiGauge.Row<?>> rows) {
    if (gauge != null) {
      gauge.register(rows, true);
    }
  }

  private static MultiGauge.Row<?> row(Tags tags, int value) {
    return MultiGauge.Row.of(tags, value);
  }

  // As the findings of reviews are measured.
  private static Tags tags(PolicyCount count) {
    return Tags.of("policy", count.policy(), "action", count.action().word().toLowerCase(ROOT));
  }

  private static List<MultiGauge.Row<?>> byPolicy(AuditResult result) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    result.policies().forEach(count -> rows.add(row(tags(count), count.findings())));
    return rows;
  }

  private static List<MultiGauge.Row<?>> byNamespace(AuditResult result) {
    Set<String> apart = most(result);
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (PolicyCount count : result.policies()) {
      Map<String, Integer> numbers = new TreeMap<>();
      count
          .findingsIn()
          .forEach((namespace, number) ->
              numbers.merge(apart.contains(namespace) ? namespace : OTHERS, number, Integer::sum));
      numbers.forEach(
          (namespace, number) -> rows.add(row(tags(count).and("namespace", namespace), number)));
    }
    return rows;
  }

  // Those with the most findings.
  private static Set<String> most(AuditResult result) {
    Map<String, Integer> sums = new TreeMap<>();
    for (PolicyCount count : result.policies()) {
      count
          .findingsIn()
          .forEach((namespace, number) -> sums.merge(namespace, number, Integer::sum));
    }
    return sums.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_NAMESPACES)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static List<MultiGauge.Row<?>> objects(AuditResult result) {
    AuditResult.Totals totals = result.totals();
    Map<String, Integer> numbers = new TreeMap<>();
    numbers.put("clean", totals.clean());
    numbers.put("denied", sum(result, NamespaceCount::denied));
    numbers.put("warned", sum(result, NamespaceCount::warned));
    numbers.put("undecided", sum(result, NamespaceCount::undecided));
    numbers.put("waived", sum(result, NamespaceCount::waived));
    numbers.put("refusedNextPod", totals.refused());
    numbers.put("exempt", totals.exempt());
    numbers.put("uncounted", totals.uncounted());
    numbers.put("unreadable", result.report().errors().size());
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    numbers.forEach((verdict, number) -> rows.add(row(Tags.of("verdict", verdict), number)));
    return rows;
  }

  private static int sum(AuditResult result, ToIntFunction<NamespaceCount> number) {
    return result.namespaces().stream().mapToInt(number).sum();
  }

  private static List<MultiGauge.Row<?>> undecided(AuditResult result) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    result
        .policies()
        .forEach(count -> rows.add(row(Tags.of("policy", count.policy()), count.undecided())));
    return rows;
  }
}
