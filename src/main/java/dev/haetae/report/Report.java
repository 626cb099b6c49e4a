package dev.haetae.report;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run found, in order: by file, line, column, rule. All formats are written from
 * it, and so is the exit code. For one thread.
 */
public final class Report {
  /** By file, line, column. */
  public static final Comparator<Problem> BY_PLACE =
      (one, other) ->
          Located.compare(
              one.file(), one.line(), one.column(), other.file(), other.line(), other.column());

  private final List<Located> findings;
  private final List<Located> undecided;
  private final List<Located> waived;
  private final List<Located> repairs;
  private final List<Located> baselined;
  private final List<JudgedObject> judged;
  private final List<Problem> errors;
  private final Map<String, Supplier<String>> texts;
  private final int files;
  private final int objects;
  private final boolean faulty;
  private final boolean compared;
  private @Nullable Fingerprints fingerprints;

  private Report(Builder builder) {
    this.findings = builder.findings.stream().sorted(Located.ORDER).toList();
    this.undecided = builder.undecided.stream().sorted(Located.ORDER).toList();
    this.waived = builder.waived.stream().sorted(Located.ORDER).toList();
    this.repairs = builder.repairs.stream().sorted(Located.ORDER).toList();
    this.baselined = List.of();
    this.judged = List.copyOf(builder.judged);
    this.errors = builder.errors.stream().sorted(BY_PLACE).toList();
    this.texts = Map.copyOf(builder.texts);
    this.files = builder.files;
    this.objects = builder.objects;
    this.faulty = builder.faulty;
    this.compared = false;
  }

  private Report(Report all, Predicate<Located> known, IdentityHashMap<Located, String> ended) {
    Fingerprints same = all.fingerprints();
    this.fingerprints = same;
    this.findings =
        all.findings.stream()
            .filter(known.negate())
            .map(one -> remarked(one, ended.get(one), same))
            .toList();
    this.undecided = all.undecided.stream().filter(known.negate()).toList();
    this.waived = all.waived;
    this.repairs = all.repairs;
    this.baselined =
        Stream.concat(
                all.baselined.stream(),
                Stream.concat(all.findings.stream(), all.undecided.stream()).filter(known))
            .sorted(Located.ORDER)
            .toList();
    this.errors = all.errors;
    this.texts = all.texts;
    this.files = all.files;
    this.objects = all.objects;
    this.faulty = all.faulty;
    this.judged = all.judged;
    this.compared = true;
  }

  private static Located remarked(Located one, @Nullable String remark, Fingerprints same) {
    return remark == null ? one : same.alias(one, one.with(one.finding().withRemark(remark)));
  }

  /**
   * The report in which those findings, and those undecided, that a baseline knows are counted as
   * {@link #baselined()} and nothing else. Everything keeps its fingerprint.
   *
   * @param ended findings of this report that a baseline has known, and what is said of that behind
   *     their messages
   */
  public Report against(Predicate<Located> known, IdentityHashMap<Located, String> ended) {
    return new Report(this, known, ended);
  }

  /** The same where nothing has ended. */
  public Report without(Predicate<Located> known) {
    return against(known, new IdentityHashMap<>());
  }

  /** Returns whether it was held against a baseline. */
  public boolean isCompared() {
    return compared;
  }

  public List<Located> findings() {
    return findings;
  }

  public List<Located> undecided() {
    return undecided;
  }

  public List<Located> waived() {
    return waived;
  }

  public List<Located> repairs() {
    return repairs;
  }

  /** What would be among the findings or the undecided if a baseline did not know it. */
  public List<Located> baselined() {
    return baselined;
  }

  /**
   * The objects with the policies that judged them, in the order of judging; empty unless they were
   * asked for.
   */
  public List<JudgedObject> judged() {
    return judged;
  }

  /** The problems of what could not be read. */
  public List<Problem> errors() {
    return errors;
  }

  /** The text of a file, read now; null when not known or empty. */
  public @Nullable SourceText text(String file) {
    Supplier<String> source = texts.get(file);
    String text = source == null ? "" : source.get();
    return text.isEmpty() ? null : new SourceText(text);
  }

  public int files() {
    return files;
  }

  public int objects() {
    return objects;
  }

  public int count(Action action) {
    int count = 0;
    for (Located located : findings) {
      count += located.finding().action() == action ? 1 : 0;
    }
    return count;
  }

  /** Returns whether anything is to be denied. */
  public boolean isDenied() {
    return count(Action.DENY) > 0;
  }

  /** How the run ended: the same whatever the format, and of what applies the gravest. */
  public Outcome outcome() {
    if (faulty) {
      return Outcome.FAULTY;
    }
    if (!errors.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    return isDenied() ? Outcome.DENIED : Outcome.PASSED;
  }

  /** The fingerprints of all findings in it; worked out when first asked for. */
  public Fingerprints fingerprints() {
    Fingerprints made = fingerprints;
    if (made == null) {
      made = Fingerprints.of(Stream.concat(findings.stream(), undecided.stream()), waived, repairs);
      fingerprints = made;
    }
    return made;
  }

  /** Returns whether something could not be decided. */
  public boolean isUndecided() {
    return !undecided.isEmpty();
  }

  /** Collects what a run finds, in any order. */
  public static final class Builder {
    private final List<Located> findings = new ArrayList<>();
    private final List<Located> undecided = new ArrayList<>();
    private final List<Located> waived = new ArrayList<>();
    private final List<Located> repairs = new ArrayList<>();
    private final List<JudgedObject> judged = new ArrayList<>();
    private final List<Problem> errors = new ArrayList<>();
    private final Map<String, Supplier<String>> texts = new HashMap<>();
    private int files;
    private int objects;
    private boolean faulty;

    /** Counts a file that was judged and keeps where its text is. */
    public Builder file(String file, Supplier<String> text) {
      files++;
      return source(file, text);
    }

    /**
     * Keeps where a file's text is, of which lines are shown beside what is said of it: all texts
     * together may be more than the memory holds.
     */
    public Builder source(String file, Supplier<String> text) {
      texts.put(file, text);
      return this;
    }

    /** Counts an object of which there is nothing to say. */
    public Builder clean() {
      objects++;
      return this;
    }

    /** Notes by which policies an object was judged; for reports that tell what passes, too. */
    public Builder judged(JudgedObject object) {
      judged.add(object);
      return this;
    }

    /** Adds something that could not be read. */
    public Builder error(Problem problem) {
      errors.add(problem);
      return this;
    }

    /**
     * Adds what came of one object.
     *
     * @param written the object as it was read
     */
    public Builder verdict(Resource written, Verdict verdict) {
      objects++;
      faulty |= !verdict.faults().isEmpty();
      add(findings, written, verdict.findings());
      add(undecided, written, verdict.undecided());
      add(waived, written, verdict.waived());
      add(repairs, written, verdict.repairs());
      return this;
    }

    /**
     * Adds one finding.
     *
     * @param written the object as it was read
     */
    public Builder found(Resource written, Finding finding) {
      add(findings, written, List.of(finding));
      return this;
    }

    private static void add(List<Located> to, Resource written, List<Finding> found) {
      for (Finding finding : found) {
        to.add(Located.of(finding, written));
      }
    }

    /** The report; the builder must not be used again. */
    public Report build() {
      return new Report(this);
    }
  }
}
