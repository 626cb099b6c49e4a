package dev.haetae.cli;

import dev.haetae.admission.AdmissionReviewer;
import dev.haetae.admission.Answer;
import dev.haetae.admission.Endpoint;
import dev.haetae.admission.InTreeReviewer;
import dev.haetae.admission.ReviewObserver;
import dev.haetae.admission.Reviewer;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.inventory.Budget;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.policy.admission.AdmissionPolicies;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.Limits;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae review}: answers an AdmissionReview as the webhook would. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description = "Answer an AdmissionReview as the webhook would, and print its answer.")
final class ReviewCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final Inputs.WithPolicies inputs = new Inputs.WithPolicies();

  @Parameters(paramLabel = "FILE", description = "the AdmissionReview as JSON, - for stdin")
  private String file = "-";

  @Option(names = "--mutate", description = "answer as /mutate does, not as /validate")
  private boolean mutate;

  ReviewCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    inputs.readConfiguration();
    inputs.readPolicies(terminal);
    InventorySnapshot.Builder world = inputs.readWorld(terminal);
    ManifestFiles.Contents<byte[]> read = ManifestFiles.bytes(List.of(file), terminal);
    inputs.problems.addAll(read.problems());
    if (inputs.problems.isEmpty() && read.files().size() != 1) {
      inputs.problems.add(Problem.of(file, "one review is expected, not a folder of them"));
    }
    if (!inputs.problems.isEmpty()) {
      Problems.print(inputs.problems, terminal.err());
      return ExitCode.UNREADABLE;
    }
    terminal.err().print(TextReport.notes(inputs.notes));
    terminal.err().print(TextReport.notes(inputs.exceptionNotes()));
    return answer(
        inputs.evaluator(clock),
        world.build(inputs.worldOptions.isClosed()),
        read.files().getFirst().content());
  }

  /** Lets no fault pass unseen: the answer itself says only what its policies make of one. */
  private static final class FaultObserver implements ReviewObserver {
    private final Terminal terminal;
    private boolean faulty;

    FaultObserver(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void failed(RuntimeException fault) {
      faulty = true;
      OwnFault.print("the review or a rule of it failed", fault, terminal);
    }
  }

  private Reviewer withInTree(Reviewer ours) {
    AdmissionPolicies policies = inputs.admission();
    if (policies == null || policies.isEmpty()) {
      return ours;
    }
    return new InTreeReviewer(
        ours,
        policies,
        inputs.seen(),
        Limits.REVIEW,
        note -> terminal.err().print(TextReport.notes(List.of(note))));
  }

  private int answer(Evaluator evaluator, Inventory inventory, byte[] body) {
    FaultObserver observer = new FaultObserver(terminal);
    Reviewer reviewer =
        withInTree(
            new AdmissionReviewer(
                () -> evaluator, () -> inventory, Limits.REVIEW, observer, System::nanoTime));
    Answer answer =
        reviewer.review(mutate ? Endpoint.MUTATE : Endpoint.VALIDATE, body, Budget.ofReview());
    terminal.out().writeBytes(answer.body());
    terminal.out().flush();
    if (observer.faulty) {
      return ExitCode.INTERNAL;
    }
    return switch (answer.outcome()) {
      case ALLOWED -> ExitCode.OK;
      case DENIED -> ExitCode.DENIED;
      case REFUSED -> ExitCode.UNREADABLE;
      case FAILED, OVERLOADED, ABANDONED -> ExitCode.INTERNAL;
    };
  }
}
