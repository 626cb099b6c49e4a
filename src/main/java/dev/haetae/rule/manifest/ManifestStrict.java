package dev.haetae.rule.manifest;

import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Document.DuplicateKey;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.rule.EnforcementPoint;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A manifest decodes as strictly as {@code kubectl apply --validate=strict} would have it.
 *
 * <p>Why: a misspelt or misplaced field is dropped by whoever decodes less strictly, and the object
 * then runs without it. Webhooks never see such fields: the API server has decoded already, so this
 * is judged in files only. What is no YAML at all is an error of reading and never comes here.
 *
 * <p>Looks at: every field of every built-in kind, and whether groups of Kubernetes itself have the
 * kind. Allowed: kinds of other groups, {@code null} anywhere, anything below free-form fields;
 * values that decode and fail validation later.
 */
public final class ManifestStrict implements Rule {
  private static final Reason DUPLICATE_KEY =
      new Reason(
          "DuplicateKey", "A key stands twice in one mapping; all but the last are forgotten.");
  static final Reason UNKNOWN_FIELD =
      new Reason("UnknownField", "The kind has no such field here.");
  static final Reason WRONG_TYPE =
      new Reason("WrongType", "The field takes another type of value.");

  private static final Reason NO_SUCH_KIND =
      new Reason("NoSuchKind", "The API server has no such kind, or not in this version.");

  /** The rule's entry in the catalogue. */
  public static final RuleInfo INFO =
      RuleInfo.denies(
              "manifest-strict",
              "A manifest has a kind that exists, no duplicate keys, no unknown fields and no"
                  + " values of the wrong type.",
              Subjects.EVERYTHING,
              List.of(DUPLICATE_KEY, NO_SUCH_KIND, UNKNOWN_FIELD, WRONG_TYPE))
          .at(EnforcementPoint.CHECK);

  private static final Pattern API_VERSION = Pattern.compile("([^/\\s]+/)?[^/\\s]+");
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9-]+");

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    checkKeys(subject.duplicates(), findings);
    if (areNames(subject, findings)) {
      MissingKind missing = MissingKind.of(subject);
      if (missing != null) {
        findings.violation(NO_SUCH_KIND, missing.path(), missing.sentence());
      }
    }
    Optional<ObjectType> kind = Schema.kubernetes().kind(subject.apiVersion(), subject.kind());
    if (kind.isPresent()) {
      new FieldWalk(kind.get(), subject.tree(), findings, context.budget())
          .object(kind.get(), subject.tree(), Path.ROOT, true);
    }
  }

  private static void checkKeys(List<DuplicateKey> duplicates, Findings findings) {
    Map<Path, List<Path>> lost = new LinkedHashMap<>();
    for (DuplicateKey duplicate : duplicates) {
      Path mapping = duplicate.path().parent();
      switch (duplicate.clash()) {
        case WRITTEN_TWICE -> report(duplicate, findings);
        case MERGED -> {}
        case LOST_TO_MERGE ->
            lost.computeIfAbsent(mapping == null ? Path.ROOT : mapping, _ -> new ArrayList<>())
                .add(duplicate.path());
      }
    }
    lost.forEach((mapping, keys) -> advise(mapping, keys, findings));
  }

  // kubectl reads in order, and nobody refuses it; but it is rarely what was meant.
  private static void advise(Path mapping, List<Path> keys, Findings findings) {
    findings.advice(
        DUPLICATE_KEY,
        mapping,
        Sentence.of("<< is written last, so what it merges wins over what is written above it")
            .some(": ", ", ", keys.size(), (index, _) -> keys.get(index).key())
            .instead("write << first, and what differs below it"));
  }

  private static void report(DuplicateKey duplicate, Findings findings) {
    Position first = duplicate.first();
    Sentence sentence = Sentence.of("duplicate key %s", duplicate.path());
    findings.violation(
        DUPLICATE_KEY,
        duplicate.path(),
        (first == null ? sentence : sentence.then(", written before on line %s", first.line()))
            .then(": of the two values only the later would count")
            .instead("keep one of the two"));
  }

  // Kinds that are not built in pass, but not what can be no kind at all: "Service // the front".
  private static boolean areNames(Resource subject, Findings findings) {
    boolean version = API_VERSION.matcher(subject.apiVersion()).matches();
    boolean kind = KIND.matcher(subject.kind()).matches();
    if (!version) {
      findings.violation(
          WRONG_TYPE,
          Path.of("apiVersion"),
          Sentence.of(
                  "apiVersion wants a version or a group and version, not %q", subject.apiVersion())
              .instead("write one such as v1 or apps/v1"));
    }
    if (!kind) {
      findings.violation(
          WRONG_TYPE,
          Path.of("kind"),
          Sentence.of("kind wants the name of a kind, not %q", subject.kind())
              .instead("write one such as Deployment"));
    }
    return version && kind;
  }
}
