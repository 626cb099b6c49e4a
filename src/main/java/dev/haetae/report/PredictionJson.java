package dev.haetae.report;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.Forecast;
import dev.haetae.simulator.Forecast.Candidate;

/** Writes predictions as one JSON object, indented. */
public final class PredictionJson {
  private PredictionJson() {}

  /** The predictions' JSON, with a line break at its end. */
  public static String write(Predictions predictions) {
    ArrayValue.Builder forecasts = new ArrayValue.Builder();
    for (Forecast forecast : predictions.forecasts()) {
      forecasts.add(forecast(forecast));
    }
    ObjectValue.Builder out = new ObjectValue.Builder(2);
    out.put("predictions", forecasts.build());
    out.put("errors", JsonReport.errors(predictions.errors()));
    return JsonWriter.toIndentedText(out.build());
  }

  private static ObjectValue forecast(Forecast forecast) {
    ObjectValue.Builder out = new ObjectValue.Builder(9);
    out.put("object", object(forecast.object()));
    out.put("path", text(forecast.path()));
    out.put("subject", text(forecast.subject().word()));
    out.put("outcome", text(forecast.outcome()));
    out.put("message", text(PredictionText.sentence(forecast)));
    switch (forecast.subject()) {
      case CLAIM -> {
        if (!forecast.volume().isEmpty()) {
          out.put("volume", text(forecast.volume()));
        }
      }
      case POD -> out.put("nodes", nodes(forecast));
      case SERVICE -> out.put("nodePorts", nodePorts(forecast));
    }
    out.put("candidates", candidates(forecast));
    return out.build();
  }

  private static ObjectValue object(Forecast.Identity object) {
    ObjectValue.Builder out = new ObjectValue.Builder(4);
    out.put("apiVersion", text(object.apiVersion()));
    out.put("kind", text(object.kind()));
    out.put("namespace", text(object.namespace()));
    out.put("name", text(object.name()));
    return out.build();
  }

  private static ArrayValue nodes(Forecast forecast) {
    ArrayValue.Builder nodes = new ArrayValue.Builder();
    forecast.nodes().forEach(node -> nodes.add(text(node)));
    return nodes.build();
  }

  private static ArrayValue nodePorts(Forecast forecast) {
    ArrayValue.Builder ports = new ArrayValue.Builder();
    forecast.nodePorts().forEach(port -> ports.add(NumberValue.of(port)));
    return ports.build();
  }

  private static ArrayValue candidates(Forecast forecast) {
    ArrayValue.Builder candidates = new ArrayValue.Builder();
    for (Candidate candidate : forecast.candidates()) {
      ObjectValue.Builder out = new ObjectValue.Builder(4);
      out.put("name", text(candidate.name()));
      out.put("fits", candidate.fits() ? BooleanValue.TRUE : BooleanValue.FALSE);
      out.put("reason", text(candidate.reason()));
      out.put("message", text(candidate.message()));
      candidates.add(out.build());
    }
    return candidates.build();
  }

  private static Value text(String text) {
    return new StringValue(text);
  }
}
