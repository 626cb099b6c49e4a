package dev.haetae.rule.api;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.validation.field.Cause;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object is valid, as the API server's own validation sees it.
 *
 * <p>Why: the API server says so only when the object is applied, one object at a time, and by then
 * half of a release may be in the cluster.
 *
 * <p>Looks at: every field of the built-in kinds whose validation is known, and the metadata of the
 * other built-in ones; on an update also what may change into what. Allowed: everything that
 * depends on the cluster, such as addresses and node ports that are taken; kinds that are not built
 * in. What does not decode has been told by {@code manifest-strict}, and is not validated.
 */
public final class ApiValidation implements Rule {
  private static final Reason DUPLICATE =
      new Reason("FieldDuplicate", "Something stands twice that may stand once.");
  private static final Reason FORBIDDEN =
      new Reason("FieldForbidden", "The field must not be there, or must not be so.");
  private static final Reason INVALID =
      new Reason("FieldInvalid", "The value has the right type and cannot be right.");
  private static final Reason NOT_SUPPORTED =
      new Reason("FieldNotSupported", "The value is none of those there are.");
  private static final Reason REQUIRED = new Reason("FieldRequired", "A field is missing.");
  private static final Reason TOO_LONG =
      new Reason("FieldTooLong", "A text, or all of them together, has too many bytes.");
  private static final Reason TOO_MANY =
      new Reason("FieldTooMany", "A list has too many elements.");

  /** The rule's entry in the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "api-validation",
              "An object passes the API server's own validation.",
              Subjects.EVERYTHING,
              List.of(DUPLICATE, FORBIDDEN, INVALID, NOT_SUPPORTED, REQUIRED, TOO_LONG, TOO_MANY))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT)
          .repeating((path, rule, _, other) -> ToldElsewhere.repeats(path, rule, other));

  private static final Map<String, Reason> REASONS =
      Map.of(
          "FieldValueDuplicate", DUPLICATE,
          "FieldValueForbidden", FORBIDDEN,
          "FieldValueInvalid", INVALID,
          "FieldValueNotFound", INVALID,
          "FieldValueNotSupported", NOT_SUPPORTED,
          "FieldValueRequired", REQUIRED,
          "FieldValueTooLong", TOO_LONG,
          "FieldValueTooMany", TOO_MANY);

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    if (!Validated.knows(subject)) {
      return;
    }
    List<Cause> causes = Validated.of(subject, context).causes();
    if (causes.isEmpty()) {
      return;
    }
    StrictFaults faults = new StrictFaults(subject, context);
    Set<String> told = new HashSet<>();
    for (Cause cause : causes) {
      Path path = CausePlace.of(cause, subject.tree());
      CauseText text = CauseText.of(cause);
      if (!Immutability.isOne(text)
          && !faults.explain(path)
          && (isNew(cause, path, told) || !path.in(subject.tree()).isNull())) {
        findings.violation(
            REASONS.getOrDefault(cause.reason(), INVALID), path, text.sentence(path));
      }
    }
  }

  // The target port that nobody writes is the port, and as wrong as that.
  private static boolean isNew(Cause cause, Path path, Set<String> told) {
    return told.add(path.parent() + cause.message()) || !cause.reason().equals("FieldValueInvalid");
  }
}
