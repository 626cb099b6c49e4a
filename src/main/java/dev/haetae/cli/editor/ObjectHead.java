package dev.haetae.cli.editor;

import dev.haetae.report.Predictions;
import dev.haetae.report.text.Palette;
import dev.haetae.report.text.PredictionText;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import java.util.List;

/** The lines on which one points at an object: those that say what it is, and its name. */
final class ObjectHead {
  private static final List<Path> HEAD =
      List.of(Path.of("apiVersion"), Path.of("kind"), Path.of("metadata", "name"));

  private ObjectHead() {}

  /** Returns whether a 1-based line is one of an object's. */
  static boolean isOn(Resource object, int line) {
    ObjectValue tree = object.tree();
    for (Path path : HEAD) {
      Position position = path.position(tree);
      if (position != null && position.line() == line) {
        return true;
      }
    }
    return false;
  }

  /** The text of predictions as a block of Markdown; empty for none. */
  static String foresight(Predictions predictions) {
    return predictions.predictions().isEmpty()
        ? ""
        : "```text\n" + PredictionText.write(predictions, Palette.PLAIN).strip() + "\n```";
  }
}
