package dev.haetae.cli;

import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** The inputs that several commands have: a configuration, policies with exceptions, a world. */
class Inputs {
  @Mixin final WorldOptions worldOptions = new WorldOptions();
  @Mixin final ConfigurationOptions configurationOptions = new ConfigurationOptions();

  /** The texts of the files that were read, by name. */
  final Map<String, String> sources = new HashMap<>();

  /** Everything that is wrong with what was read. */
  final List<Problem> problems = new ArrayList<>();

  /** Remarks on what was read, such as which files were passed over. */
  final List<String> notes = new ArrayList<>();

  Configuration configuration = Configuration.DEFAULT;

  /** Reads the configuration; to be called first. */
  final void readConfiguration() {
    configuration = configurationOptions.read(sources, problems);
  }

  /** Reads the inventories. */
  final InventorySnapshot.Builder readWorld(Terminal terminal) {
    return worldOptions.read(terminal, carriers(), sources, problems, notes);
  }

  /** Reads the manifests that a command is about, and adds what is wrong with them. */
  final ManifestFiles.Contents<Manifest> readManifests(List<String> paths, Terminal terminal) {
    ManifestFiles.Contents<Manifest> read =
        ManifestFiles.manifests(paths, worldOptions.namespace, terminal, carriers());
    problems.addAll(read.problems());
    return read;
  }

  /** The kinds that carry pod specs. */
  final Carriers carriers() {
    return configuration.carriers();
  }

  /** Takes standard input for what nobody has named, unless a person sits there. */
  static void takeStandardInput(List<String> paths, String verb, Terminal terminal) {
    if (paths.isEmpty()) {
      if (terminal.interactive()) {
        throw new UsageException(
            "name the manifests to " + verb + ": files, folders, or - for stdin");
      }
      paths.add("-");
    }
  }

  /** The inputs of a command that judges. */
  static final class WithPolicies extends Inputs {
    @Mixin final PolicyOptions policyOptions = new PolicyOptions();

    private final List<PolicyException> exceptions = new ArrayList<>();
    private List<Policy> policies = List.of();

    /** Reads the policies. */
    void readPolicies(Terminal terminal) {
      policies = policyOptions.read(terminal, exceptions, sources, problems);
    }

    /** The judge of these policies; to be asked for when nothing is wrong with them. */
    Evaluator evaluator(InstantSource clock) {
      return new Evaluator(
          PolicyTable.of(policies, carriers(), configuration.agents()),
          Exceptions.of(exceptions, clock),
          clock);
    }

    /** Says which exceptions a server with this configuration would not honour. */
    List<String> exceptionNotes() {
      List<String> unheard = new ArrayList<>();
      for (PolicyException exception : exceptions) {
        if (configurationOptions.file != null
            && !configuration.exceptionNamespaces().contains(exception.namespace())) {
          unheard.add(
              "PolicyException "
                  + exception.id()
                  + " is honoured here, but not by a server of this configuration: its"
                  + " exceptions.namespaces does not list "
                  + exception.namespace());
        }
      }
      return unheard;
    }
  }
}
