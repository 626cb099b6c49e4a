package dev.haetae.fix;

import dev.haetae.engine.Finding;
import dev.haetae.file.FileFault;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.edit.Edited;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.rule.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that fixes manifests: it makes the fixes that a report offers, has everything judged anew,
 * and goes on until none is left. Fixes after which something is denied, or cannot be decided, that
 * was not before are taken back.
 */
public final class FixRun {
  private static final int MOST_ROUNDS = 10;
  // Each may be of thousands of objects; nearly always there are two or three.
  private static final int MOST_JUDGEMENTS = 500;
  private static final int MOST_TOLD = 20;

  private final Judge judge;
  private final FileSource source;
  private final boolean suggested;

  private Map<String, FileDraft> drafts = new TreeMap<>();
  private final Set<String> unusable = new HashSet<>();
  private final Set<Fix.Target> given = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private int judgements;

  /**
   * A run.
   *
   * @param suggested whether suggested fixes are made too
   */
  public FixRun(Judge judge, FileSource source, boolean suggested) {
    this.judge = judge;
    this.source = source;
    this.suggested = suggested;
  }

  /**
   * Makes the fixes; writes nothing.
   *
   * @param first the report on the manifests as they are
   */
  public Fixed run(Report first) {
    Report report = first;
    List<Fix> open = open(report);
    for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
      report = make(open, report);
      open = open(report);
    }
    if (!open.isEmpty()) {
      notes.add("there are more fixes, which depend on those that were made: run it again");
    }
    tellRendered(report);
    tellSuggested(report);
    tellDenied(report);
    return new Fixed(
        drafts.values().stream()
            .filter(draft -> !draft.rounds().isEmpty())
            .map(FileDraft::fixed)
            .toList(),
        report,
        notes);
  }

  private List<Fix> open(Report report) {
    return OpenFixes.of(
        report, fix -> !given.contains(fix.target()) && (suggested || !fix.isSuggested()));
  }

  // All together, since they nearly always can be; those that cannot are found by halves.
  private Report make(List<Fix> fixes, Report report) {
    Map<String, FileDraft> tried = new TreeMap<>(drafts);
    List<Fix> made = edit(fixes, tried);
    if (made.isEmpty()) {
      return report;
    }
    if (judgements++ == MOST_JUDGEMENTS) {
      made.forEach(fix -> given.add(fix.target()));
      notes.add("too many fixes were taken back to try the others one by one: run it again");
      return report;
    }
    Report after = judge.judge(bytes(tried));
    String harm = Harm.of(made, report, after);
    if (harm == null) {
      drafts = tried;
      return after;
    }
    if (made.size() == 1) {
      Fix fix = made.getFirst();
      given.add(fix.target());
      notes.add(fix.told() + " is taken back, since " + harm);
      return report;
    }
    int half = made.size() / 2;
    Report between = make(made.subList(0, half), report);
    return make(anew(made.subList(half, made.size()), between), between);
  }

  // What is free when one fix is made need not be free after another.
  private static List<Fix> anew(List<Fix> fixes, Report report) {
    Set<Fix.Target> targets = new HashSet<>();
    fixes.forEach(fix -> targets.add(fix.target()));
    return OpenFixes.of(report, fix -> targets.contains(fix.target()));
  }

  /** Makes edits in some of the drafts; returns the fixes that could be made. */
  private List<Fix> edit(List<Fix> fixes, Map<String, FileDraft> tried) {
    Map<String, List<Fix>> byFile = new LinkedHashMap<>();
    for (Fix fix : fixes) {
      if (!given.contains(fix.target())) {
        byFile.computeIfAbsent(fix.file(), _ -> new ArrayList<>()).add(fix);
      }
    }
    List<Fix> made = new ArrayList<>();
    byFile.forEach((file, ofFile) -> {
      FileDraft draft = unusable.contains(file) ? null : tried.get(file);
      draft = draft == null && !unusable.contains(file) ? read(file) : draft;
      if (draft == null) {
        ofFile.forEach(fix -> given.add(fix.target()));
        return;
      }
      made.addAll(edit(draft, ofFile, tried));
    });
    return made;
  }

  private List<Fix> edit(FileDraft draft, List<Fix> fixes, Map<String, FileDraft> tried) {
    List<Fix> possible = new ArrayList<>();
    for (Fix fix : fixes) {
      if (draft.holds(fix)) {
        possible.add(fix);
      } else {
        refuse(fix, "the object is not written in the file as it is judged");
      }
    }
    Edited edited = draft.now().edit(possible.stream().map(Fix::change).toList());
    Map<Integer, Edited.Refusal> refused = new HashMap<>();
    for (Edited.Refusal refusal : edited.refusals()) {
      refused.put(refusal.index(), refusal);
    }
    List<Fix> made = new ArrayList<>();
    for (int i = 0; i < possible.size(); i++) {
      Edited.Refusal refusal = refused.get(i);
      if (refusal == null) {
        made.add(possible.get(i));
      } else {
        refuse(possible.get(i), refusal.sentence() + place(refusal));
      }
    }
    if (!edited.edits().isEmpty()) {
      tried.put(draft.original().name(), draft.with(edited));
    }
    return made;
  }

  private static String place(Edited.Refusal refusal) {
    return refusal.line() == 0 ? "" : " (" + refusal.line() + ":" + refusal.column() + ")";
  }

  private void refuse(Fix fix, String why) {
    given.add(fix.target());
    notes.add(fix.told() + " cannot be made: " + why);
  }

  private @Nullable FileDraft read(String file) {
    try {
      return FileDraft.of(OriginalFile.of(file, source.read(file)));
    } catch (IOException e) {
      notes.add(file + ": " + FileFault.ofReading(e));
    } catch (UnreadableException e) {
      notes.add(file + ": " + e.sentence());
    }
    unusable.add(file);
    return null;
  }

  private static Map<String, byte[]> bytes(Map<String, FileDraft> drafts) {
    Map<String, byte[]> bytes = new HashMap<>();
    drafts.forEach((name, draft) -> bytes.put(name, draft.bytes()));
    return bytes;
  }

  private void tellRendered(Report report) {
    tell(
        OpenFixes.rendered(report),
        "is to be made in its source, since the object is rendered",
        "fixes of rendered objects are to be made in their sources");
  }

  private void tellSuggested(Report report) {
    tell(
        suggestions(report),
        "is a suggestion, which --suggested makes",
        "suggested fixes are left out");
  }

  private List<Fix> suggestions(Report report) {
    return suggested ? List.of() : OpenFixes.all(report).stream().filter(Fix::isSuggested).toList();
  }

  private void tell(List<Fix> fixes, String how, String more) {
    for (Fix fix : fixes.subList(0, Math.min(MOST_TOLD, fixes.size()))) {
      notes.add(fix.told() + ' ' + how + whatToDo(fix.finding()));
    }
    if (fixes.size() > MOST_TOLD) {
      notes.add(fixes.size() - MOST_TOLD + " more " + more);
    }
  }

  // What a policy's own mutation does is all that there is to say of it.
  private static String whatToDo(Finding finding) {
    return finding.remediation().isEmpty()
        ? " (" + finding.message() + ')'
        : ": " + finding.remediation();
  }

  // What --suggested would mend has a note of its own.
  private void tellDenied(Report report) {
    Stream<Located> denials =
        report.findings().stream().filter(one -> one.finding().action() == Action.DENY);
    Set<Located> mendable = Collections.newSetFromMap(new IdentityHashMap<>());
    suggestions(report).forEach(fix -> mendable.add(fix.located()));
    long denied = denials.filter(one -> !mendable.contains(one)).count();
    if (denied > 0) {
      notes.add(
          (denied == 1 ? "1 denial has" : denied + " denials have")
              + " no fix here: haetae check says what to write");
    }
  }
}
