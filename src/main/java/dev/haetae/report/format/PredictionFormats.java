package dev.haetae.report.format;

import dev.haetae.report.Predictions;
import dev.haetae.report.text.Palette;
import dev.haetae.report.text.PredictionText;

/** Writes predictions in one of the formats; the classes of the others are not loaded for that. */
public final class PredictionFormats {
  private PredictionFormats() {}

  /**
   * The predictions in a format, with a line break at the end.
   *
   * @param format one of {@link Format#ofPredictions()}
   */
  public static String write(Format format, Predictions predictions, Palette palette) {
    return switch (format) {
      case TEXT -> PredictionText.write(predictions, palette);
      case JSON -> PredictionJson.write(predictions);
      case CSV -> PredictionCsv.write(predictions);
      case MARKDOWN -> PredictionMarkdown.write(predictions);
      case SARIF, JUNIT, GITHUB, GITLAB ->
          throw new IllegalArgumentException("no format of predictions: " + format);
    };
  }
}
