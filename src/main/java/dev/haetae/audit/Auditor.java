package dev.haetae.audit;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.report.JudgedObject;
import dev.haetae.report.Report;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An auditor judges objects page by page and keeps of each what was found: its memory hangs on the
 * number of subjects and findings, not on what is handed to it. For one thread; the objects of a
 * page are looked at on all processors.
 */
public final class Auditor {
  /** The number of findings that are kept; of the others those that deny are kept up to as many. */
  static final int MOST_FINDINGS = 20_000;

  // Fewer are done sooner than other threads have started.
  private static final int FEW = 16;
  private static final int MOST_NOTES = 20;

  private final Evaluator evaluator;
  private final AuditScope scope;
  private final Examination examination;
  private final Report.Builder report;
  private final Map<Subject, OwnerTally> owners = new TreeMap<>();
  private final IdentityHashMap<Resource, Subject> subjects = new IdentityHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<Problem> problems = new HashSet<>();
  private final List<RuntimeException> faults = new ArrayList<>();
  private int kept;
  private int keptDenials;
  private int leftOut;
  private int exempt;
  private int undated;

  /**
   * An auditor that has seen nothing yet.
   *
   * @param evaluator judges by the policies in force
   * @param world everything that is there
   * @param owners all objects that make pods
   * @param report gets what is found, and what cannot be read
   */
  public Auditor(
      Evaluator evaluator,
      Inventory world,
      Owners owners,
      AuditScope scope,
      Report.Builder report) {
    this.evaluator = evaluator;
    this.scope = scope;
    this.examination = new Examination(evaluator, world, owners, scope);
    this.report = report;
  }

  /** Judges objects, in any order, each once. */
  public void judge(List<Resource> page) {
    List<Examined> examined =
        (page.size() < FEW ? page.stream() : page.parallelStream())
            .map(examination::examine)
            .toList();
    examined.forEach(this::add);
  }

  /** Notes something that could not be read, once. */
  public void unreadable(Problem problem) {
    if (problems.add(problem)) {
      report.error(problem);
    }
  }

  private void add(Examined examined) {
    switch (examined) {
      case Examined.Exempt _ -> exempt++;
      case Examined.PassedOver _ -> {}
      case Examined.Undated _ -> undated++;
      case Examined.Made made -> tally(made.maker()).make(made.runs());
      case Examined.Judged judged -> {
        tally(judged.subject()).add(judged);
        keep(judged);
      }
    }
  }

  private OwnerTally tally(Subject subject) {
    return owners.computeIfAbsent(subject, _ -> new OwnerTally());
  }

  private void keep(Examined.Judged judged) {
    Verdict verdict = bounded(judged.verdict());
    for (List<Finding> findings :
        List.of(verdict.findings(), verdict.undecided(), verdict.waived(), verdict.repairs())) {
      findings.forEach(finding -> subjects.put(finding.object(), judged.subject()));
    }
    Resource object = judged.object();
    report.verdict(object, verdict);
    report.judged(JudgedObject.of(object, judged.judging()));
    notes.addAll(verdict.notes());
    faults.addAll(verdict.faults());
    for (MalformedResourceException e : verdict.malformed()) {
      unreadable(
          Problem.at(judged.object(), e.path(), judged.object().describe() + ": " + e.sentence()));
    }
  }

  private Verdict bounded(Verdict verdict) {
    int size =
        verdict.findings().size()
            + verdict.undecided().size()
            + verdict.waived().size()
            + verdict.repairs().size();
    if (kept + size <= MOST_FINDINGS) {
      kept += size;
      return verdict;
    }
    int room = Math.max(0, MOST_FINDINGS - keptDenials);
    List<Finding> denials =
        verdict.findings().stream()
            .filter(finding -> finding.action() == Action.DENY)
            .limit(room)
            .toList();
    keptDenials += denials.size();
    leftOut += size - denials.size();
    return verdict.telling(denials);
  }

  /** What the user should know besides, such as waivers that have ended; each once. */
  public List<String> notes() {
    List<String> told = new ArrayList<>(notes.stream().limit(MOST_NOTES).toList());
    if (notes.size() > MOST_NOTES) {
      told.add(notes.size() - MOST_NOTES + " more notes on objects like these");
    }
    return told;
  }

  /** Failures of rules of ours. */
  public List<RuntimeException> faults() {
    return List.copyOf(faults);
  }

  /**
   * What was found; nothing may be judged any more.
   *
   * @param rules for which it is told what they would refuse
   */
  public AuditResult result(Instant at, List<String> rules) {
    return new Summary(evaluator, scope, owners, subjects)
        .result(at, rules, report.build(), exempt, undated, leftOut);
  }
}
