package dev.haetae.cli;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.folder.WrittenTwice;
import dev.haetae.cli.input.ChartOptions;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.Parallel;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.ExitCode;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.Report;
import dev.haetae.report.text.TextReport;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
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
  private static final String STRICT = "manifest-strict";
  private static final int MOST_REMARKS = 20;

  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin final Inputs.WithPolicies inputs = new Inputs.WithPolicies();
  @Mixin final OutputFormats formats = new OutputFormats();
  @Mixin final ChartOptions charts = inputs.chartOptions;

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

  private final Report.Builder report = new Report.Builder();
  private final List<Resource> objects = new ArrayList<>();
  private final IdentityHashMap<Resource, List<MalformedResourceException>> malformed =
      new IdentityHashMap<>();
  private final Map<String, List<Apart>> apart = new ConcurrentHashMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private boolean faulty;

  /**
   * An object that was judged by itself as soon as it was read, and then let go.
   *
   * @param judged the object and its verdict; null when there is nothing to say of it
   */
  private record Apart(String key, String described, @Nullable Judged judged) {}

  private record Judged(Resource object, Verdict verdict) {}

  CheckCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    formats.check();
    Inputs.takeStandardInput(paths, "check", terminal);
    charts.requireChart(paths);
    if (!old.isEmpty() && operation == Operation.CREATE) {
      throw new UsageException("--old needs --operation UPDATE");
    }
    inputs.readConfiguration();
    inputs.readPolicies(terminal);
    boolean canJudge = inputs.problems.isEmpty();
    InputWorlds worlds = new InputWorlds(inputs.readWorld(terminal));
    inputs.notes.addAll(inputs.exceptionNotes());
    if (canJudge) {
      Evaluator evaluator = inputs.evaluator(clock);
      readObjects(worlds, evaluator);
      judge(evaluator, worlds.build(inputs.worldOptions.isClosed()), oldObjects());
    }
    inputs.problems.forEach(report::error);
    inputs.sources.forEach(report::source);
    return finish();
  }

  private void readObjects(InputWorlds worlds, Evaluator evaluator) {
    boolean all = inputs.judgeEverything();
    WrittenTwice twice = new WrittenTwice();
    ManifestFiles.Contents<Manifest> read =
        inputs.readManifests(
            paths,
            all ? Set.of() : WantedObjects.UNSEEN,
            manifest -> all && old.isEmpty() ? judgeApart(manifest, evaluator) : manifest,
            terminal);
    for (ManifestFiles.Content<Manifest> manifest : read.files()) {
      String file = manifest.file();
      report.file(file, manifest.text());
      for (Apart judged : apart.getOrDefault(file, List.of())) {
        twice.add(judged.key(), judged.described(), file);
        add(judged);
      }
      for (Resource object : manifest.content().resources()) {
        objects.add(object);
        MalformedResourceException wrong = Inputs.join(object, worlds);
        if (wrong != null) {
          malformed.computeIfAbsent(object, _ -> new ArrayList<>()).add(wrong);
        }
        if (!object.name().isEmpty()) {
          twice.add(key(object), object.describe(), file);
        }
      }
    }
    inputs.notes.addAll(twice.notes());
    inputs.notes.addAll(read.notes());
    inputs.noteUnknownCarriers(objects);
  }

  // What nobody looks up need not wait until everything is read, nor stay in memory until then.
  private Manifest judgeApart(Manifest manifest, Evaluator evaluator) {
    List<Resource> kept = new ArrayList<>();
    for (Resource object : manifest.resources()) {
      if (WantedObjects.UNSEEN.contains(object.kind())) {
        Verdict verdict = evaluator.evaluate(review(object, Map.of()), InventorySnapshot.OPEN);
        apart
            .computeIfAbsent(object.origin().file(), _ -> new ArrayList<>())
            .add(
                new Apart(
                    key(object),
                    object.describe(),
                    verdict.isClean() ? null : new Judged(object, verdict)));
      } else {
        kept.add(object);
      }
    }
    return kept.size() == manifest.resources().size() ? manifest : manifest.with(kept);
  }

  private void add(Apart judged) {
    Judged said = judged.judged();
    if (said == null) {
      report.clean();
    } else {
      add(said.object(), said.verdict());
    }
  }

  private static String key(Resource object) {
    return object.groupKind() + "\0" + object.namespace() + '\0' + object.name();
  }

  private Map<String, Resource> oldObjects() {
    Map<String, Resource> before = new HashMap<>();
    for (ManifestFiles.Content<Manifest> manifest :
        inputs.readManifests(old, Set.of(), UnaryOperator.identity(), terminal).files()) {
      manifest.content().resources().forEach(object -> before.put(key(object), object));
    }
    return before;
  }

  private void judge(Evaluator evaluator, InputWorlds.Built worlds, Map<String, Resource> before) {
    List<Verdict> verdicts =
        Parallel.map(
            objects, object -> evaluator.evaluate(review(object, before), worlds.of(object)));
    for (int i = 0; i < objects.size(); i++) {
      add(objects.get(i), verdicts.get(i));
    }
  }

  private void add(Resource object, Verdict verdict) {
    report.verdict(object, verdict);
    remarks.addAll(verdict.notes());
    verdict.faults().forEach(this::fault);
    List<MalformedResourceException> wrong =
        new ArrayList<>(malformed.getOrDefault(object, List.of()));
    wrong.addAll(verdict.malformed());
    unreadable(object, verdict, wrong);
  }

  private Review review(Resource object, Map<String, Resource> before) {
    @Nullable Resource earlier = before.isEmpty() ? null : before.get(key(object));
    return new Review(object, earlier, operation, EnforcementPoint.CHECK, "");
  }

  // What manifest-strict has refused by this very field need not be said twice.
  private void unreadable(
      Resource object, Verdict verdict, List<MalformedResourceException> wrong) {
    List<Path> said = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      if (finding.rule().equals(STRICT)) {
        said.add(finding.path());
      }
    }
    for (MalformedResourceException e : wrong) {
      if (!said.contains(e.path())) {
        said.add(e.path());
        report.error(WorldOptions.problem(object, e));
      }
    }
  }

  private void fault(RuntimeException fault) {
    faulty = true;
    OwnFault.print("a rule failed", fault, terminal);
  }

  private int finish() {
    Report finished = report.build();
    remarks.stream().limit(MOST_REMARKS).forEach(inputs.notes::add);
    if (remarks.size() > MOST_REMARKS) {
      inputs.notes.add(remarks.size() - MOST_REMARKS + " more notes on objects like these");
    }
    if (finished.isUndecided() && !inputs.worldOptions.isClosed()) {
      inputs.notes.add(
          "what is undecided hangs on objects that are not in the input: save them with '"
              + WorldOptions.SAVE_CLUSTER
              + " >cluster.yaml' and add -i cluster.yaml");
    }
    boolean written = formats.write(finished, terminal);
    terminal.err().print(TextReport.notes(inputs.notes.stream().distinct().toList()));
    terminal.err().flush();
    if (faulty || !written) {
      return ExitCode.INTERNAL;
    }
    if (!finished.errors().isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    return finished.isDenied() ? ExitCode.DENIED : ExitCode.OK;
  }
}
