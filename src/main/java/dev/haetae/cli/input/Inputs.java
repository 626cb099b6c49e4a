package dev.haetae.cli.input;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.configuration.Configuration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.InTreePolicies;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.admission.AdmissionJudge;
import dev.haetae.engine.admission.SeenObjects;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.render.Settings;
import dev.haetae.resource.Carriers;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.rule.manifest.FieldShapes;
import dev.haetae.rule.manifest.MissingKind;
import dev.haetae.schema.Schema;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** The inputs that several commands have: a configuration, policies with exceptions, a world. */
public class Inputs {
  @Mixin public final WorldOptions worldOptions = new WorldOptions();
  @Mixin public final ConfigurationOptions configurationOptions = new ConfigurationOptions();

  /** The options for charts, of commands that have them. */
  public ChartOptions chartOptions = new ChartOptions();

  /** The texts of the files that were read, by name. */
  public final Map<String, Supplier<String>> sources = new HashMap<>();

  /** Everything that is wrong with what was read. */
  public final List<Problem> problems = new ArrayList<>();

  /** Remarks on what was read, such as which files were passed over. */
  public final List<String> notes = new ArrayList<>();

  public Configuration configuration = Configuration.DEFAULT;

  /** The files and folders that the options name. */
  public List<String> files() {
    List<String> files = new ArrayList<>(worldOptions.files());
    if (configurationOptions.file != null) {
      files.add(configurationOptions.file.toString());
    }
    return files;
  }

  /** Reads the configuration; to be called first. */
  public final void readConfiguration() {
    configuration = configurationOptions.read(sources, problems);
  }

  /** Reads the inventories. */
  public final InventorySnapshot.Builder readWorld(Terminal terminal) {
    return worldOptions.read(terminal, carriers(), this::see, sources, problems, notes);
  }

  /** Is shown every object of the inventories. */
  void see(Resource object) {}

  /**
   * Reads the manifests that a command is about, and adds what is wrong with them.
   *
   * @param unread the kinds that it is not about
   */
  public final ManifestFiles.Contents<Manifest> readManifests(
      List<String> paths, Set<String> unread, Terminal terminal) {
    ManifestFiles.Contents<Manifest> read =
        manifests(paths, unread, Drafts.NONE, UnaryOperator.identity(), terminal);
    problems.addAll(read.problems());
    sources.putAll(read.sources());
    return read;
  }

  /**
   * Reads manifests and leaves it to who asks what becomes of the problems with them.
   *
   * @param unread the kinds that the command is not about
   * @param drafts texts in place of those on the disk
   * @param kept says what is to be kept of each manifest once it is read
   */
  public final ManifestFiles.Contents<Manifest> manifests(
      List<String> paths,
      Set<String> unread,
      Drafts drafts,
      UnaryOperator<Manifest> kept,
      Terminal terminal) {
    WantedObjects wanted = WantedObjects.ofRun(worldOptions.namespace, carriers(), unread);
    Settings settings = chartOptions.settings(worldOptions.namespace, terminal.environment());
    return ManifestFiles.manifests(paths, wanted, drafts, kept, settings, terminal);
  }

  /**
   * Adds an object of the input to its world. What the API server would refuse is never there, so
   * nothing else can build on it.
   *
   * @return why it is not in the world, or cannot be read there; null when all is well
   */
  public static @Nullable MalformedResourceException join(Resource object, InputWorlds worlds) {
    MalformedResourceException wrong = misshapen(object);
    return wrong == null ? worlds.add(object) : wrong;
  }

  /** Returns which field of an object has a wrong shape; null when none has. */
  public static @Nullable MalformedResourceException misshapen(Resource object) {
    try {
      FieldShapes.requireDecodable(object);
      return null;
    } catch (MalformedResourceException e) {
      MalformedResourceException known = InputWorlds.problem(object);
      return known == null ? e : known;
    }
  }

  /** The kinds that carry pod specs. */
  public final Carriers carriers() {
    return configuration.carriers();
  }

