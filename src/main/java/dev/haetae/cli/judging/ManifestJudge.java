package dev.haetae.cli.judging;

import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.Report;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judge of manifests: knows the configuration, the policies and the inventories that a command
 * is given, reads the manifests and judges them as one world. It may be asked again, with {@link
 * dev.haetae.cli.input.Drafts} for files that have changed.
 */
public final class ManifestJudge {
  private final Inputs.WithPolicies inputs;
  private final Terminal terminal;
  private final @Nullable Evaluator evaluator;
  private final InventorySnapshot.Builder world;

  private ManifestJudge(
      Inputs.WithPolicies inputs,
      Terminal terminal,
      @Nullable Evaluator evaluator,
      InventorySnapshot.Builder world) {
    this.inputs = inputs;
    this.terminal = terminal;
    this.evaluator = evaluator;
    this.world = world;
  }

  /** Reads what a judge must know: configuration, policies and inventories. */
  public static ManifestJudge of(
      Inputs.WithPolicies inputs, Terminal terminal, InstantSource clock) {
    inputs.readConfiguration();
    inputs.readPolicies(terminal);
    Evaluator evaluator = inputs.problems.isEmpty() ? inputs.evaluator(clock) : null;
    InventorySnapshot.Builder world = inputs.readWorld(terminal);
    inputs.notes.addAll(inputs.exceptionNotes());
    return new ManifestJudge(inputs, terminal, evaluator, world);
  }

  /** What is known of the cluster, for others to add to. */
  public InventorySnapshot.Builder world() {
    return world.copy();
  }

  /**
   * Judges manifests among others.
   *
   * @param read the manifests, as they were read
   * @param besides what the input writes elsewhere and nobody asks about
   */
  public Judged judge(ManifestFiles.Contents<Manifest> read, List<Resource> besides) {
    if (evaluator == null) {
      return unjudged();
    }
    InputWorlds worlds = new InputWorlds(world.copy());
    for (Resource object : besides) {
      var _ = Inputs.join(object, worlds);
    }
    Question question = Question.creating(List.of(), Drafts.NONE);
    return new Judging(question, inputs, evaluator, terminal).run(read, worlds);
  }

  /**
   * Judges manifests. Where the configuration or the policies cannot be read, the report holds
   * nothing but that.
   */
  public Judged judge(Question question) {
    return judge(question, null);
  }

  /** Judges manifests, and compares what comes of it with what is decided elsewhere. */
  public Judged judge(Question question, @Nullable Comparison comparison) {
    if (evaluator == null) {
      return unjudged();
    }
    try {
      return new Judging(question, inputs, evaluator, terminal)
          .comparing(comparison)
          .run(new InputWorlds(world.copy()));
    } finally {
      terminal.progress().clear();
    }
  }

  private Judged unjudged() {
    Report.Builder report = new Report.Builder();
    inputs.problems.forEach(report::error);
    inputs.sources.forEach(report::source);
    return new Judged(report.build(), inputs.notes, List.of());
  }
}
