package dev.haetae.cli.auditing;

import dev.haetae.cli.input.AdmissionObjects;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.cluster.client.CannotUseClusterException;
import dev.haetae.cluster.policy.PoliciesInForce;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.InTreePolicies;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.EnforcementPoint;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies that an audit judges by: those that are named, those of the cluster, or the shipped
 * pack; and of rules that are to be enforced those that are not among them.
 */
public final class AuditPolicies {
  private final List<Policy> policies = new ArrayList<>();
  private final List<PolicyException> exceptions = new ArrayList<>();
  private final List<String> enforced;
  private InTreePolicies inTree = InTreePolicies.NONE;

  /**
   * No policies yet.
   *
   * @param enforced the ids of rules that are to be enforced
   * @throws UsageException when one is a rule that no webhook asks
   */
  public AuditPolicies(List<String> enforced) {
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
    options.namesOthers = true;
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

  /**
   * Reads Kubernetes' own policies.
   *
   * @param audited what is audited, among which they may be
   * @param closed whether what is not there does not exist
   */
  public void readInTree(
      PolicyOptions options,
      List<Resource> audited,
      boolean closed,
      Map<String, Supplier<String>> sources,
      List<Problem> problems,
      List<String> notes) {
    if (!options.admission.registered().isEmpty()
        || audited.stream().anyMatch(AdmissionObjects::isRegistration)) {
      inTree =
          AuditedInTree.read(
              options.admission,
              options.strict,
              audited,
              options.rules,
              closed,
              sources,
              problems,
              notes);
    }
  }

  /**
   * Refuses rules that there are not, once all policies are read.
   *
   * @throws UsageException when one is neither a rule nor the name of a policy
   */
  public void requireNamed(List<String> rules) {
    Set<String> known = new HashSet<>();
    policies.forEach(policy -> known.add(policy.info().id()));
    inTree.policies().forEach(policy -> known.add(policy.info().id()));
    for (String rule : Stream.concat(rules.stream(), enforced.stream()).toList()) {
      if (RuleCatalog.find(rule) == null && !known.contains(rule)) {
        throw new UsageException(Names.unknownRule(rule));
      }
    }
  }

  private void addMissing(List<String> rules) {
    Set<String> missing = new HashSet<>(rules);
    missing.removeIf(rule -> RuleCatalog.find(rule) == null);
    policies.forEach(policy -> missing.remove(policy.info().id()));
    if (!missing.isEmpty()) {
      policies.addAll(ShippedPolicies.load(missing.stream().sorted().toList()));
    }
  }

  /** The judge of these policies. */
  public Evaluator evaluator(Configuration configuration, InstantSource clock) {
    return new Evaluator(
            PolicyTable.of(policies, configuration.carriers(), configuration.agents()),
            Exceptions.of(exceptions, clock),
            clock)
        .with(inTree);
  }

  /** The names of the policies that are to be enforced. */
  public Set<String> names() {
    return Stream.concat(policies.stream(), inTree.policies().stream())
        .filter(policy -> enforced.contains(policy.info().id()))
        .map(Policy::name)
        .collect(Collectors.toSet());
  }
}
