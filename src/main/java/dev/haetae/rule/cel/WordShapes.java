package dev.haetae.rule.cel;

import dev.haetae.rule.Parameters;
import java.util.List;

/**
 * The shapes of the words: which fields they have, and of which type.
 *
 * @param spec of a policy, which is told what is wrong
 */
record WordShapes(Parameters spec) {
  private static final String EXPRESSION = "expression";

  /** Has every field of the words read, so that what is wrong is told. */
  void check() {
    each("matchConditions", "name", EXPRESSION);
    each("variables", "name", EXPRESSION);
    each("validations", EXPRESSION, "message", "messageExpression", "reason");
    each("auditAnnotations", "key", "valueExpression");
    for (Parameters mutation : spec.objects("mutations")) {
      mutation.text("patchType", "");
      for (String change : List.of("jsonPatch", "applyConfiguration")) {
        mutation.object(change).text(EXPRESSION, "");
      }
    }
  }

  private void each(String list, String... fields) {
    for (Parameters element : spec.objects(list)) {
      for (String field : fields) {
        element.text(field, "");
      }
    }
  }
}
