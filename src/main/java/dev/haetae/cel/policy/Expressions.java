package dev.haetae.cel.policy;

import dev.haetae.cel.CelEnvironment;
import dev.haetae.cel.CelExpression;
import dev.haetae.cel.Compilation;
import dev.haetae.cel.ExpressionType;
import dev.haetae.resource.tree.Path;
import dev.haetae.simulator.validation.field.Part;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The compilation of the expressions that stand in fields.
 *
 * @param faults where it is said what does not compile
 */
record Expressions(Faults faults) {
  /** Compiles the text of a field as it is written; null when it does not compile. */
  @Nullable PlacedExpression whole(
      Part part,
      String field,
      Function<String, CelEnvironment> environments,
      Set<ExpressionType> results) {
    String written = part.text(field);
    return compile(part, field, new Cut(written, 0, written), environments, results);
  }

  /**
   * Compiles the text of a field without the spaces around it.
   *
   * @param shownWhole whether messages show the spaces
   */
  @Nullable PlacedExpression trimmed(
      Part part,
      String field,
      boolean shownWhole,
      Function<String, CelEnvironment> environments,
      Set<ExpressionType> results) {
    String written = part.text(field);
    String text = Spaces.trim(written);
    Cut cut = new Cut(text, Spaces.leading(written), shownWhole ? written : text);
    return compile(part, field, cut, environments, results);
  }

  /** The part of a field's text that is compiled: where it begins, and what messages show of it. */
  private record Cut(String text, int from, String shown) {}

  private @Nullable PlacedExpression compile(
      Part part,
      String field,
      Cut cut,
      Function<String, CelEnvironment> environments,
      Set<ExpressionType> results) {
    return switch (environments.apply(cut.text).compile(cut.text, results)) {
      case Compilation.Compiled(CelExpression expression) ->
          new PlacedExpression(expression, path(part, field));
      case Compilation.Refused refused -> {
        faults.refused(part.at(field), cut.shown, part.text(field), cut.from, refused);
        yield null;
      }
    };
  }

  static Path path(Part part, String field) {
    return part.place().path().child(field);
  }
}
