package dev.haetae.report;

import dev.haetae.resource.Problem;
import dev.haetae.simulator.prediction.Prediction;
import java.util.List;

/**
 * Everything that was predicted, and what could not be read.
 *
 * @param predictions in the order of the input
 * @param errors by file, line, column
 */
public record Predictions(List<Prediction> predictions, List<Problem> errors) {
  /** Predictions that keep their own copies, the errors in order. */
  public Predictions {
    predictions = List.copyOf(predictions);
    errors = errors.stream().sorted(Report.BY_PLACE).toList();
  }

  /** The message of a prediction, and what is not known where the world is open. */
  public static String sentence(Prediction prediction) {
    return prediction.message() + unseen(prediction);
  }

  /** What a prediction would have looked at and has not seen, in brackets; empty when nothing. */
  public static String unseen(Prediction prediction) {
    return prediction.unseen().isEmpty()
        ? ""
        : " (as far as is known: " + prediction.unseen() + " not seen)";
  }
}
