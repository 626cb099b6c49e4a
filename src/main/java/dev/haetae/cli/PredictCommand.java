package dev.haetae.cli;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.PredictionJson;
import dev.haetae.report.PredictionText;
import dev.haetae.report.Predictions;
import dev.haetae.report.TextReport;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code haetae predict}: says what the control plane will do with manifests. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Say what the control plane will do with each claim, pod, carrier and Service of the input:"
          + " which volume, which nodes, which ports, and why not the others.",
      "The objects are predicted one after the other: what one takes, the next cannot have.",
      "A prediction denies nothing, so the exit code is 0 whatever is predicted; 2 wrong usage, 3"
          + " some input could not be read, 4 internal error, 5 out of memory."
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final Inputs inputs = new Inputs();
  @Mixin private final OutputFormats formats = new OutputFormats();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  private List<String> paths = new ArrayList<>();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    formats.check();
    Inputs.takeStandardInput(paths, "predict", terminal);
    inputs.readConfiguration();
    InventorySnapshot.Builder world = inputs.readWorld(terminal);
    boolean closed = inputs.worldOptions.isClosed();
    List<Resource> objects = new ArrayList<>();
    ManifestFiles.Contents<Manifest> read =
        inputs.readManifests(paths, WantedObjects.UNSEEN, UnaryOperator.identity(), terminal);
    read.files().forEach(manifest -> objects.addAll(manifest.content().resources()));
    inputs.notes.addAll(read.notes());
    // Only a Service asks what was there before the input.
    boolean asksBefore =
        objects.stream().anyMatch(object -> object.groupKind().equals(GroupKind.SERVICE));
    Inventory before = asksBefore ? world.build(closed) : InventorySnapshot.OPEN;
    objects.removeIf(object -> !joins(world, object));
    Predictor predictor =
        new Predictor(
            before,
            world.build(closed),
            (name, known) -> Suggestions.nearest(name, known).orElse(null));
    List<Prediction> predicted =
        predictor.predict(
            objects,
            (object, e) -> inputs.problems.add(WorldOptions.problem(object, e)),
            (object, e) ->
                inputs.problems.add(
                    Problem.of(
                        object.origin().file(),
                        object.describe() + " cannot be predicted: " + e.sentence())));
    return finish(predicted);
  }

  private boolean joins(InventorySnapshot.Builder world, Resource object) {
    MalformedResourceException wrong = world.addOrMark(object);
    if (wrong != null) {
      inputs.problems.add(WorldOptions.problem(object, wrong));
    }
    return wrong == null;
  }

  private int finish(List<Prediction> predicted) {
    if (predicted.isEmpty() && inputs.problems.isEmpty()) {
      inputs.notes.add(
          "the input holds no claim, pod, carrier or Service: there is nothing to predict");
    }
    Predictions predictions = new Predictions(predicted, inputs.problems);
    boolean written =
        formats.write(
            (json, palette) ->
                json
                    ? PredictionJson.write(predictions)
                    : PredictionText.write(predictions, palette),
            terminal);
    terminal.err().print(TextReport.notes(inputs.notes.stream().distinct().toList()));
    terminal.err().flush();
    if (!written) {
      return ExitCode.INTERNAL;
    }
    return inputs.problems.isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }
}
