package dev.haetae.cli;

import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.judging.ManifestJudge;
import dev.haetae.cli.judging.Question;
import dev.haetae.cli.judging.RuleFaults;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.fix.FixRun;
import dev.haetae.fix.Fixed;
import dev.haetae.fix.FixedFile;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code haetae fix}: writes into manifests what rules would repair. */
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description = {
      "Print as a unified diff what rules would repair in manifests; with --write, write it.",
      "Exit codes: 0 nothing to fix, or all of it written; 1 there are fixes that are not written;"
          + " 2 wrong usage, 3 some input could not be read, 4 internal error, 5 out of memory."
    })
final class FixCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final Inputs.WithPolicies inputs = new Inputs.WithPolicies();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files, folders, - for stdin")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--write",
      description =
          "write the fixes into the files: each file in one step, all else in it as it was")
  private boolean write;

  @Option(
      names = "--suggested",
      description =
          "make suggested fixes too, which depend on the moment (a node port that is free) or on"
              + " what is meant")
  private boolean suggested;

  private final Set<String> notes = new LinkedHashSet<>();
  private final RuleFaults faults = new RuleFaults();

  FixCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Inputs.takeStandardInput(paths, "fix", terminal);
    Map<String, byte[]> piped = standardInput();
    ManifestJudge judge = ManifestJudge.of(inputs, terminal, clock);
    Judged first = judge.judge(Question.creating(paths, Drafts.of(piped)));
    notes.addAll(first.notes());
    Fixed fixed =
        new FixRun(
                drafts -> {
                  Map<String, byte[]> all = new HashMap<>(piped);
                  all.putAll(drafts);
                  return faults.of(judge.judge(Question.creating(paths, Drafts.of(all))));
                },
                name -> bytes(name, piped),
                suggested)
            .run(faults.of(first));
    notes.addAll(fixed.notes());
    boolean allWritten = write ? write(fixed.files()) : print(fixed.files());
    return finish(first, allWritten);
  }

  private Map<String, byte[]> standardInput() {
    if (!paths.contains(Drafts.STANDARD_INPUT)) {
      return Map.of();
    }
    try {
      return Map.of(Drafts.STANDARD_INPUT, terminal.in().readNBytes(Limits.FILES.bytes() + 1));
    } catch (IOException e) {
      // The judge reads it too, and says that it cannot be read.
      return Map.of();
    }
  }

  private static byte[] bytes(String name, Map<String, byte[]> piped) throws IOException {
    byte[] known = piped.get(name);
    return known == null ? Files.readAllBytes(Path.of(name)) : known;
  }

  private boolean print(List<FixedFile> files) {
    for (FixedFile file : files) {
      terminal.out().print(file.diff());
      if (file.original().isWide()) {
        notes.add(file.name() + ": the file is UTF-16 and its diff is not: --write keeps UTF-16");
      }
    }
    terminal.out().flush();
    return files.isEmpty();
  }

  private boolean write(List<FixedFile> files) {
    boolean all = true;
    for (FixedFile file : files) {
      String problem =
          file.name().equals(Drafts.STANDARD_INPUT)
              ? "standard input is no file; without --write they are printed as a diff"
              : file.write();
      if (problem.isEmpty()) {
        terminal.out().println("fixed " + Text.escape(file.name()));
      } else {
        notes.add(file.name() + ": the fixes are not written: " + problem);
        all = false;
      }
    }
    terminal.out().flush();
    return all;
  }

  private int finish(Judged first, boolean allWritten) {
    boolean hasFailed = faults.print(terminal);
    Problems.print(first.report().errors(), terminal.err());
    terminal.err().print(TextReport.notes(List.copyOf(notes)));
    terminal.err().flush();
    if (hasFailed) {
      return ExitCode.INTERNAL;
    }
    if (!first.report().errors().isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    return allWritten ? ExitCode.OK : ExitCode.DENIED;
  }
}
