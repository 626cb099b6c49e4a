package dev.haetae.audit;

import dev.haetae.engine.Evaluator;
import dev.haetae.engine.Finding;
import dev.haetae.engine.PolicyTable;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory;
import dev.haetae.policy.Policy;
import dev.haetae.report.JudgedObject;
import dev.haetae.report.Report;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import dev.haetae.rule.EnforcementPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An auditor judges objects page by page and keeps of each what was found: its memory hangs on the
 * number of subjects and findings, not on what is handed to it. For one thread; the objects of a
 * page are looked at on all processors.
 */
public final class Auditor {
  // Fewer are done sooner than other threads have started.
  private static final int FEW = 16;
  private static final int MOST_NOTES = 20;

  private final Evaluator evaluator;
  private final AuditScope scope;
  private final AuditBudget budget;
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
  private int uncounted;

  /**
   * An auditor that has seen nothing yet, of a process that does nothing else.
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
    this(evaluator, world, owners, scope, AuditBudget.ALONE, report);
  }

  /** The same, with a budget. */
  public Auditor(
      Evaluator evaluator,
      Inventory world,
      Owners owners,
      AuditScope scope,
      AuditBudget budget,
      Report.Builder report) {
    this.evaluator = evaluator;
    this.scope = scope;
    this.budget = budget;
    this.examination = new Examination(evaluator, new AuditedWorld(world), owners, scope);
    this.report = report;
  }

  /** Judges objects, in any order, each once. */
  public void judge(List<Resource> page) {
    List<Examined> examined =
        (budget.besides() || page.size() < FEW ? page.stream() : page.parallelStream())
            .map(examination::examine)
            .toList();
    examined.forEach(this::add);
  }

  /** Notes something that could not be read, once. */
  public void unreadable(Problem problem) {
    if (problems.size() < budget.sentences() && problems.add(problem)) {
      report.error(problem);
    }
  }

  /** The kinds whose objects an audit has to be handed, of which there is a list. */
  public static Set<GroupKind> judged(PolicyTable policies) {
    Set<GroupKind> judged = new HashSet<>(policies.judged(EnforcementPoint.AUDIT));
    judged.addAll(policies.judged(EnforcementPoint.VALIDATE));
    return judged;
  }

  /** The same for all policies of an evaluator. */
  public static Set<GroupKind> judged(Evaluator evaluator) {
    Set<GroupKind> judged = judged(evaluator.table());
    for (Policy policy : evaluator.inTree().policies()) {
      judged.addAll(policy.info().subjects().kinds(evaluator.table().carriers()));
    }
    return judged;
  }

  private void add(Examined examined) {
    switch (examined) {
      case Examined.Exempt _ -> exempt++;
      case Examined.PassedOver _ -> {}
      case Examined.Undated _ -> undated++;
      case Examined.Made made -> {
        OwnerTally tally = tally(made.maker());
        if (tally != null) {
          tally.make(made.runs());
        }
      }
      case Examined.Judged judged -> {
        OwnerTally tally = tally(judged.subject());
        if (tally == null) {
          uncounted++;
        } else {
          tally.add(judged);
          keep(judged);
        }
      }
    }
  }

  // Null when it would be one too many.
  private @Nullable OwnerTally tally(Subject subject) {
    OwnerTally known = owners.get(subject);
    if (known == null && owners.size() < budget.owners()) {
      known = new OwnerTally();
      owners.put(subject, known);
    }
    return known;
  }

  private void keep(Examined.Judged judged) {
    Verdict verdict = bounded(judged.verdict());
    for (List<Finding> findings :
        List.of(verdict.findings(), verdict.undecided(), verdict.waived(), verdict.repairs())) {
      findings.forEach(finding -> subjects.put(finding.object(), judged.subject()));
    }
    Resource object = judged.object();
    report.verdict(object, verdict);
    if (!budget.besides()) {
      report.judged(JudgedObject.of(object, judged.judging()));
    }
    keep(verdict.notes(), notes);
    keep(verdict.faults(), faults);
    for (MalformedResourceException e : verdict.malformed()) {
      unreadable(
          Problem.at(judged.object(), e.path(), judged.object().describe() + ": " + e.sentence()));
    }
  }

  private <T> void keep(List<T> more, Collection<T> kept) {
    for (T one : more) {
      if (kept.size() < budget.sentences()) {
        kept.add(one);
      }
    }
  }

  private Verdict bounded(Verdict verdict) {
    int size =
        verdict.findings().size()
            + verdict.undecided().size()
            + verdict.waived().size()
            + verdict.repairs().size();
    if (kept + size <= budget.findings()) {
      kept += size;
      return verdict;
    }
    int room = Math.max(0, budget.findings() - keptDenials);
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
        .result(at, rules, report.build(), exempt, undated, leftOut, uncounted);
  }
}
