package dev.haetae.report;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Prediction.Candidate;

/** Writes predictions as one JSON object, indented. */
public final class PredictionJson {
  private PredictionJson() {}

  /** The predictions' JSON, with a line break at its end. */
  public static String write(Predictions predictions) {
    ArrayValue.Builder told = new ArrayValue.Builder();
    for (Prediction prediction : predictions.predictions()) {
      told.add(prediction(prediction));
    }
    ObjectValue.Builder out = new ObjectValue.Builder(2);
    out.put("predictions", told.build());
    out.put("errors", JsonReport.errors(predictions.errors()));
    return JsonWriter.toIndentedText(out.build());
  }

  private static ObjectValue prediction(Prediction prediction) {
    ObjectValue.Builder out = new ObjectValue.Builder(9);
    out.put("object", object(prediction.object()));
    out.put("path", text(prediction.path()));
    out.put("subject", text(prediction.subject().word()));
    out.put("outcome", text(prediction.outcome().word()));
    out.put("message", text(PredictionText.sentence(prediction)));
    switch (prediction.subject()) {
      case CLAIM -> {
        if (!prediction.volume().isEmpty()) {
          out.put("volume", text(prediction.volume()));
        }
      }
      case POD -> out.put("nodes", nodes(prediction));
      case SERVICE -> out.put("nodePorts", nodePorts(prediction));
    }
    out.put("candidates", candidates(prediction));
    return out.build();
  }

  private static ObjectValue object(Prediction.Identity object) {
    ObjectValue.Builder out = new ObjectValue.Builder(4);
    out.put("apiVersion", text(object.apiVersion()));
    out.put("kind", text(object.kind()));
    out.put("namespace", text(object.namespace()));
    out.put("name", text(object.name()));
    return out.build();
  }

  private static ArrayValue nodes(Prediction prediction) {
    ArrayValue.Builder nodes = new ArrayValue.Builder();
    prediction.nodes().forEach(node -> nodes.add(text(node)));
    return nodes.build();
  }

  private static ArrayValue nodePorts(Prediction prediction) {
    ArrayValue.Builder ports = new ArrayValue.Builder();
    prediction.nodePorts().forEach(port -> ports.add(NumberValue.of(port)));
    return ports.build();
  }

  private static ArrayValue candidates(Prediction prediction) {
    ArrayValue.Builder candidates = new ArrayValue.Builder();
    for (Candidate candidate : prediction.candidates()) {
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
