package dev.haetae.report.format;

import dev.haetae.report.Predictions;
import dev.haetae.resource.Problem;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Prediction.Replicas;
import java.util.stream.Collectors;

/** Writes predictions as comma-separated values: a row for each, without its candidates. */
final class PredictionCsv {
  private PredictionCsv() {}

  /** The table, each of its lines ended. */
  static String write(Predictions predictions) {
    CsvTable table =
        new CsvTable(
            "subject",
            "outcome",
            "apiVersion",
            "kind",
            "namespace",
            "name",
            "path",
            "message",
            "change",
            "volume",
            "nodes",
            "nodePorts",
            "wanted",
            "created",
            "schedulable",
            "file",
            "line",
            "column");
    for (Problem error : predictions.errors()) {
      table.row(
          "error",
          "",
          "",
          "",
          "",
          "",
          "",
          error.message(),
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          error.file(),
          number(error.line()),
          number(error.column()));
    }
    for (Prediction prediction : predictions.predictions()) {
      Replicas replicas = prediction.replicas();
      table.row(
          prediction.subject().word(),
          prediction.outcome().word(),
          prediction.object().apiVersion(),
          prediction.object().kind(),
          prediction.object().namespace(),
          prediction.object().name(),
          prediction.path(),
          Predictions.sentence(prediction),
          prediction.change().text(),
          prediction.volume(),
          String.join(" ", prediction.nodes()),
          prediction.nodePorts().stream().map(String::valueOf).collect(Collectors.joining(" ")),
          replicas == null ? "" : Long.toString(replicas.wanted()),
          replicas == null ? "" : Long.toString(replicas.created()),
          replicas == null ? "" : Long.toString(replicas.schedulable()),
          "",
          "",
          "");
    }
    return table.toString();
  }

  // 0 is for a place that is not known.
  private static String number(int number) {
    return number == 0 ? "" : Integer.toString(number);
  }
}
