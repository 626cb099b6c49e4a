package dev.haetae.cli.judging;

import dev.haetae.cli.folder.WantedObjects;
import dev.haetae.cli.folder.WrittenTwice;
import dev.haetae.cli.input.Drafts;
import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.input.ManifestFiles;
import dev.haetae.cli.input.Parallel;
import dev.haetae.cli.input.WorldOptions;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Review;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.InputWorlds;
import dev.haetae.inventory.Inventory;
import dev.haetae.inventory.InventorySnapshot;
import dev.haetae.report.JudgedObject;
import dev.haetae.report.Report;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ManifestReader.Manifest;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.EnforcementPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run over manifests, from their files to a report. */
final class Judging {
  private static final String STRICT = "manifest-strict";
  private static final int MOST_REMARKS = 20;

  private final Question question;
  private final Inputs.WithPolicies inputs;
  private Evaluator evaluator;
  private @Nullable Comparison comparison;
  private final Terminal terminal;

  private final Report.Builder report = new Report.Builder();
  private final List<Problem> problems = new ArrayList<>();
  private final LinkedHashSet<String> notes = new LinkedHashSet<>();
  private final List<RuntimeException> faults = new ArrayList<>();
  private final List<Resource> objects = new ArrayList<>();
  private final IdentityHashMap<Resource, List<MalformedResourceException>> malformed =
      new IdentityHashMap<>();
  private final Map<String, List<Apart>> apart = new ConcurrentHashMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();

  /**
   * An object that was judged by itself as soon as it was read, and then let go.
   *
   * @param said the object and its verdict; null when there is nothing to say of it
   * @param judged by which policies; null where nobody asks
   */
  private record Apart(
      String key, String described, @Nullable Said said, @Nullable JudgedObject judged) {}

  private record Said(Resource object, Verdict verdict) {}

  Judging(Question question, Inputs.WithPolicies inputs, Evaluator evaluator, Terminal terminal) {
    this.question = question;
    this.inputs = inputs;
    this.evaluator = evaluator;
    this.terminal = terminal;
    problems.addAll(inputs.problems);
    notes.addAll(inputs.notes);
  }

  /** Has each verdict compared with what is decided elsewhere. */
  Judging comparing(@Nullable Comparison with) {
    comparison = with;
    return this;
  }

  /**
   * Reads and judges everything.
   *
   * @param worlds without an object of the manifests yet
   */
  Judged run(InputWorlds worlds) {
    boolean inTree = inputs.judgesInTree();
    boolean all = inputs.judgeEverything() || inTree;
    boolean apart = all && !inTree && question.old().isEmpty();
    return run(
        inputs.manifests(
            question.paths(),
            all ? Set.of() : WantedObjects.UNSEEN,
            question.drafts(),
            manifest -> apart ? judgeApart(manifest) : manifest,
            terminal),
        worlds);
  }

  /**
   * Judges what was read before.
   *
   * @param worlds without an object of it yet
   */
  Judged run(ManifestFiles.Contents<Manifest> read, InputWorlds worlds) {
    take(read, worlds);
    List<Resource> seen = new ArrayList<>(inputs.policyOptions.admission.world());
    seen.addAll(objects);
    evaluator = evaluator.with(evaluator.inTree().seeing(seen));
    judge(worlds.build(inputs.worldOptions.isClosed()), oldObjects());
    problems.forEach(report::error);
    inputs.sources.forEach(report::source);
    remarks.stream().limit(MOST_REMARKS).forEach(notes::add);
    if (remarks.size() > MOST_REMARKS) {
      notes.add(remarks.size() - MOST_REMARKS + " more notes on objects like these");
    }
    return new Judged(report.build(), List.copyOf(notes), faults);
  }

  private void take(ManifestFiles.Contents<Manifest> read, InputWorlds worlds) {
    WrittenTwice twice = new WrittenTwice();
    problems.addAll(read.problems());
    read.sources().forEach(report::source);
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
    notes.addAll(twice.notes());
    notes.addAll(read.notes());
    notes.addAll(inputs.unknownCarrierNotes(objects));
  }

