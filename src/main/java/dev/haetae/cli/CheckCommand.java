package dev.haetae.cli;

import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.judging.ManifestJudge;
import dev.haetae.cli.judging.Question;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.report.Report;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.rule.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae check}: judges manifests as one world. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Judge manifests: files, folders, multi-document YAML, JSON, Lists, stdin (-).")
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin final Inputs.WithPolicies inputs = new Inputs.WithPolicies();
  @Mixin final OutputFormats formats = new OutputFormats();
  @Mixin final Verbosity verbosity = new Verbosity();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--operation",
      paramLabel = "CREATE|UPDATE",
      description = "what is being done with the objects (default: CREATE)")
  Operation operation = Operation.CREATE;

  @Option(
      names = "--old",
      paramLabel = "PATH",
      description = "the objects before the UPDATE: what they violated already only warns")
  List<String> old = new ArrayList<>();

  CheckCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    formats.check();
    verbosity.check();
    Inputs.takeStandardInput(paths, "check", terminal);
    if (!old.isEmpty() && operation == Operation.CREATE) {
      throw new UsageException("--old needs --operation UPDATE");
    }
    return finish(
        ManifestJudge.of(inputs, terminal, clock)
            .judge(new Question(paths, operation, old, Drafts.NONE)));
  }

  // The text has a line for it beside what is undecided.
  private boolean saysHowToDecide() {
    return formats.isTextShown() && verbosity.detail() == Detail.GATHERED;
  }

  private int finish(Judged judged) {
    Report report = judged.report();
    boolean isOpen = !inputs.worldOptions.isClosed();
    List<String> notes = new ArrayList<>(judged.notes());
    if (report.isUndecided() && isOpen && !saysHowToDecide()) {
      notes.add(
          "what is undecided hangs on objects that are not in the input: save them with '"
              + WorldOptions.SAVE_CLUSTER
              + " >cluster.yaml' and add -i cluster.yaml");
    }
    for (RuntimeException fault : judged.faults()) {
      OwnFault.print("a rule failed", fault, terminal);
    }
    TextStyle style = terminal.style(verbosity.detail(), isOpen ? WorldOptions.SAVE_CLUSTER : "");
    boolean written = formats.write(report, style, terminal);
    if (!verbosity.quiet) {
      terminal.err().print(TextReport.notes(notes));
      terminal.err().flush();
    }
    return written ? ExitCode.of(report.outcome()) : ExitCode.INTERNAL;
  }
}
