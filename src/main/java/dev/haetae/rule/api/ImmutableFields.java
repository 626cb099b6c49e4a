package dev.haetae.rule.api;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.simulator.validation.field.Cause;
import java.util.List;
import java.util.Map;

/**
 * An update changes no field that never changes.
 *
 * <p>Why: such a release stops in its middle, and the API server says "Forbidden" of a whole spec
 * without naming the field; what helps is another name, or a new object in the place of the old
 * one.
 *
 * <p>Looks at what validation refuses to be changed, on updates alone, and finds out which fields
 * below differ. Allowed: what may change, and defaults that the one manifest writes and the other
 * does not. Where the old object is one that the API server holds, fields that the new manifest
 * does not write stay as they are; where it is a manifest, they are taken back.
 */
public final class ImmutableFields implements Rule {
  private static final Reason IMMUTABLE =
      new Reason("FieldImmutable", "The field cannot be changed once the object is there.");

  /** The rule's entry in the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "immutable-fields",
              "An update leaves the fields alone that cannot be changed.",
              Subjects.EVERYTHING,
              List.of(IMMUTABLE))
          .at(EnforcementPoint.CHECK, EnforcementPoint.AUDIT)
          .repeating((path, rule, _, other) -> ToldElsewhere.repeats(path, rule, other));

  private static final String ANEW = "delete the %s and create it anew, or give it another name";
  private static final Map<String, String> REMEDIES =
      Map.of(
          "ConfigMap", "make a %s of another name, and name it in the pods",
          "PersistentVolume", "write another %s, and leave this one to its claim",
          "PersistentVolumeClaim", "write another %s, and copy the data",
          "Pod", "delete the %s and create it anew",
          "Secret", "make a %s of another name, and name it in the pods",
          "Service", "leave it as it was, or delete the %s and create it anew",
          "StatefulSet", "delete the %s with --cascade=orphan, and apply it: its pods live on");

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    Resource old = context.old();
    if (old == null || !Validated.knows(subject)) {
      return;
    }
    Validated update = Validated.of(subject, old);
    for (Cause cause : update.causes()) {
      CauseText text = CauseText.of(cause);
      if (Immutability.isOne(text)) {
        report(cause, text, update, subject, findings);
      }
    }
  }

  private static void report(
      Cause cause, CauseText text, Validated update, Resource subject, Findings findings) {
    String kind = subject.kind();
    Sentence remedy = Sentence.of(REMEDIES.getOrDefault(kind, ANEW), kind);
    List<Immutability.Change> changes = Immutability.of(cause, update, kind);
    for (Immutability.Change change : changes) {
      Path path = place(change, cause, subject);
      findings.violation(
          IMMUTABLE,
          path,
          Sentence.of(
                  "%s of a %s cannot be changed: it was %s, and is to be %s",
                  path, kind, shown(change.before()), shown(change.now()))
              .instead(remedy));
    }
    // Of a claim that may grow once it is bound, a manifest does not say whether it is.
    if (changes.isEmpty() && update.isLive()) {
      Path path = CausePlace.of(cause, subject.tree());
      findings.violation(IMMUTABLE, path, text.sentence(path).instead(remedy));
    }
  }

  // What the API server makes of a field is told of that field.
  private static Path place(Immutability.Change change, Cause cause, Resource subject) {
    boolean isMade = !change.now().isNull() && change.path().in(subject.tree()).isNull();
    Path written = CausePlace.of(cause, subject.tree());
    return isMade && !written.in(subject.tree()).isNull() ? written : change.path();
  }

  private static Object shown(Value value) {
    return value.isNull() ? Sentence.of("absent") : value;
  }
}
