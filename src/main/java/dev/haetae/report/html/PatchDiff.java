package dev.haetae.report.html;

import dev.haetae.resource.text.YamlWriter;
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
   * @param tree what it is a patch of, or the part of it that is known
   */
  static List<Line> of(ObjectValue tree, List<PatchOperation> patch) {
    List<Line> lines = new ArrayList<>();
    boolean isShifted = false;
    for (PatchOperation operation : patch) {
      Path path = operation.path();
      Path parent = path.parent();
      Value before = isShifted ? NullValue.NULL : path.in(tree);
      if (parent == null
          || Withheld.isBelow(path)
          || Withheld.isIn(before)
          || Withheld.isIn(operation.value())) {
        return List.of();
      }
      lines.add(new Line(Sort.PLACE, parent.shown(LONGEST_PATH)));
      if (operation.kind() == PatchOperation.Kind.REMOVE
          || (operation.kind() == PatchOperation.Kind.REPLACE && !before.isNull())) {
        append(lines, Sort.CUT, path, before);
      }
      if (operation.kind() != PatchOperation.Kind.REMOVE) {
        append(lines, Sort.ADD, path, operation.value());
      }
      isShifted |= path.index() >= 0;
    }
    return lines.size() > MOST_LINES ? List.of() : List.copyOf(lines);
  }

  private static void append(List<Line> lines, Sort sort, Path path, Value value) {
    if (sort == Sort.CUT && value.isNull()) {
      lines.add(
          new Line(sort, "- " + (path.key().isEmpty() ? "…" : Text.shorten(path.key()) + ": …")));
      return;
    }
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
