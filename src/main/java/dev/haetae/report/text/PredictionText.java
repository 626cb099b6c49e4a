package dev.haetae.report.text;

import dev.haetae.report.Predictions;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes predictions for people: a headline each, a table of what there was to have, and the one
 * thing to change.
 */
public final class PredictionText {
  // A table that one screen shows; more are counted by reason.
  private static final int LONGEST_TABLE = 12;
  private static final int NEAR_MISSES = 3;
  private static final int WIDEST_NAME = 40;

  private final StringBuilder out = new StringBuilder();
  private final Predictions predictions;
  private final Palette palette;
  private final List<Prediction> shown;
  private final Set<Prediction.Identity> several;

  private PredictionText(Predictions predictions, Palette palette) {
    this.predictions = predictions;
    this.palette = palette;
    this.shown = shown(predictions.predictions());
    this.several = several(shown);
  }

  /** The predictions' text, with a line break at its end. */
  public static String write(Predictions predictions, Palette palette) {
    return new PredictionText(predictions, palette).write();
  }

  // That an object is accepted need not be said where more is said of it.
  private static List<Prediction> shown(List<Prediction> predictions) {
    List<Prediction> shown = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Prediction one = predictions.get(i);
      boolean isFollowed =
          i + 1 < predictions.size() && predictions.get(i + 1).subject() != Subject.OBJECT;
      boolean isPlain =
          one.answer() != null && one.outcome().isGood() && one.answer().warnings().isEmpty();
      if (!isPlain || !isFollowed) {
        shown.add(one);
      }
    }
    return shown;
  }

  // The rest of the sentence, and what nobody has looked at.
  private static String explained(Prediction prediction) {
    String sentence = prediction.explanation();
    if (prediction.notModelled().isEmpty()) {
      return sentence + Predictions.unseen(prediction);
    }
    return (sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence)
        + "; not looked at: "
        + String.join(", ", prediction.notModelled())
        + Predictions.unseen(prediction);
  }

  private String write() {
    for (Problem error : predictions.errors()) {
      out.append(palette.bold(Text.escape(error.file())));
      if (error.line() > 0) {
        out.append(':').append(error.line());
        out.append(error.column() > 0 ? ":" + error.column() : "");
      }
      out.append(": ").append(palette.red("error")).append(' ');
      out.append(Text.escape(error.message())).append('\n');
    }
    shown.forEach(this::prediction);
    summary();
    return out.toString();
  }

  private void prediction(Prediction prediction) {
    Prediction.Identity object = prediction.object();
    out.append(palette.bold(Text.escape(object.kind())));
    out.append(' ')
        .append(object.namespace().isEmpty() ? "" : Text.shorten(object.namespace()) + '/');
    out.append(Text.shorten(object.name())).append(part(prediction)).append(": ");
    Prediction.Outcome outcome = prediction.outcome();
    out.append(outcome.isGood() ? palette.green(outcome.word()) : palette.red(outcome.word()));
    out.append(": ").append(Text.escape(explained(prediction))).append('\n');
    Prediction.Answer answer = prediction.answer();
    if (answer != null) {
      for (String warning : answer.warnings()) {
        out.append("  ").append(palette.yellow("!")).append(' ').append(Text.escape(warning));
        out.append('\n');
      }
    }
    boolean grouped = prediction.candidates().size() > LONGEST_TABLE;
    if (grouped) {
      grouped(prediction.candidates());
    } else {
      table(prediction.candidates());
    }
    // The group of the nearest has said it.
    Prediction.Change change = prediction.change();
    if (!change.text().isEmpty() && !(grouped && change.isOfNearest())) {
      out.append("  ").append(palette.green("→")).append(' ');
      out.append(Text.escape(change.text())).append('\n');
    }
    out.append('\n');
  }

  // Which of several pod specs of one object.
  private String part(Prediction prediction) {
    return prediction.subject() != Subject.OBJECT && several.contains(prediction.object())
        ? " (" + Text.shorten(prediction.path()) + ')'
        : "";
  }

  private static Set<Prediction.Identity> several(List<Prediction> predictions) {
    Map<Prediction.Identity, String> paths = new HashMap<>();
    Set<Prediction.Identity> several = new HashSet<>();
    for (Prediction prediction : predictions) {
      if (prediction.subject() == Subject.OBJECT) {
        continue;
      }
      String before = paths.putIfAbsent(prediction.object(), prediction.path());
      if (before != null && !before.equals(prediction.path())) {
        several.add(prediction.object());
      }
    }
    return several;
  }

  private void table(List<Candidate> candidates) {
    int width = 0;
    for (Candidate candidate : candidates) {
      width = Math.max(width, name(candidate).length());
    }
    for (Candidate candidate : candidates) {
      String name = name(candidate);
      out.append("  ").append(mark(candidate)).append(' ').append(name);
      out.repeat(' ', width - name.length() + 2);
      out.append(Text.escape(said(candidate))).append('\n');
    }
  }

  private static String name(Candidate candidate) {
    return Text.shorten(candidate.name(), WIDEST_NAME);
  }

  private String mark(Candidate candidate) {
    return candidate.fits() ? palette.green("✓") : palette.red("✗");
  }

  // A row says what fails; what would mend it only where one change does.
  private static String said(Candidate candidate) {
    String change = candidate.changes().size() == 1 ? " → " + candidate.changes().getFirst() : "";
    return candidate.fits() || candidate.saysReason()
        ? candidate.detail() + change
        : candidate.reason() + ": " + candidate.detail() + change;
  }

  private void grouped(List<Candidate> candidates) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<Candidate> fitting = new ArrayList<>();
    List<Candidate> failing = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.fits()) {
        fitting.add(candidate);
      } else {
        failing.add(candidate);
        counts.merge(candidate.reason(), 1, Integer::sum);
      }
    }
    if (!fitting.isEmpty()) {
      out.append("  ").append(palette.green("✓")).append(' ').append(fitting.size());
      out.append(fitting.size() == 1 ? " fits: " : " fit: ").append(names(fitting)).append('\n');
    }
    List<Map.Entry<String, Integer>> byCount = new ArrayList<>(counts.entrySet());
    byCount.sort(
        Map.Entry.<String, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    for (Map.Entry<String, Integer> entry : byCount) {
      out.append("  ").append(palette.red("✗")).append(' ').append(entry.getValue());
      out.append(' ').append(Text.escape(entry.getKey())).append('\n');
    }
    if (fitting.isEmpty() && !failing.isEmpty()) {
      failing.sort(Comparator.comparingInt(Candidate::distance));
      out.append("  nearest:\n");
      table(failing.subList(0, Math.min(NEAR_MISSES, failing.size())));
    }
  }

  private static String names(List<Candidate> fitting) {
    List<String> names = new ArrayList<>();
    for (Candidate candidate : fitting.subList(0, Math.min(NEAR_MISSES, fitting.size()))) {
      names.add(name(candidate));
    }
    return String.join(", ", names) + (fitting.size() > NEAR_MISSES ? ", …" : "");
  }

  private void summary() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Prediction prediction : shown) {
      counts.merge(prediction.outcome().word(), 1, Integer::sum);
    }
    int size = shown.size();
    out.append(size).append(size == 1 ? " prediction" : " predictions");
    String separator = ": ";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      out.append(separator).append(entry.getValue()).append(' ').append(entry.getKey());
      separator = ", ";
    }
    int errors = predictions.errors().size();
    if (errors > 0) {
      out.append(", ").append(errors).append(errors == 1 ? " error" : " errors");
    }
    out.append('\n');
  }
}