  // What nobody looks up need not wait until everything is read, nor stay in memory until then.
  private Manifest judgeApart(Manifest manifest) {
    List<Resource> kept = new ArrayList<>();
    for (Resource object : manifest.resources()) {
      if (WantedObjects.UNSEEN.contains(object.kind())) {
        Verdict verdict = evaluator.evaluate(review(object, Map.of()), InventorySnapshot.OPEN);
        terminal.progress().objectJudged();
        apart
            .computeIfAbsent(object.origin().file(), _ -> new ArrayList<>())
            .add(
                new Apart(
                    key(object),
                    object.describe(),
                    verdict.isClean() ? null : new Said(object, verdict),
                    judged(object, Map.of(), InventorySnapshot.OPEN)));
      } else {
        kept.add(object);
      }
    }
    return kept.size() == manifest.resources().size() ? manifest : manifest.with(kept);
  }

  private void add(Apart one) {
    Said said = one.said();
    if (said == null) {
      report.clean();
    } else {
      add(said.object(), said.verdict());
    }
    note(one.judged());
  }

  private static String key(Resource object) {
    return object.groupKind() + "\0" + object.namespace() + '\0' + object.name();
  }

  private Map<String, Resource> oldObjects() {
    Map<String, Resource> before = new HashMap<>();
    ManifestFiles.Contents<Manifest> read =
        inputs.manifests(question.old(), Set.of(), Drafts.NONE, UnaryOperator.identity(), terminal);
    problems.addAll(read.problems());
    read.sources().forEach(report::source);
    for (ManifestFiles.Content<Manifest> manifest : read.files()) {
      manifest.content().resources().forEach(object -> before.put(key(object), object));
    }
    return before;
  }

  private void judge(InputWorlds.Built worlds, Map<String, Resource> before) {
    List<Verdict> verdicts =
        Parallel.map(
            objects,
            object -> {
              Verdict verdict = evaluator.evaluate(review(object, before), worlds.of(object));
              terminal.progress().objectJudged();
              return verdict;
            });
    for (int i = 0; i < objects.size(); i++) {
      Resource object = objects.get(i);
      add(object, compared(object, before, worlds, verdicts.get(i)));
      note(judged(object, before, worlds.of(object)));
    }
  }

  private Verdict compared(
      Resource object, Map<String, Resource> before, InputWorlds.Built worlds, Verdict verdict) {
    if (comparison == null) {
      return verdict;
    }
    Comparison.Compared compared =
        comparison.compare(
            review(object, before),
            verdict,
            old ->
                evaluator.evaluate(
                    Review.update(object, old, EnforcementPoint.CHECK), worlds.of(object)));
    compared.findings().forEach(finding -> report.found(object, finding));
    Problem problem = compared.problem();
    if (problem != null && !problems.contains(problem)) {
      problems.add(problem);
    }
    return compared.verdict();
  }

  private @Nullable JudgedObject judged(
      Resource object, Map<String, Resource> before, Inventory world) {
    return question.passes()
        ? JudgedObject.of(object, evaluator.judging(review(object, before), world))
        : null;
  }

  private void note(@Nullable JudgedObject judged) {
    if (judged != null) {
      report.judged(judged);
    }
  }

  private void add(Resource object, Verdict verdict) {
    report.verdict(object, verdict);
    remarks.addAll(verdict.notes());
    faults.addAll(verdict.faults());
    List<MalformedResourceException> wrong =
        new ArrayList<>(malformed.getOrDefault(object, List.of()));
    wrong.addAll(verdict.malformed());
    unreadable(object, verdict, wrong);
  }

  private Review review(Resource object, Map<String, Resource> before) {
    @Nullable Resource earlier = before.isEmpty() ? null : before.get(key(object));
    return new Review(object, earlier, question.operation(), EnforcementPoint.CHECK, "");
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
}
