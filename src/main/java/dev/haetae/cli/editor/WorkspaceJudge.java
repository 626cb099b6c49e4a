package dev.haetae.cli.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.ManifestFiles.Contents;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.judging.ManifestJudge;
import dev.haetae.cli.judging.RuleFaults;
import dev.haetae.cli.predicting.ManifestPredictor;
import dev.haetae.cli.terminal.OwnFault;
import dev.haetae.cli.terminal.Problems;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.fix.FixRun;
import dev.haetae.fix.Fixed;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.inventory.ManifestKey;
import dev.haetae.lsp.DocumentReport;
import dev.haetae.lsp.Fix;
import dev.haetae.lsp.Judge;
import dev.haetae.policy.ShippedPolicies;
import dev.haetae.report.Report;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges an editor's documents as {@code check} would judge their folders, had they been saved.
 * What it is given besides is read again when it has changed, a cluster when it was read long ago.
 */
public final class WorkspaceJudge implements Judge {
  private static final Duration CLUSTER_AGE = Duration.ofMinutes(5);

  private final Inputs.WithPolicies options;
  private final Terminal terminal;
  private final InstantSource clock;
  private final FileStamps stamps;

  // The objects of each document when all of it could be read.
  private final Map<String, List<Resource>> lastGood = new HashMap<>();
  private WorkspaceFiles workspace = WorkspaceFiles.none();
  private List<Path> folders = List.of();
  private boolean isWorkspaceStale = true;
  private @Nullable Basis basis;
  private Map<String, String> judgedTexts = Map.of();
  private List<ManifestFiles.Content<Manifest>> judgedFiles = List.of();
  private Report judgedReport = new Report.Builder().build();
  private final Map<String, List<Fix>> fixes = new HashMap<>();
  private final Map<String, List<Fix.Edit>> safeFixes = new HashMap<>();

  /**
   * What documents are judged by.
   *
   * @param stamp of the files that it was read from
   */
  private record Basis(Inputs.WithPolicies inputs, ManifestJudge judge, Instant at, long stamp) {}

  /**
   * A judge.
   *
   * @param options as they were given; they are read anew as often as need be
   */
  public WorkspaceJudge(Inputs.WithPolicies options, Terminal terminal, InstantSource clock) {
    this.options = options;
    this.terminal = terminal;
    this.clock = clock;
    this.stamps = new FileStamps(options.files());
  }

  @Override
  public DocumentReport judge(List<Path> around, Map<String, String> texts) {
    Basis now = basis();
    if (isWorkspaceStale || !folders.equals(around)) {
      folders = List.copyOf(around);
      workspace = WorkspaceFiles.read(folders, wanted(now), terminal);
      isWorkspaceStale = false;
    }
    Contents<Manifest> read = read(now, texts);
    Judged judged = judged(now, read, texts.keySet(), texts.keySet());
    remember(read);
    lastGood.keySet().retainAll(texts.keySet());
    fixes.clear();
    safeFixes.clear();
    judged.faults().forEach(fault -> OwnFault.print("a rule failed", fault, terminal));
    judgedTexts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    judgedFiles = read.files();
    judgedReport = judged.report();
    List<String> notes = new ArrayList<>(workspace.notes());
    now.inputs()
        .problems
        .forEach(problem -> notes.add(Problems.place(problem) + problem.message()));
    return new DocumentReport(judged.report(), now.inputs().worldOptions.isClosed(), notes);
  }

  private Contents<Manifest> read(Basis now, Map<String, String> texts) {
    Map<String, byte[]> bytes = new HashMap<>();
    texts.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
    return ManifestFiles.found(
        List.copyOf(texts.keySet()), wanted(now), Drafts.of(bytes), terminal);
  }

  /** Judges some of the open documents among the others and the files of the workspace. */
  private Judged judged(Basis now, Contents<Manifest> read, Set<String> open, Set<String> about) {
    List<Resource> besides = new ArrayList<>(workspace.without(open));
    List<ManifestFiles.Content<Manifest>> asked = new ArrayList<>();
    for (ManifestFiles.Content<Manifest> document : read.files()) {
      besides.addAll(missing(document));
      if (about.contains(document.file())) {
        asked.add(document);
      } else {
        besides.addAll(document.content().resources());
      }
    }
    return now.judge()
        .judge(new Contents<>(asked, read.problems(), read.notes(), read.sources()), besides);
  }

