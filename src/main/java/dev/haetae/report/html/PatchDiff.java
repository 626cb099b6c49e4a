package dev.haetae.report.html;

import dev.haetae.resource.text.YamlWriter;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.PatchOperation;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** A fix as a diff: what goes and what comes, each below the field that holds it. */
final class PatchDiff {
  private static final int MOST_LINES = 40;
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_PATH = 400;

  private PatchDiff() {}

  /**
   * A line of a diff.
   *
   * @param sort where it belongs
   */
  record Line(Sort sort, String text) {}

  /** What a line of a diff stands for. */
  enum Sort {
    PLACE,
    CUT,
    ADD
  }

  /**
   * The diff of a patch; empty when it holds something that is withheld, or cannot be shown.
   *
   * @param tree what it is a patch of
   */
  static List<Line> of(ObjectValue tree, List<PatchOperation> patch) {
    List<Line> lines = new ArrayList<>();
    ObjectValue now = tree;
    for (PatchOperation operation : patch) {
      Path path = operation.path();
      Path parent = path.parent();
      Value before = operation.kind() == PatchOperation.Kind.ADD ? NullValue.NULL : path.in(now);
      if (parent == null
          || Withheld.isBelow(path)
          || Withheld.isIn(before)
          || Withheld.isIn(operation.value())) {
        return List.of();
      }
      lines.add(new Line(Sort.PLACE, parent.shown(LONGEST_PATH)));
      if (operation.kind() != PatchOperation.Kind.ADD) {
        append(lines, Sort.CUT, path, before);
      }
      if (operation.kind() != PatchOperation.Kind.REMOVE) {
        append(lines, Sort.ADD, path, operation.value());
      }
      now = JsonPatch.apply(now, List.of(operation));
    }
    return lines.size() > MOST_LINES ? List.of() : List.copyOf(lines);
  }

  private static void append(List<Line> lines, Sort sort, Path path, Value value) {
    for (String line : yaml(path, value).split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(
            new Line(sort, (sort == Sort.ADD ? "+ " : "- ") + Text.shorten(line, LONGEST_LINE)));
      }
    }
  }

  // As it would stand in a manifest.
  private static String yaml(Path path, Value value) {
    StringBuilder out = new StringBuilder();
    if (!path.key().isEmpty()) {
      YamlWriter.appendElement(out, ObjectValue.of(path.key(), value));
      // As the key of an object, not as an element of a list.
      return ("  " + out.substring(2)).replaceAll("(?m)^ {2}", "");
    }
    if (value instanceof ObjectValue object) {
      YamlWriter.appendElement(out, object);
      return out.toString();
    }
    return "- " + JsonWriter.toText(value);
  }
}
