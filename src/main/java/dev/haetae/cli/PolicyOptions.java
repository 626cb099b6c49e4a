package dev.haetae.cli;

import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say by which policies objects are judged. */
final class PolicyOptions {

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "PATH",
      description =
          "policies to use instead of the shipped pack, and exceptions to honour: files or folders;"
              + " repeatable")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--rule",
      paramLabel = "ID",
      description = "only the policies of this rule; repeatable")
  List<String> rules = new ArrayList<>();

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> sources = new HashMap<>();
  private final List<PolicyException> exceptions = new ArrayList<>();

  /** Everything that is wrong with the policies. */
  List<Problem> problems() {
    return problems;
  }

  /** The texts of the files that were read, by name. */
  Map<String, String> sources() {
    return sources;
  }

  /** The exceptions that were given, once the policies have been read. */
  List<PolicyException> exceptions() {
    return List.copyOf(exceptions);
  }

  /** Whether certain policies were asked for. */
  boolean isFixed() {
    return !paths.isEmpty() || !rules.isEmpty();
  }

  /** The policies that were asked for. */
  List<Policy> read(Terminal terminal) {
    for (String rule : rules) {
      if (RuleCatalog.find(rule) == null) {
        throw new UsageException(Names.unknownRule(rule));
      }
    }
    if (paths.isEmpty()) {
      return shipped();
    }
    ManifestFiles files = new ManifestFiles(terminal, Carriers.SHIPPED);
    PolicyReader reader = new PolicyReader();
    files.policies(
        paths,
        (file, bytes) -> {
          sources.put(file, new String(bytes, StandardCharsets.UTF_8));
          reader.read(bytes, file);
        });
    problems.addAll(files.problems());
    problems.addAll(reader.problems());
    exceptions.addAll(reader.exceptions());
    if (problems.isEmpty() && reader.policies().isEmpty()) {
      // Nothing but exceptions: tried out on the pack.
      return shipped();
    }
    return rules.isEmpty()
        ? reader.policies()
        : reader.policies().stream()
            .filter(policy -> rules.contains(policy.rule().info().id()))
            .toList();
  }

  private List<Policy> shipped() {
    return ShippedPolicies.load(rules.isEmpty() ? RuleCatalog.ids() : List.copyOf(rules));
  }
}
