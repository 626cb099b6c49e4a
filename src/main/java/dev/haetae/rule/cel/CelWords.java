package dev.haetae.rule.cel;

import dev.haetae.cel.policy.PolicyProgram;
import dev.haetae.resource.GroupKind;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ObjectValue;
import java.util.List;
import java.util.function.Function;

/**
 * The words of one own policy in CEL.
 *
 * @param policy the object that they are written in
 * @param program the expressions, compiled
 * @param podTemplates whether each pod is judged, wherever it is written
 * @param parameters the value of {@code params}
 * @param ignoresErrors whether an expression that fails lets the object pass
 * @param unknown the parts of variables that are never known, and that an expression asks for
 * @param plurals gives the plural name of a kind
 */
record CelWords(
    Resource policy,
    PolicyProgram program,
    boolean podTemplates,
    ObjectValue parameters,
    boolean ignoresErrors,
    List<String> unknown,
    Function<GroupKind, String> plurals) {
  /** The words, with copies of their own. */
  CelWords {
    unknown = List.copyOf(unknown);
  }

  String plural(GroupKind kind) {
    return plurals.apply(kind);
  }
}
