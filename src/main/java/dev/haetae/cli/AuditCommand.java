package dev.haetae.cli;

import dev.haetae.audit.AuditJson;
import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditText;
import dev.haetae.audit.ExceptionDraft;
import dev.haetae.cli.auditing.AuditRun;
import dev.haetae.cli.auditing.ExceptionFiles;
import dev.haetae.cli.auditing.HtmlOutput;
import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.TimeSpan;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.configuration.Configuration;
import dev.haetae.report.format.Format;
import dev.haetae.report.format.ReportFormats;
import dev.haetae.report.format.Setting;
import dev.haetae.report.text.TextReport;
import dev.haetae.report.text.TextStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code haetae audit}: judges what is there, by its owners. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Judge what is there, in the cluster that kubectl talks to or in saved objects: owners first,"
          + " their pods counted.",
      "With --enforce, say what would be refused if some rules denied: at the next pod, or only"
          + " when changed.",
      "-o html=FILE writes the page that 'haetae page' serves as one file, -o html=DIR/ as a"
          + " folder."
    })
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;
  private final String version;

  @Mixin final PolicyOptions policyOptions = new PolicyOptions();
  @Mixin final ConfigurationOptions configurationOptions = new ConfigurationOptions();
  @Mixin final OutputFormats.OfReports formats = new OutputFormats.OfReports();
  @Mixin final Verbosity verbosity = new Verbosity();

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "PATH",
      description =
          "saved objects to judge: files or folders of any 'kubectl get … -o yaml'; repeatable;"
              + " 'cluster' (default) is the one that kubectl talks to")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "only objects of this namespace; repeatable (default: all)")
  List<String> namespaces = new ArrayList<>();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "objects of all namespaces, and of none: what is done without it, too")
  boolean all;

  @Option(
      names = "--new-since",
      paramLabel = "24h",
      description = "only objects that were made within this time, by their creationTimestamp")
  @Nullable String newSince;

  @Option(
      names = "--enforce",
      paramLabel = "RULE",
      split = ",",
      description = "what would be refused if these rules denied, and nothing else")
  List<String> enforced = new ArrayList<>();

  @Option(
      names = "--write-exceptions",
      paramLabel = "DIR",
      description =
          "write PolicyExceptions for what was found, a file a namespace: with them applied, rules"
              + " can be switched to Deny at once")
  @Nullable Path exceptionFolder;

  @Option(
      names = "--expires",
      paramLabel = "30d",
      description = "how long the written exceptions hold (default: 30d)")
  @Nullable String expires;

  @Option(
      names = "--lang",
      paramLabel = "en|ko",
      description = "the language of -o html (default: en); findings are in English")
  private String language = "en";

  private final List<String> notes = new ArrayList<>();

  AuditCommand(Terminal terminal, InstantSource clock, String version) {
    this.terminal = terminal;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public Integer call() {
    boolean isText = formats.outputs.isEmpty();
    HtmlOutput html = HtmlOutput.takeFrom(formats.outputs, language);
    formats.check(inventories);
    verbosity.check();
    if (all && !namespaces.isEmpty()) {
      throw new UsageException("-n and -A exclude each other");
    }
    if (expires != null && exceptionFolder == null) {
      throw new UsageException("--expires goes with --write-exceptions");
    }
    Duration holds = TimeSpan.read("--expires", expires == null ? "30d" : expires);
    Instant now = clock.instant();
    Instant since = newSince == null ? null : now.minus(TimeSpan.read("--new-since", newSince));
    AuditRun run =
        new AuditRun(
            new AuditRun.Asked(
                inventories, policyOptions, configurationOptions, namespaces, since, enforced),
            terminal,
            clock);
    Configuration configuration = run.configuration();
    ExceptionFiles files =
        exceptionFolder == null || run.isHopeless()
            ? null
            : new ExceptionFiles(exceptionFolder, place(configuration), now, holds);
    AuditRun.Audited audited = run.audit(now);
    AuditResult result = audited.result();
    notes.addAll(audited.notes());
    audited.faults().forEach(fault -> OwnFault.print("a rule failed", fault, terminal));
    boolean shown = !html.isAsked() || html.write(audited.page(inventories), terminal);
    boolean excepted = files == null || !audited.isWhole() || writeExceptions(result, files);
    int code = finish(result, isText || !formats.outputs.isEmpty());
    return excepted && shown ? code : ExitCode.INTERNAL;
  }

  private boolean writeExceptions(AuditResult result, ExceptionFiles files) {
    List<ExceptionDraft> drafts = ExceptionDraft.of(result);
    try {
      List<Path> written = files.write(drafts);
      notes.add(
          written.isEmpty()
              ? "there is nothing to except: no exception was written"
              : drafts.size()
                  + (drafts.size() == 1 ? " exception that holds" : " exceptions that hold")
                  + " until "
                  + files.expires()
                  + " written to "
                  + written.getFirst()
                  + (written.size() > 1 ? " and " + (written.size() - 1) + " more" : "")
                  + ": read them, then kubectl apply -f "
                  + exceptionFolder);
      return true;
    } catch (IOException e) {
      terminal.err().println("haetae: " + files.fault(e));
      return false;
    }
  }

  // Where a server honours them.
  private String place(Configuration configuration) {
    if (!configuration.exceptionNamespaces().isEmpty()) {
      return configuration.exceptionNamespaces().getFirst();
    }
    if (configurationOptions.file != null) {
      throw new UsageException(
          "--write-exceptions: this configuration honours exceptions nowhere; list a namespace of"
              + " the operators in its exceptions.namespaces");
    }
    String place = AuditRun.ownNamespace(terminal);
    notes.add(
        "the exceptions are for namespace "
            + place
            + ", which exceptions.namespaces of the server's configuration has to list; --config"
            + " takes it from there");
    return place;
  }

  private String write(Format format, AuditResult result, TextStyle style) {
    return switch (format) {
      case TEXT -> AuditText.write(result, style);
      case JSON -> AuditJson.write(result);
      case SARIF, JUNIT, GITHUB, GITLAB, CSV, MARKDOWN ->
          ReportFormats.write(
              format, result.report(), new Setting(version, terminal.environment(), style));
    };
  }

  private int finish(AuditResult result, boolean isTold) {
    boolean written =
        !isTold
            || formats.write(
                (format, style) -> write(format, result, style),
                terminal.style(verbosity.detail(), ""),
                terminal);
    if (formats.asksFor(Format.GITHUB)) {
      written &= StepSummary.append(result.report(), terminal);
    }
    if (!verbosity.quiet) {
      terminal.err().print(TextReport.notes(notes.stream().distinct().toList()));
      terminal.err().flush();
    }
    return written ? ExitCode.of(result.outcome()) : ExitCode.INTERNAL;
  }
}
