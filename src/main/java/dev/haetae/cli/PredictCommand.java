package dev.haetae.cli;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.input.ChartOptions;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.UnreadableObjectException;
import dev.haetae.policy.Policy;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Predictions;
import dev.haetae.report.format.PredictionFormats;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.manifest.MissingKind;
import dev.haetae.rule.network.NodePortRange;
import dev.haetae.rule.storage.PvcBoundRwxNfs;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.prediction.Admission;
import dev.haetae.simulator.prediction.Admission.Admitted;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Predictor;
import dev.haetae.simulator.prediction.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae predict}: says what the control plane will do with manifests. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Say what the control plane will do with each object of the input: whether the API server"
          + " accepts it, and of claims, pods, carriers and Services which volume, how many pods,"
          + " which nodes, which ports, and why not the others.",
      "The objects are predicted one after the other: what one takes, the next cannot have.",
      "A prediction denies nothing, so the exit code is 0 whatever is predicted; 2 wrong usage, 3"
          + " some input could not be read, 4 internal error, 5 out of memory."
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final Inputs inputs = new Inputs();
  @Mixin private final ChartOptions charts = inputs.chartOptions;
  @Mixin private final OutputFormats.OfPredictions formats = new OutputFormats.OfPredictions();

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "PATH",
      description =
          "policies of the cluster in place of the shipped pack, which say its range of node ports"
              + " and its NFS provisioners; repeatable")
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--old",
      paramLabel = "PATH",
      description =
          "the manifests that were applied before: what they have and the new ones leave out goes"
              + " from objects that are there; repeatable")
  private List<String> old = new ArrayList<>();

  @Option(
      names = "--stored",
      description = "in JSON, also each accepted object as the API server stores it")
  private boolean stored;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  private List<String> paths = new ArrayList<>();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    formats.check();
    Inputs.takeStandardInput(paths, "predict", terminal);
    charts.requireChart(paths);
    inputs.readConfiguration();
    InventorySnapshot.Builder world = inputs.readWorld(terminal);
    boolean closed = inputs.worldOptions.isClosed();
    List<Resource> objects = new ArrayList<>();
    ManifestFiles.Contents<Manifest> read =
        inputs.readManifests(paths, WantedObjects.UNSEEN, terminal);
    read.files().forEach(manifest -> objects.addAll(manifest.content().resources()));
    inputs.notes.addAll(read.notes());
    inputs.notes.addAll(inputs.unknownCarrierNotes(objects));
    objects.removeIf(object -> isMissing(object) || isMisshapen(object));
    ClusterSettings settings = settings();
    Spelling spelling = (name, known) -> Suggestions.nearest(name, known).orElse(null);
    Inventory before = world.build(closed);
    List<Admitted> admitted =
        new Admission(before, previous(), spelling, settings, stored)
            .submit(objects, this::tell, this::unreadable);
    List<Admitted> there =
        admitted.stream()
            .filter(one -> one.stored() == null || joins(world, one.stored()))
            .toList();
    return finish(
        new Predictor(before, world.build(closed), spelling, settings)
            .follow(
                there,
                (object, e) -> inputs.problems.add(WorldOptions.problem(object, e)),
                this::unreadable));
  }

  private void unreadable(Resource object, UnreadableObjectException e) {
    inputs.problems.add(
        Problem.of(
            object.origin().file(), object.describe() + " cannot be predicted: " + e.sentence()));
  }

  private List<Resource> previous() {
    List<Resource> previous = new ArrayList<>();
    if (!old.isEmpty()) {
      inputs
          .readManifests(old, WantedObjects.UNSEEN, terminal)
          .files()
          .forEach(manifest -> previous.addAll(manifest.content().resources()));
    }
    return previous;
  }

  // The API server cannot decode it.
  private boolean isMisshapen(Resource object) {
    MalformedResourceException wrong = Inputs.misshapen(object);
    if (wrong != null) {
      tell(object, wrong);
    }
    return wrong != null;
  }

  // Nobody can apply it, so that nothing comes of it.
  private boolean isMissing(Resource object) {
    MissingKind missing = MissingKind.of(object);
    if (missing != null) {
      inputs.problems.add(
          Problem.at(
              object,
              missing.path(),
              object.describe()
                  + ": "
                  + missing.sentence().message()
                  + "; "
                  + missing.sentence().remedy()));
    }
    return missing != null;
  }

  // As the shipped pack has them, where the cluster's own policies do not say otherwise.
  private ClusterSettings settings() {
    List<String> rules = List.of(NodePortRange.INFO.id(), PvcBoundRwxNfs.INFO.id());
    List<Policy> known = new ArrayList<>(ShippedPolicies.load(rules));
    if (!policies.isEmpty()) {
      PolicyOptions options = new PolicyOptions();
      options.paths = policies;
      options.rules = rules;
      known.addAll(options.read(terminal, new ArrayList<>(), inputs.sources, inputs.problems));
    }
    ClusterSettings settings = ClusterSettings.DEFAULT;
    for (Policy policy : known) {
      if (policy.rule() instanceof NodePortRange range) {
        settings = settings.withNodePorts(range.range().first(), range.range().last());
      } else if (policy.rule() instanceof PvcBoundRwxNfs claims) {
        settings = settings.withNfs(claims::isMadeOnNfs);
      }
    }
    return settings;
  }

  private boolean joins(InventorySnapshot.Builder world, Resource object) {
    boolean makesPods = isCarrier(object) && !object.groupKind().equals(GroupKind.POD);
    // Nothing builds on what only makes pods, nor on what the API server does not take.
    MalformedResourceException wrong = makesPods ? null : InputWorlds.problem(object);
    if (wrong == null) {
      wrong = world.addOrMark(object);
    }
    if (wrong != null) {
      tell(object, wrong);
    }
    return wrong == null;
  }

  private void tell(Resource object, MalformedResourceException wrong) {
    Problem problem = WorldOptions.problem(object, wrong);
    if (isPredicted(object)) {
      inputs.problems.add(problem);
    } else {
      inputs.notes.add(
          Problems.place(problem)
              + problem.message()
              + ": the API server refuses it, and nothing can build on it");
    }
  }

  private static boolean isPredicted(Resource object) {
    return object.groupKind().equals(GroupKind.PERSISTENT_VOLUME_CLAIM)
        || object.groupKind().equals(GroupKind.SERVICE)
        || isCarrier(object);
  }

  private static boolean isCarrier(Resource object) {
    return object.carriers().kinds().contains(object.groupKind());
  }

  private int finish(List<Prediction> predicted) {
    terminal.progress().clear();
    if (predicted.isEmpty() && inputs.problems.isEmpty()) {
      inputs.notes.add("the input holds no object: there is nothing to predict");
    }
    Predictions predictions = new Predictions(predicted, inputs.problems);
    boolean written =
        formats.write(
            (format, style) -> PredictionFormats.write(format, predictions, style.palette()),
            terminal.style(Detail.FULL, ""),
            terminal);
    terminal.err().print(TextReport.notes(inputs.notes.stream().distinct().toList()));
    terminal.err().flush();
    if (!written) {
      return ExitCode.INTERNAL;
    }
    return inputs.problems.isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }
}
