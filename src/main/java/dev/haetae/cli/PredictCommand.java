package dev.haetae.cli;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.input.ChartOptions;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.predicting.ManifestPredictor;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.Policy;
import dev.haetae.report.Predictions;
import dev.haetae.report.format.PredictionFormats;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.simulator.prediction.ClusterSettings;
import dev.haetae.simulator.prediction.Prediction;
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
  @Mixin private final OutputFormats.OfPredictions formats = new OutputFormats.OfPredictions();
  @Mixin private final ChartOptions charts = inputs.chartOptions;

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
    formats.check(named());
    Inputs.takeStandardInput(paths, "predict", terminal);
    charts.requireChart(paths);
    inputs.readConfiguration();
    InventorySnapshot.Builder world = inputs.readWorld(terminal);
    List<Resource> objects = new ArrayList<>();
    ManifestFiles.Contents<Manifest> read =
        inputs.readManifests(paths, WantedObjects.UNSEEN, terminal);
    read.files().forEach(manifest -> objects.addAll(manifest.content().resources()));
    inputs.notes.addAll(read.notes());
    inputs.notes.addAll(inputs.unknownCarrierNotes(objects));
    ManifestPredictor predictor =
        new ManifestPredictor(world, inputs.worldOptions.isClosed(), settings(), stored);
    Predictions predictions = predictor.predict(objects, previous());
    inputs.problems.addAll(predictions.errors());
    inputs.notes.addAll(predictor.notes());
    return finish(predictions.predictions());
  }

  private List<String> named() {
    List<String> named = new ArrayList<>(paths);
    named.addAll(old);
    named.addAll(inputs.files());
    named.addAll(charts.values);
    return named;
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

  private ClusterSettings settings() {
    List<Policy> given = new ArrayList<>();
    if (!policies.isEmpty()) {
      PolicyOptions options = new PolicyOptions();
      options.paths = policies;
      options.rules = ManifestPredictor.RULES;
      given.addAll(options.read(terminal, new ArrayList<>(), inputs.sources, inputs.problems));
    }
    return ManifestPredictor.settings(given);
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
