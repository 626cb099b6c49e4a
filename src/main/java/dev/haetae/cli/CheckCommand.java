package dev.haetae.cli;

import dev.haetae.cli.comparing.ClusterComparison;
import dev.haetae.cli.input.ChartOptions;
import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.UserInfo;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.judging.ManifestJudge;
import dev.haetae.cli.judging.Question;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.report.Report;
import dev.haetae.report.format.Format;
import dev.haetae.report.format.ReportFormats;
import dev.haetae.report.format.Setting;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Operation;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  private final String version;

  @Mixin final Inputs.WithPolicies inputs = new Inputs.WithPolicies();
  @Mixin final OutputFormats.OfReports formats = new OutputFormats.OfReports();
  @Mixin final Verbosity verbosity = new Verbosity();
  @Mixin final ChartOptions charts = inputs.chartOptions;
  @Mixin final BaselineOptions baselines = new BaselineOptions();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--operation",
      paramLabel = "CREATE|UPDATE|DELETE",
      description = "what is being done with the objects (default: CREATE)")
  Operation operation = Operation.CREATE;

  @Option(
      names = "--old",
      paramLabel = "PATH",
      description = "the objects before the UPDATE: what they violated already only warns")
  List<String> old = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "USER[,GROUP…]",
      description =
          "who makes the requests, for policies in CEL that ask; without it that is undecided")
  @Nullable String user;

  @Option(
      names = "--explain",
      description = "show the values on which the outcome of a policy's expression hangs")
  boolean explain;

  @Option(
      names = "--against",
      paramLabel = "cluster",
      completionCandidates = WorldOptions.Live.class,
      description =
          "ask the cluster that kubectl talks to about the same objects, as a dry run, and deny"
              + " where it decides otherwise")
  @Nullable String against;

  CheckCommand(Terminal terminal, InstantSource clock, String version) {
    this.terminal = terminal;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public Integer call() {
    formats.check(named());
    verbosity.check();
    baselines.check();
    Inputs.takeStandardInput(paths, "check", terminal);
    charts.requireChart(paths);
    if (!old.isEmpty() && operation != Operation.UPDATE) {
      throw new UsageException("--old needs --operation UPDATE");
    }
    if (against != null && !against.equals(WorldOptions.CLUSTER)) {
      throw new UsageException(
          "--against takes 'cluster', the one that kubectl talks to, not " + Text.quote(against));
    }
    inputs.user = user == null ? null : UserInfo.of(user);
    if (baselines.file == null) {
      return finish(judge(paths));
    }
    BaselineFile baseline = BaselineFile.read(baselines.file, baselines.write, inputs);
    Judged judged = judge(baseline.besides(paths));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!baselines.write) {
      return finish(baseline.held(judged, inputs, today));
    }
    Judged known = baseline.rewritten(judged, inputs, today, baselines.end(today), terminal);
    return known == null ? Math.max(finish(judged), ExitCode.INTERNAL) : finish(known);
  }

  private List<String> named() {
    List<String> named = new ArrayList<>(paths);
    named.addAll(old);
    named.addAll(inputs.files());
    named.addAll(charts.values);
    if (baselines.file != null) {
      named.add(baselines.file);
    }
    return named;
  }

  private Judged judge(List<String> named) {
    ManifestJudge judge = ManifestJudge.of(inputs, terminal, clock);
    Question question =
        new Question(named, operation, old, Drafts.NONE, formats.asksFor(Format.JUNIT));
    return against == null
        ? judge.judge(question)
        : ClusterComparison.judge(judge, question, terminal);
  }

  private String write(Format format, Report report, TextStyle style) {
    return ReportFormats.write(format, report, new Setting(version, terminal.environment(), style));
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
    TextStyle style =
        terminal
            .style(verbosity.detail(), isOpen ? WorldOptions.SAVE_CLUSTER : "")
            .explaining(explain);
    boolean written =
        formats.write((format, shown) -> write(format, report, shown), style, terminal);
    if (formats.asksFor(Format.GITHUB)) {
      written &= StepSummary.append(report, terminal);
    }
    if (!verbosity.quiet) {
      terminal.err().print(TextReport.notes(notes));
      terminal.err().flush();
    }
    return written ? ExitCode.of(report.outcome()) : ExitCode.INTERNAL;
  }
}
