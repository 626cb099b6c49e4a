package dev.haetae.cli.auditing;

import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditScope;
import dev.haetae.audit.Auditor;
import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.overview.Overview;
import dev.haetae.page.AuditedPage;
import dev.haetae.report.Report;
import dev.haetae.report.html.Page;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One audit: reads a configuration, policies and a world, and judges what is in it. */
public final class AuditRun {
  private final Asked asked;
  private final Terminal terminal;
  private final InstantSource clock;
  private final AuditPolicies policies;
  private final Configuration configuration;
  private final Report.Builder report = new Report.Builder();
  private final Map<String, Supplier<String>> sources = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * What is asked for.
   *
   * @param inventories files, folders, {@code cluster}; none stands for the cluster
   * @param namespaces whose objects are judged; all when empty
   * @param since only objects that were made then or later; null for all
   * @param enforced the ids of rules that are to be enforced
   */
  public record Asked(
      List<String> inventories,
      PolicyOptions policies,
      ConfigurationOptions configuration,
      List<String> namespaces,
      @Nullable Instant since,
      List<String> enforced) {
    /** A question that keeps its own copies, and names the cluster. */
    public Asked {
      inventories =
          inventories.isEmpty() ? List.of(WorldOptions.CLUSTER) : List.copyOf(inventories);
      namespaces = List.copyOf(namespaces);
      enforced = List.copyOf(enforced);
    }
  }

  /**
   * What came of it.
   *
   * @param world in which everything was judged; open when nothing could be
   * @param evaluator by which; null when nothing could be
   * @param notes what the user should know besides
   * @param faults failures of rules of ours
   */
  public record Audited(
      AuditResult result,
      InventorySnapshot world,
      @Nullable Evaluator evaluator,
      List<String> notes,
      List<RuntimeException> faults) {
    /** Returns whether there was something to judge, and to judge by. */
    public boolean isWhole() {
      return evaluator != null;
    }

    /** Returns whether there is nothing to show but what could not be read. */
    public boolean isVain() {
      return result.totals().owners() == 0 && !result.report().errors().isEmpty();
    }

    /**
     * The page of it.
     *
     * @param inventories as they are named on the command line
     */
    public Page page(List<String> inventories) {
      Overview overview = Overview.of(world, world.census(), OverviewPolicies.settings(evaluator));
      return AuditedPage.of(name(inventories), result, overview, notes);
    }

    // Where a file lies on this machine is nobody's business who is handed the page.
    private static String name(List<String> inventories) {
      return inventories.isEmpty()
          ? WorldOptions.CLUSTER
          : inventories.stream()
              .map(Audited::lastPart)
              .distinct()
              .collect(Collectors.joining(", "));
    }

    private static String lastPart(String inventory) {
      String whole = inventory.replaceAll("/+$", "");
      return whole.substring(whole.lastIndexOf('/') + 1);
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws UsageException when a rule is named that there is not
   */
  public AuditRun(Asked asked, Terminal terminal, InstantSource clock) {
    this.asked = asked;
    this.terminal = terminal;
    this.clock = clock;
    this.policies = new AuditPolicies(asked.enforced());
    this.configuration = asked.configuration().read(sources, problems);
  }

  public Configuration configuration() {
    return configuration;
  }

  /** Returns whether something is wrong already. */
  public boolean isHopeless() {
    return !problems.isEmpty();
  }

  /** The namespace that Haetae itself is in. */
  public static String ownNamespace(Terminal terminal) {
    return terminal.environment().getOrDefault("HAETAE_NAMESPACE", "haetae");
  }

  /** Reads everything, and judges it. */
  public Audited audit(Instant now) {
    try {
      return asked.inventories().contains(WorldOptions.CLUSTER) ? ofCluster(now) : ofFiles(now);
    } catch (CannotUseClusterException e) {
      problems.add(Problem.of(WorldOptions.CLUSTER, e.sentence()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problems.add(Problem.of(WorldOptions.CLUSTER, "reading was interrupted"));
    }
    return unread(now);
  }

  private Audited ofFiles(Instant now) {
    policies.read(asked.policies(), terminal, sources, problems);
    if (!problems.isEmpty()) {
      return unread(now);
    }
    AuditInput input = input();
    if (!readInTree(input.objects(), true)) {
      return unread(now);
    }
    Evaluator evaluator = policies.evaluator(configuration, clock);
    return audited(input.judge(evaluator, scope(Set.of())), input, evaluator, now);
  }

  private Audited ofCluster(Instant now) throws CannotUseClusterException, InterruptedException {
    try (AuditedCluster cluster = AuditedCluster.connect(terminal.environment())) {
      if (asked.policies().paths.isEmpty()) {
        boolean isConfigured = asked.configuration().file != null;
        policies.read(
            cluster, asked.policies().rules, isConfigured ? configuration : null, notes::add);
      } else {
        policies.read(asked.policies(), terminal, sources, problems);
      }
      if (!problems.isEmpty()) {
        return unread(now);
      }
      AuditInput input = input();
      List<Resource> there = new ArrayList<>(cluster.admission(asked.policies(), notes));
      there.addAll(input.objects());
      if (!readInTree(there, false)) {
        return unread(now);
      }
      Evaluator evaluator = policies.evaluator(configuration, clock);
      Set<String> own = Set.of(ownNamespace(terminal));
      return audited(input.judge(evaluator, scope(own), cluster), input, evaluator, now);
    }
  }

  // Returns whether they can be judged by.
  private boolean readInTree(List<Resource> audited, boolean closed) {
    policies.readInTree(asked.policies(), audited, closed, sources, problems, notes);
    policies.requireNamed(asked.policies().rules);
    return problems.isEmpty();
  }

  private AuditInput input() {
    AuditInput input = new AuditInput(report);
    List<String> files =
        asked.inventories().stream().filter(one -> !one.equals(WorldOptions.CLUSTER)).toList();
    if (!files.isEmpty()) {
      input.read(files, configuration.carriers(), terminal);
    }
    return input;
  }

  private AuditScope scope(Set<String> own) {
    return new AuditScope(
        new HashSet<>(asked.namespaces()),
        asked.since(),
        configuration.unreviewed(own),
        policies.names());
  }

  private Audited audited(Auditor auditor, AuditInput input, Evaluator evaluator, Instant now) {
    notes.addAll(input.notes());
    notes.addAll(auditor.notes());
    sources.forEach(report::source);
    return new Audited(
        auditor.result(now, policies.enforced()),
        input.world(),
        evaluator,
        notes,
        auditor.faults());
  }

  // What could not be read leaves nothing to judge, or nothing to judge by.
  private Audited unread(Instant now) {
    Report.Builder nothing = new Report.Builder();
    sources.forEach(nothing::source);
    problems.forEach(nothing::error);
    return new Audited(
        AuditResult.of(now, nothing.build()), InventorySnapshot.OPEN, null, notes, List.of());
  }
}
