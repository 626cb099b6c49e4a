package dev.haetae.cli;

import dev.haetae.audit.AuditJson;
import dev.haetae.audit.AuditResult;
import dev.haetae.audit.AuditScope;
import dev.haetae.audit.AuditText;
import dev.haetae.audit.Auditor;
import dev.haetae.audit.ExceptionDraft;
import dev.haetae.cli.auditing.AuditInput;
import dev.haetae.cli.auditing.ExceptionFiles;
import dev.haetae.cli.auditing.HtmlOutput;
import dev.haetae.cli.auditing.PageReading;
import dev.haetae.cli.input.ConfigurationOptions;
import dev.haetae.cli.input.PolicyOptions;
import dev.haetae.cli.input.TimeSpan;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.configuration.Configuration;
import dev.haetae.configuration.Registration;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Exceptions;
import dev.haetae.engine.PolicyTable;
import dev.haetae.policy.Policy;
import dev.haetae.policy.PolicyException;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Report;
import dev.haetae.report.text.Detail;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.Problem;
import dev.haetae.rule.EnforcementPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
          + " when changed."
    })
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin final PolicyOptions policyOptions = new PolicyOptions();
  @Mixin final ConfigurationOptions configurationOptions = new ConfigurationOptions();
  @Mixin final OutputFormats formats = new OutputFormats();

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
      paramLabel = "RULE[,…]",
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

  private final Map<String, Supplier<String>> sources = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  AuditCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    boolean isText = formats.outputs.isEmpty();
    HtmlOutput html = HtmlOutput.takeFrom(formats.outputs, language);
    formats.check();
    if (all && !namespaces.isEmpty()) {
      throw new UsageException("-n and -A exclude each other");
    }
    if (expires != null && exceptionFolder == null) {
      throw new UsageException("--expires goes with --write-exceptions");
    }
    Duration holds = TimeSpan.read("--expires", expires == null ? "30d" : expires);
    Instant now = clock.instant();
    Instant since = newSince == null ? null : now.minus(TimeSpan.read("--new-since", newSince));
    List<String> rules = rules();
    Configuration configuration = configurationOptions.read(sources, problems);
    List<PolicyException> exceptions = new ArrayList<>();
    List<Policy> policies = policies(exceptions, rules);
    Report.Builder report = new Report.Builder();
    sources.forEach(report::source);
    if (!problems.isEmpty()) {
      problems.forEach(report::error);
      return finish(nothing(now, report));
    }
    Evaluator evaluator =
        new Evaluator(
            PolicyTable.of(policies, configuration.carriers(), configuration.agents()),
            Exceptions.of(exceptions, clock),
            clock);
    AuditScope scope =
        new AuditScope(
            new HashSet<>(namespaces), since, unreviewed(configuration), names(policies, rules));
    AuditInput input = new AuditInput(report);
    input.readAll(inventories, configuration.carriers(), terminal);
    notes.addAll(input.notes());
    Auditor auditor = input.judge(evaluator, scope);
    notes.addAll(auditor.notes());
    auditor.faults().forEach(fault -> OwnFault.print("a rule failed", fault, terminal));
    AuditResult result = auditor.result(now, rules);
    boolean excepted =
        exceptionFolder == null
            || writeExceptions(
                result, new ExceptionFiles(exceptionFolder, place(configuration), now, holds));
    boolean shown =
        !html.isAsked()
            || html.write(
                PageReading.page(inventories, result, input, evaluator, auditor.notes()), terminal);
    int code = isText || !formats.outputs.isEmpty() ? finish(result) : ended(result);
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
    String place = terminal.environment().getOrDefault("HAETAE_NAMESPACE", "haetae");
    notes.add(
        "the exceptions are for namespace "
            + place
            + ", which exceptions.namespaces of the server's configuration has to list; --config"
            + " takes it from there");
    return place;
  }

  private List<String> rules() {
    for (String rule : enforced) {
      RuleCatalog.@Nullable Entry entry = RuleCatalog.find(rule);
      if (entry == null) {
        throw new UsageException(Names.unknownRule(rule));
      }
      if (!entry.info().points().contains(EnforcementPoint.VALIDATE)) {
        throw new UsageException(
            "--enforce "
                + rule
                + ": no webhook asks this rule, so that nothing would be refused by it");
      }
    }
    return List.copyOf(new LinkedHashSet<>(enforced));
  }

  // A rule that is to be enforced need not be in force.
  private List<Policy> policies(List<PolicyException> exceptions, List<String> rules) {
    List<Policy> policies =
        new ArrayList<>(policyOptions.read(terminal, exceptions, sources, problems));
    Set<String> known =
        policies.stream().map(policy -> policy.info().id()).collect(Collectors.toSet());
    List<String> missing = rules.stream().filter(rule -> !known.contains(rule)).toList();
    if (!missing.isEmpty()) {
      policies.addAll(ShippedPolicies.load(missing));
    }
    return policies;
  }

  private static Set<String> names(List<Policy> policies, List<String> rules) {
    return policies.stream()
        .filter(policy -> rules.contains(policy.info().id()))
        .map(Policy::name)
        .collect(Collectors.toSet());
  }

  static Set<String> unreviewed(Configuration configuration) {
    Registration registration = configuration.registration();
    return registration == null ? Set.of() : Set.copyOf(registration.excludeNamespaces());
  }

  private static AuditResult nothing(Instant now, Report.Builder report) {
    return AuditResult.of(now, report.build());
  }

  private int ended(AuditResult result) {
    terminal.err().print(TextReport.notes(notes.stream().distinct().toList()));
    terminal.err().flush();
    return ExitCode.of(result.outcome());
  }

  private int finish(AuditResult result) {
    boolean written =
        formats.write(
            (json, style) ->
                json ? AuditJson.write(result) : AuditText.write(result, style.palette()),
            terminal.style(Detail.GATHERED, ""),
            terminal);
    int code = ended(result);
    return written ? code : ExitCode.INTERNAL;
  }
}
