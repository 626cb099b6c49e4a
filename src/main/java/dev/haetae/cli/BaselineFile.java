package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.input.Inputs;
import dev.haetae.cli.judging.Judged;
import dev.haetae.cli.terminal.NamedFile;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.file.FileFault;
import dev.haetae.file.Replacement;
import dev.haetae.policy.RuleCatalog;
import dev.haetae.report.Outcome;
import dev.haetae.report.Report;
import dev.haetae.report.baseline.Baseline;
import dev.haetae.report.baseline.BaselineReader;
import dev.haetae.report.baseline.BaselineText;
import dev.haetae.report.baseline.Comparison;
import dev.haetae.resource.Problem;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of a baseline: read before anything is judged, and written when that is asked for. */
final class BaselineFile {
  private final String name;
  private final Path path;
  private final Baseline known;
  private final String text;

  private BaselineFile(String name, Path path, Baseline known, String text) {
    this.name = name;
    this.path = path;
    this.known = known;
    this.text = text;
  }

  /**
   * Reads the file.
   *
   * @param mayBeMissing whether it is about to be written
   * @param inputs get its text and everything that is wrong with it
   */
  static BaselineFile read(String name, boolean mayBeMissing, Inputs inputs) {
    Path path = Path.of("");
    try {
      path = Path.of(name);
      if (Files.isRegularFile(path) && Files.size(path) > Limits.FILES.bytes()) {
        inputs.problems.add(
            Problem.of(name, "the file is larger than " + Limits.FILES.bytes() + " bytes"));
      } else {
        byte[] bytes = Files.readAllBytes(path);
        inputs.sources.put(name, () -> FileText.shown(bytes));
        Baseline known = BaselineReader.read(bytes, name, inputs.problems);
        return new BaselineFile(name, path, known, new String(bytes, UTF_8));
      }
    } catch (NoSuchFileException e) {
      if (!mayBeMissing) {
        inputs.problems.add(
            Problem.of(name, "there is no such baseline: --write-baseline writes one"));
      }
    } catch (IOException e) {
      inputs.problems.add(Problem.of(name, FileFault.ofReading(e)));
    } catch (InvalidPathException e) {
      inputs.problems.add(Problem.of(name, "is no name of a file"));
    }
    return new BaselineFile(name, path, Baseline.EMPTY, "");
  }

  /** The paths without the baseline itself, where others are named beside it. */
  List<String> besides(List<String> paths) {
    Path own = path.toAbsolutePath().normalize();
    List<String> others = paths.stream().filter(other -> !isSame(other, own)).toList();
    return others.isEmpty() ? paths : others;
  }

  private static boolean isSame(String name, Path own) {
    try {
      return Path.of(name).toAbsolutePath().normalize().equals(own);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What was judged, in which known findings only count; a note tells how many are gone. */
  Judged held(Judged judged, Inputs.WithPolicies inputs, LocalDate today) {
    Comparison comparison = comparison(judged.report(), known, inputs, today);
    List<String> notes = new ArrayList<>(judged.notes());
    int gone = comparison.gone();
    if (gone > 0) {
      notes.add(
          counted(gone)
              + " of the baseline "
              + name
              + (gone == 1 ? " is gone" : " are gone")
              + ": --write-baseline takes "
              + (gone == 1 ? "it out" : "them out"));
    }
    return new Judged(comparison.report(), notes, judged.faults());
  }

  /**
   * Writes the findings down and returns what was judged, in which they all only count; null when
   * the file cannot be written, of which the user is told.
   *
   * @param end the last day of what is new; null for no end
   */
  @Nullable Judged rewritten(
      Judged judged,
      Inputs.WithPolicies inputs,
      LocalDate today,
      @Nullable LocalDate end,
      Terminal terminal) {
    Report report = judged.report();
    if (report.files() == 0 && report.outcome() == Outcome.UNREADABLE) {
      // Nothing was judged, so nothing is known anew.
      return judged;
    }
    Comparison before = comparison(report, known, inputs, today);
    Baseline renewed = before.renewed(end);
    String written = BaselineText.write(renewed);
    if (!written.equals(text)
        && !NamedFile.write("the baseline", name, terminal, file -> replace(file, written))) {
      return null;
    }
    List<String> notes = new ArrayList<>(judged.notes());
    notes.add(
        "the baseline "
            + name
            + " holds "
            + counted(renewed.findings().size())
            + ": "
            + before.added()
            + " new, "
            + before.gone()
            + " gone");
    return new Judged(comparison(report, renewed, inputs, today).report(), notes, judged.faults());
  }

  private static void replace(Path file, String text) throws IOException {
    try (Replacement replacement = Replacement.of(file, text.getBytes(UTF_8))) {
      replacement.putInPlace();
    }
  }

  private static Comparison comparison(
      Report report, Baseline baseline, Inputs.WithPolicies inputs, LocalDate today) {
    // A rule that is no more finds nothing more.
    return new Comparison(
        report, baseline, today, rule -> inputs.judges(rule) || RuleCatalog.find(rule) == null);
  }

  private static String counted(int findings) {
    return findings + (findings == 1 ? " finding" : " findings");
  }
}
