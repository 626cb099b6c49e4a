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
}
