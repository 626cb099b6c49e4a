package dev.haetae.report.format;

import dev.haetae.report.Predictions;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import dev.haetae.simulator.prediction.Prediction;

/** Writes predictions as Markdown, for a comment: a table, cut to what a comment holds. */
final class PredictionMarkdown {
  private PredictionMarkdown() {}

  /** The predictions, with a line break at the end. */
  static String write(Predictions predictions) {
    MarkdownTable table = new MarkdownTable(MarkdownReport.COMMENT);
    int bad = 0;
    for (Prediction prediction : predictions.predictions()) {
      bad += prediction.outcome().isGood() ? 0 : 1;
    }
    int all = predictions.predictions().size();
    table.paragraph(
        "### haetae predict: "
            + (all == 1 ? "1 prediction" : all + " predictions")
            + (bad == 0 ? "" : ", " + bad + " with something to mend"));
    table.heads("object", "", "outcome", "why");
    for (Problem error : predictions.errors()) {
      table.row(
          MarkdownTable.place(error.file(), error.line(), error.column()),
          "",
          "error",
          MarkdownText.prose(error.message()));
    }
    for (boolean good : new boolean[] {false, true}) {
      for (Prediction prediction : predictions.predictions()) {
        if (prediction.outcome().isGood() == good) {
          row(table, prediction);
        }
      }
    }
    return table.end();
  }

  private static void row(MarkdownTable table, Prediction prediction) {
    Prediction.Identity object = prediction.object();
    String change = prediction.change().text();
    table.row(
        MarkdownText.code(
            Text.shorten(object.kind())
                + ' '
                + (object.namespace().isEmpty() ? "" : Text.shorten(object.namespace()) + '/')
                + Text.shorten(object.name())),
        prediction.subject().word(),
        prediction.outcome().word(),
        MarkdownText.prose(Predictions.sentence(prediction))
            + (change.isEmpty() ? "" : "<br>change: " + MarkdownText.prose(change)));
  }
}
