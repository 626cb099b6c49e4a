package dev.haetae.cli.input;

import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that say by which policies objects are judged. */
public final class PolicyOptions {

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "PATH",
      description =
          "policies to use instead of the shipped pack, and exceptions to honour: files or folders;"
              + " repeatable")
  public List<String> paths = new ArrayList<>();

  @Option(
      names = "--rule",
      paramLabel = "ID",
      description =
          "only the policies of this rule, also of one that the shipped pack leaves out;"
              + " repeatable")
  public List<String> rules = new ArrayList<>();

  /** Returns whether certain policies were asked for. */
  public boolean isFixed() {
    return !paths.isEmpty() || !rules.isEmpty();
  }

  /** Refuses rules that there are not. */
  public void requireRules() {
    for (String rule : rules) {
      if (RuleCatalog.find(rule) == null) {
        throw new UsageException(Names.unknownRule(rule));
      }
    }
  }

  /**
   * The policies that were asked for.
   *
   * @param exceptions gets the exceptions that were given
   * @param sources gets the texts of the files that were read, by name
   * @param problems gets everything that is wrong with them
   */
  public List<Policy> read(
      Terminal terminal,
      List<PolicyException> exceptions,
      Map<String, Supplier<String>> sources,
      List<Problem> problems) {
    requireRules();
    if (paths.isEmpty()) {
      return shipped();
    }
    ManifestFiles.Contents<byte[]> read = ManifestFiles.policies(paths, terminal);
    PolicyReader reader = new PolicyReader();
    for (ManifestFiles.Content<byte[]> policy : read.files()) {
      sources.put(policy.file(), policy.text());
      reader.read(policy.content(), policy.file());
    }
    problems.addAll(read.problems());
    problems.addAll(reader.problems());
    exceptions.addAll(reader.exceptions());
    if (read.problems().isEmpty() && reader.problems().isEmpty() && reader.policies().isEmpty()) {
      // Nothing but exceptions: tried out on the pack.
      return shipped();
    }
    return rules.isEmpty()
        ? reader.policies()
        : reader.policies().stream().filter(policy -> rules.contains(policy.info().id())).toList();
  }

  private List<Policy> shipped() {
    return rules.isEmpty() ? ShippedPolicies.load() : ShippedPolicies.load(List.copyOf(rules));
  }
}