  // What cannot be read while it is typed was there a moment ago, and others build on it.
  private List<Resource> missing(ManifestFiles.Content<Manifest> document) {
    if (document.content().problems().isEmpty()) {
      return List.of();
    }
    Set<ManifestKey> there = new HashSet<>();
    document.content().resources().forEach(object -> there.add(ManifestKey.of(object)));
    return lastGood.getOrDefault(document.file(), List.of()).stream()
        .filter(object -> !there.contains(ManifestKey.of(object)))
        .toList();
  }

  private void remember(Contents<Manifest> read) {
    for (ManifestFiles.Content<Manifest> document : read.files()) {
      if (document.content().problems().isEmpty()) {
        lastGood.put(document.file(), document.content().resources());
      }
    }
  }

  private WantedObjects wanted(Basis now) {
    return WantedObjects.ofRun(
        now.inputs().worldOptions.namespace,
        now.inputs().carriers(),
        now.inputs().judgeEverything() ? Set.of() : WantedObjects.UNSEEN);
  }

  private Basis basis() {
    Basis known = basis;
    if (known == null) {
      long stamp = stamps.now();
      Inputs.WithPolicies inputs = options.anew();
      known = new Basis(inputs, ManifestJudge.of(inputs, terminal, clock), clock.instant(), stamp);
      basis = known;
    }
    return known;
  }

  @Override
  public List<Fix> fixes(String name) {
    String text = judgedTexts.get(name);
    return text == null
        ? List.of()
        : fixes.computeIfAbsent(name, _ -> new EditorFixes(name, text).of(judgedReport));
  }

  @Override
  public List<Fix.Edit> safeFixes(String name) {
    String text = judgedTexts.get(name);
    return text == null || fixes(name).stream().noneMatch(Fix::isSafe)
        ? List.of()
        : safeFixes.computeIfAbsent(name, _ -> safeFixes(name, text));
  }

  // As `haetae fix` makes them, and takes back those that would do harm.
  private List<Fix.Edit> safeFixes(String name, String text) {
    RuleFaults faults = new RuleFaults();
    Fixed fixed =
        new FixRun(drafts -> faults.of(judged(name, drafts)), _ -> text.getBytes(UTF_8), false)
            .run(faults.of(judged(name, Map.of())));
    faults.print(terminal);
    return fixed.files().stream()
        .filter(file -> file.name().equals(name))
        .flatMap(file -> new EditorFixes(name, text).edits(file.edits()).stream())
        .toList();
  }

  /** Judges one document, with drafts in place of what is open. */
  private Judged judged(String name, Map<String, byte[]> drafts) {
    Map<String, String> texts = new HashMap<>(judgedTexts);
    drafts.forEach((file, bytes) -> texts.put(file, FileText.shown(bytes)));
    Basis now = basis();
    return judged(now, read(now, texts), texts.keySet(), Set.of(name));
  }

  @Override
  public String page(String rule) {
    String page = ShippedPolicies.page(rule);
    return page == null ? "" : page;
  }

  @Override
  public String foresight(String name, int line) {
    List<Resource> open = new ArrayList<>(workspace.without(judgedTexts.keySet()));
    Resource asked = null;
    for (ManifestFiles.Content<Manifest> document : judgedFiles) {
      for (Resource object : document.content().resources()) {
        boolean isAsked = document.file().equals(name) && ObjectHead.isOn(object, line);
        asked = isAsked ? object : asked;
        open.add(object);
      }
    }
    if (asked == null) {
      return "";
    }
    open.remove(asked);
    Basis now = basis();
    InventorySnapshot.Builder world = now.judge().world();
    for (Resource object : open) {
      if (Inputs.misshapen(object) == null) {
        var _ = world.addOrMark(object);
      }
    }
    return ObjectHead.foresight(
        new ManifestPredictor(
                world,
                now.inputs().worldOptions.isClosed(),
                ManifestPredictor.settings(now.inputs().policies()),
                false)
            .predict(List.of(asked), List.of()));
  }

  @Override
  public void refresh() {
    basis = null;
    isWorkspaceStale = true;
  }

  @Override
  public void saved() {
    isWorkspaceStale = true;
    Basis known = basis;
    if (known != null && (isOld(known) || known.stamp() != stamps.now())) {
      basis = null;
    }
  }

  private boolean isOld(Basis known) {
    return options.worldOptions.isCluster()
        && known.at().plus(CLUSTER_AGE).isBefore(clock.instant());
  }
}
