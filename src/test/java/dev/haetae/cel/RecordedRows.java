package dev.haetae.cel;

import dev.haetae.cel.library.Authorizer;
import dev.haetae.cel.library.Authorizer.Decision;
import dev.haetae.cel.library.Authorizer.Verdict;
import dev.haetae.cel.library.AuthorizerValues;
import dev.haetae.cel.value.TreeValues;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of expressions with what cel-go 0.26 in Kubernetes' environment of 1.36 gave for them:
 * the value or the error, and the cost.
 */
final class RecordedRows {
  private static final CelEnvironment ENVIRONMENT =
      CelEnvironment.kubernetes()
          .withMutations()
          .with(
              Map.of(
                  "object",
                  ExpressionType.DYN,
                  "authorizer",
                  ExpressionType.opaque("kubernetes.authorization.Authorizer")));

  private RecordedRows() {}

  /**
   * A row.
   *
   * @param value as {@link ShownResult} shows it; null when it failed
   * @param error null when it has a value
   */
  record Row(String expression, @Nullable String value, @Nullable String error, long cost) {
    @Override
    public String toString() {
      return expression;
    }
  }

  /** The value of a row, or what went wrong, and what it cost. */
  record Run(String shown, long cost) {}

  static List<Row> of(String file) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String line : text(file).split("\n", -1)) {
      if (!line.isEmpty()) {
        ObjectValue row = (ObjectValue) tree(line);
        rows.add(
            new Row(
                string(row, "expression") + "",
                string(row, "value"),
                string(row, "error"),
                Long.parseLong(row.get("cost").toString())));
      }
    }
    return rows;
  }

  private static @Nullable String string(ObjectValue row, String field) {
    return row.get(field) instanceof StringValue text ? text.text() : null;
  }

  private static String text(String file) throws IOException {
    try (InputStream in = RecordedRows.class.getResourceAsStream("/cel/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Value tree(String json) {
    try {
      return JsonReader.review(json.getBytes(StandardCharsets.UTF_8), Limits.REVIEW);
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  static Bindings bindings() throws Exception {
    Value object = tree(text("object.json"));
    return name ->
        switch (name) {
          case "object" -> TreeValues.root(object, name);
          case "authorizer" -> AuthorizerValues.authorizer(RecordedRows::decide);
          default -> null;
        };
  }

  // As the recorder's authorizer decides.
  private static Decision decide(Authorizer.Question question) {
    return switch (question.verb()) {
      case "boom" -> new Decision(Verdict.NO_OPINION, "", "no luck");
      case "get" -> new Decision(Verdict.ALLOWED, "because", "");
      default -> new Decision(Verdict.NO_OPINION, "", "");
    };
  }

  static Run run(String expression, Bindings bindings) {
    return switch (ENVIRONMENT.compile(expression, Set.of())) {
      case Compilation.Refused(String message, int _, int _) -> new Run("REFUSED " + message, 0);
      case Compilation.Compiled(CelExpression compiled) -> {
        CostBudget budget = new CostBudget(CostBudget.OF_POLICY);
        Outcome outcome = compiled.evaluate(bindings, budget);
        yield new Run(ShownResult.of(outcome), CostBudget.OF_POLICY - budget.left());
      }
    };
  }
}
