package dev.haetae.report;

import dev.haetae.resource.Problem;
import dev.haetae.simulator.Forecast;
import java.util.List;

/**
 * Everything that was foreseen, and what could not be read.
 *
 * @param forecasts in the order of the input
 * @param errors by file, line, column
 */
public record Predictions(List<Forecast> forecasts, List<Problem> errors) {
  /** Predictions that keep their own copies, the errors in order. */
  public Predictions {
    forecasts = List.copyOf(forecasts);
    errors = errors.stream().sorted(Report.BY_PLACE).toList();
  }
}