  /** The notes on kinds of which objects hold pods that nobody here knows how to find. */
  public final List<String> unknownCarrierNotes(List<Resource> objects) {
    Map<GroupKind, Integer> unknown = new TreeMap<>();
    for (Resource object : objects) {
      if (!carriers().include(object.groupKind())
          && Schema.kubernetes().kindOrNull(object.apiVersion(), object.kind()) == null
          && MissingKind.of(object) == null
          && Carriers.seemsToBe(object)) {
        unknown.merge(object.groupKind(), 1, Integer::sum);
      }
    }
    List<String> unheard = new ArrayList<>();
    unknown.forEach((kind, count) ->
        unheard.add(
            (count == 1 ? "1 object" : count + " objects")
                + " of kind "
                + kind
                + (count == 1 ? " holds" : " hold")
                + " containers or volumes that no rule looks at: carriers in the configuration say"
                + " where the pod specs of a kind are"));
    return unheard;
  }

  /** Takes standard input for what nobody has named, unless a person sits there. */
  public static void takeStandardInput(List<String> paths, String verb, Terminal terminal) {
    if (paths.isEmpty()) {
      if (terminal.interactive()) {
        throw new UsageException(
            "name the manifests to " + verb + ": files, folders, or - for stdin");
      }
      paths.add(Drafts.STANDARD_INPUT);
    }
  }

  /** The inputs of a command that judges. */
  public static final class WithPolicies extends Inputs {
    @Mixin public final PolicyOptions policyOptions = new PolicyOptions();

    private final List<PolicyException> exceptions = new ArrayList<>();
    private List<Policy> policies = List.of();
    private @Nullable AdmissionPolicies admission;

    /** Who makes the requests, as {@code userInfo}; null when that is not known. */
    public @Nullable ObjectValue user;

    /** The same options with nothing read yet. */
    public WithPolicies anew() {
      WithPolicies same = new WithPolicies();
      same.worldOptions.inventories.addAll(worldOptions.inventories);
      same.worldOptions.namespace = worldOptions.namespace;
      same.configurationOptions.file = configurationOptions.file;
      same.policyOptions.paths.addAll(policyOptions.paths);
      same.policyOptions.rules.addAll(policyOptions.rules);
      same.policyOptions.strict = policyOptions.strict;
      same.user = user;
      return same;
    }

    @Override
    void see(Resource object) {
      policyOptions.admission.see(object);
    }

    @Override
    public List<String> files() {
      List<String> files = super.files();
      files.addAll(policyOptions.paths);
      return files;
    }

    /** Reads the policies. */
    public void readPolicies(Terminal terminal) {
      policies = policyOptions.read(terminal, exceptions, sources, problems);
      if (!policyOptions.admission.registered().isEmpty()) {
        admission =
            AdmissionReading.read(
                policyOptions.admission, policyOptions.strict, sources, problems, notes);
      }
    }

    /** The policies that were read. */
    public List<Policy> policies() {
      return policies;
    }

    /** The judge of these policies; to be asked for when nothing is wrong with them. */
    public Evaluator evaluator(InstantSource clock) {
      return new Evaluator(
              PolicyTable.of(policies, carriers(), configuration.agents()),
              Exceptions.of(exceptions, clock),
              clock)
          .with(inTree());
    }

    private InTreePolicies inTree() {
      AdmissionPolicies read = admission;
      return read == null || read.isEmpty()
          ? InTreePolicies.NONE
          : new AdmissionJudge(read, user, isWhole());
    }

    // A live cluster is not asked for the objects that parametrize policies.
    private boolean isWhole() {
      return worldOptions.isClosed() && !worldOptions.isCluster();
    }

    /** Returns whether there are policies of Kubernetes' own, which may be for any kind. */
    public boolean judgesInTree() {
      return !policyOptions.admission.isEmpty();
    }

    /** Kubernetes' own policies that were read; null when there are none. */
    public @Nullable AdmissionPolicies admission() {
      return admission;
    }

    /** What policies look at besides the objects that they judge, of what was read so far. */
    public SeenObjects seen() {
      return new SeenObjects(policyOptions.admission.world(), isWhole());
    }

    /** Returns whether some policy judges every kind, also those that nobody looks up. */
    public boolean judgeEverything() {
      return policies.stream().anyMatch(policy -> policy.info().subjects().everything());
    }

    /** Returns whether some policy is of this rule. */
    public boolean judges(String rule) {
      return policies.stream().anyMatch(policy -> policy.info().id().equals(rule));
    }

    /** Says which exceptions a server with this configuration would not honour. */
    public List<String> exceptionNotes() {
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
