package dev.haetae.cli.input;

import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.PolicyReader;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
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

  @Option(
      names = "--strict",
      description =
          "take warnings about policies of Kubernetes' own for errors: fields that objects have"
              + " not, types that do not fit")
  public boolean strict;

  /** Kubernetes' own policies among those that were read. */
  public final AdmissionObjects admission = new AdmissionObjects();

  /** Whether the rules may name policies of elsewhere, so that others refuse what is unknown. */
  public boolean namesOthers;

  /** Returns whether certain policies were asked for. */
  public boolean isFixed() {
    return !paths.isEmpty() || !rules.isEmpty();
  }

  /** Refuses rules that there are not, as far as that is known before policies are read. */
  public void requireRules() {
    if (paths.isEmpty()) {
      requireRules(List.of());
    }
  }

  private void requireRules(List<Policy> read) {
    if (namesOthers) {
      return;
    }
    for (String rule : rules) {
      if (RuleCatalog.find(rule) == null
          && !admission.names().contains(rule)
          && read.stream().noneMatch(policy -> policy.info().id().equals(rule))) {
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
    List<Resource> objects = new ArrayList<>();
    for (ManifestFiles.Content<byte[]> policy : read.files()) {
      sources.put(policy.file(), policy.text());
      objects.addAll(objects(policy, problems));
    }
    PolicyReader reader = reader(objects);
    problems.addAll(read.problems());
    problems.addAll(reader.problems());
    exceptions.addAll(reader.exceptions());
    if (problems.isEmpty() && reader.policies().isEmpty() && admission.registered().isEmpty()) {
      // Nothing but exceptions: tried out on the pack.
      return shipped();
    }
    requireRules(reader.policies());
    admission.keep(rules);
    return rules.isEmpty()
        ? reader.policies()
        : reader.policies().stream().filter(policy -> rules.contains(policy.info().id())).toList();
  }

  private static List<Resource> objects(
      ManifestFiles.Content<byte[]> policy, List<Problem> problems) {
    ManifestReader.Manifest manifest =
        ManifestReader.read(policy.content(), policy.file(), "default", Limits.FILES);
    problems.addAll(manifest.problems());
    if (manifest.isEmpty()) {
      problems.add(Problem.of(policy.file(), "there is no policy in this file"));
    }
    return manifest.resources();
  }

  // What a policy of Kubernetes' own looks at may lie beside it.
  private PolicyReader reader(List<Resource> objects) {
    objects.stream().filter(AdmissionObjects::isRegistration).forEach(admission::register);
    PolicyReader reader = new PolicyReader();
    for (Resource object : objects) {
      if (admission.looksAt(object.groupKind())) {
        admission.see(object);
      } else if (!AdmissionObjects.isRegistration(object)) {
        reader.read(object);
      }
    }
    return reader;
  }

  private List<Policy> shipped() {
    return rules.isEmpty()
        ? ShippedPolicies.load()
        : ShippedPolicies.load(
            rules.stream().filter(rule -> RuleCatalog.find(rule) != null).toList());
  }
}
