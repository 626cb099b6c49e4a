package dev.haetae.report.format;

import dev.haetae.report.Predictions;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.prediction.Prediction;
import dev.haetae.simulator.prediction.Prediction.Answer;
import dev.haetae.simulator.prediction.Prediction.Candidate;
import dev.haetae.simulator.prediction.Prediction.Cause;
import dev.haetae.simulator.prediction.Prediction.Replicas;
import dev.haetae.simulator.prediction.Prediction.Victim;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    ObjectValue.Builder out = new ObjectValue.Builder(12);
    out.put("object", object(prediction.object()));
    out.put("path", text(prediction.path()));
    out.put("subject", text(prediction.subject().word()));
    out.put("outcome", text(prediction.outcome().word()));
    out.put("message", text(Predictions.sentence(prediction)));
    switch (prediction.subject()) {
      case OBJECT -> answer(prediction.answer(), out);
      case CLAIM -> {
        if (!prediction.volume().isEmpty()) {
          out.put("volume", text(prediction.volume()));
        }
      }
      case POD -> {
        replicas(prediction.replicas(), out);
        out.put("nodes", nodes(prediction));
      }
      case SERVICE -> out.put("nodePorts", nodePorts(prediction));
    }
    if (!prediction.notModelled().isEmpty()) {
      out.put("notModelled", texts(prediction.notModelled()));
    }
    out.put("candidates", candidates(prediction));
    if (!prediction.change().text().isEmpty()) {
      out.put("change", text(prediction.change().text()));
    }
    return out.build();
  }

  private static void answer(@Nullable Answer answer, ObjectValue.Builder out) {
    if (answer == null) {
      return;
    }
    out.put("code", NumberValue.of(answer.code()));
    if (!answer.reason().isEmpty()) {
      out.put("reason", text(answer.reason()));
    }
    ArrayValue.Builder causes = new ArrayValue.Builder();
    for (Cause cause : answer.causes()) {
      causes.add(
          new ObjectValue.Builder(3)
              .put("reason", text(cause.reason()))
              .put("field", text(cause.field()))
              .put("message", text(cause.message()))
              .build());
    }
    out.put("causes", causes.build());
    out.put("warnings", texts(answer.warnings()));
    if (answer.stored() != null) {
      out.put("stored", answer.stored());
    }
  }

  private static void replicas(@Nullable Replicas replicas, ObjectValue.Builder out) {
    if (replicas == null) {
      return;
    }
    out.put(
        "replicas",
        new ObjectValue.Builder(3)
            .put("wanted", NumberValue.of(replicas.wanted()))
            .put("created", NumberValue.of(replicas.created()))
            .put("schedulable", NumberValue.of(replicas.schedulable()))
            .build());
    out.put("refusals", texts(replicas.refusals()));
    if (replicas.preempts()) {
      ArrayValue.Builder victims = new ArrayValue.Builder();
      for (Victim victim : replicas.victims()) {
        victims.add(
            new ObjectValue.Builder(2)
                .put("namespace", text(victim.namespace()))
                .put("name", text(victim.name()))
                .build());
      }
      out.put("preempts", BooleanValue.TRUE);
      out.put("victims", victims.build());
    }
  }

  private static ArrayValue texts(List<String> texts) {
    return ArrayValue.ofTexts(texts);
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
