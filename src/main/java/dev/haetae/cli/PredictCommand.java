package dev.haetae.cli;

import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.PredictionJson;
import dev.haetae.report.PredictionText;
import dev.haetae.report.Predictions;
import dev.haetae.report.TextReport;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.schema.Suggestions;
import dev.haetae.simulator.Forecast;
import dev.haetae.simulator.Foresight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
      "The objects are foreseen one after the other: what one takes, the next cannot have.",
      "A prediction denies nothing, so the exit code is 0 whatever is foreseen; 2 wrong usage, 3"
          + " some input could not be read, 4 internal error, 5 out of memory."
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final WorldOptions worldOptions = new WorldOptions();
  @Mixin private final ConfigurationOptions configurationOptions = new ConfigurationOptions();
  @Mixin private final OutputFormats formats = new OutputFormats();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  private List<String> paths = new ArrayList<>();

  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    formats.check();
    if (paths.isEmpty()) {
      if (terminal.interactive()) {
        throw new UsageException("name the manifests to predict: files, folders, or - for stdin");
      }
      paths.add("-");
    }
    configurationOptions.read();
    problems.addAll(configurationOptions.problems());
    InventorySnapshot.Builder world = worldOptions.read(terminal, configurationOptions.carriers());
    problems.addAll(worldOptions.problems());
    notes.addAll(worldOptions.notes());
    List<Resource> objects = readObjects();
    // Only a Service asks what was there before the input.
    boolean asksBefore =
        objects.stream().anyMatch(object -> object.groupKind().equals(GroupKind.SERVICE));
    Inventory before = asksBefore ? world.build(worldOptions.isClosed()) : InventorySnapshot.OPEN;
    objects.removeIf(object -> !joins(world, object));
    Foresight foresight =
        new Foresight(
            before,
            world.build(worldOptions.isClosed()),
            (name, known) -> Suggestions.nearest(name, known).orElse(null));
    List<Forecast> forecasts =
        foresight.foresee(
            objects,
            (object, e) -> problems.add(WorldOptions.problem(object, e)),
            (object, e) ->
                problems.add(
                    Problem.of(
                        object.origin().file(),
                        object.describe() + " cannot be foreseen: " + e.sentence())));
    return finish(forecasts);
  }

  private List<Resource> readObjects() {
    List<Resource> objects = new ArrayList<>();
    ManifestFiles files = new ManifestFiles(terminal, configurationOptions.carriers());
    files.manifests(
        paths, worldOptions.namespace(), (_, manifest) -> objects.addAll(manifest.resources()));
    problems.addAll(files.problems());
    notes.addAll(files.notes());
    return objects;
  }

  private boolean joins(InventorySnapshot.Builder world, Resource object) {
    try {
      world.add(object);
      return true;
    } catch (MalformedResourceException e) {
      problems.add(WorldOptions.problem(object, e));
      world.addUnreadable(object, e.sentence());
      return false;
    }
  }

  private int finish(List<Forecast> forecasts) {
    if (forecasts.isEmpty() && problems.isEmpty()) {
      notes.add("the input holds no claim, pod, carrier or Service: there is nothing to foresee");
    }
    Predictions predictions = new Predictions(forecasts, problems);
    boolean written =
        formats.write(
            (json, palette) ->
                json
                    ? PredictionJson.write(predictions)
                    : PredictionText.write(predictions, palette),
            terminal);
    terminal.err().print(TextReport.notes(notes.stream().distinct().toList()));
    terminal.err().flush();
    if (!written) {
      return ExitCode.INTERNAL;
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE;
  }
}
