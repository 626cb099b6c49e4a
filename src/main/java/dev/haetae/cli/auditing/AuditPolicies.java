package dev.haetae.cli.auditing;

import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.policy.PoliciesInForce;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Problem;
import dev.haetae.rule.EnforcementPoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies that an audit judges by: those that are named, those of the cluster, or the shipped
 * pack; and of rules that are to be enforced those that are not among them.
 */
public final class AuditPolicies {
  private final List<Policy> policies = new ArrayList<>();
  private final List<PolicyException> exceptions = new ArrayList<>();
  private final List<String> enforced;

  /**
   * No policies yet.
   *
   * @param enforced the ids of rules that are to be enforced
   * @param bringRules whether the policies that are read may bring rules of their own
   * @throws UsageException when one is none that a webhook asks
   */
  public AuditPolicies(List<String> enforced, boolean bringRules) {
    if (!bringRules) {
      requireKnown(enforced);
    }
    for (String rule : enforced) {
      RuleCatalog.@Nullable Entry entry = RuleCatalog.find(rule);
      if (entry != null && !entry.info().points().contains(EnforcementPoint.VALIDATE)) {
        throw new UsageException(
            "--enforce "
                + rule
                + ": no webhook asks this rule, so as Deny it would refuse nothing");
      }
    }
    this.enforced = List.copyOf(new LinkedHashSet<>(enforced));
  }

  /**
   * Refuses rules that are not in the catalogue.
   *
   * @throws UsageException when there is one
   */
  static void requireKnown(Collection<String> rules) {
    for (String rule : rules) {
      if (RuleCatalog.find(rule) == null) {
        throw new UsageException(Names.unknownRule(rule));
      }
    }
  }

  /** The ids of the rules that are to be enforced, each once. */
  public List<String> enforced() {
    return enforced;
  }

  /** Reads the policies that options name, or the shipped pack. */
  public void read(
      PolicyOptions options,
      Terminal terminal,
      Map<String, Supplier<String>> sources,
      List<Problem> problems) {
    policies.addAll(options.read(terminal, exceptions, sources, problems));
    addMissing(enforced);
  }

  /**
   * Reads those of a cluster, of these rules if any are named.
   *
   * @param configuration null when none was given
   * @param notes is told what they are
   */
  public void read(
      AuditedCluster cluster,
      List<String> rules,
      @Nullable Configuration configuration,
      Consumer<String> notes)
      throws CannotUseClusterException, InterruptedException {
    PoliciesInForce inForce =
        cluster.policies(configuration == null ? null : configuration.exceptionNamespaces(), notes);
    if (inForce == null) {
      policies.addAll(ShippedPolicies.load());
    } else {
      policies.addAll(inForce.policies());
      exceptions.addAll(inForce.exceptions());
    }
    if (!rules.isEmpty()) {
      policies.removeIf(policy -> !rules.contains(policy.info().id()));
      addMissing(rules);
    }
    addMissing(enforced);
  }

  private void addMissing(List<String> rules) {
    Set<String> missing = new HashSet<>(rules);
    policies.forEach(policy -> missing.remove(policy.info().id()));
    requireKnown(missing);
    if (!missing.isEmpty()) {
      policies.addAll(ShippedPolicies.load(missing.stream().sorted().toList()));
    }
  }

  /** The judge of these policies. */
  public Evaluator evaluator(Configuration configuration, InstantSource clock) {
    return new Evaluator(
        PolicyTable.of(policies, configuration.carriers(), configuration.agents()),
        Exceptions.of(exceptions, clock),
        clock);
  }

  /** The names of the policies that are to be enforced. */
  public Set<String> names() {
    return policies.stream()
        .filter(policy -> enforced.contains(policy.info().id()))
        .map(Policy::name)
        .collect(Collectors.toSet());
  }
}
