package dev.haetae.rule.manifest;

import dev.haetae.resource.ArrayValue;
import dev.haetae.resource.BooleanValue;
import dev.haetae.resource.Document.DuplicateKey;
import dev.haetae.resource.NullValue;
import dev.haetae.resource.NumberValue;
import dev.haetae.resource.ObjectValue;
import dev.haetae.resource.Path;
import dev.haetae.resource.Position;
import dev.haetae.resource.Resource;
import dev.haetae.resource.StringValue;
import dev.haetae.resource.Text;
import dev.haetae.resource.Value;
import dev.haetae.rule.Action;
import dev.haetae.rule.Door;
import dev.haetae.rule.Findings;
import dev.haetae.rule.Parameters;
import dev.haetae.rule.Reason;
import dev.haetae.rule.Rule;
import dev.haetae.rule.RuleContext;
import dev.haetae.rule.RuleInfo;
import dev.haetae.rule.Subjects;
import dev.haetae.schema.FieldType;
import dev.haetae.schema.FieldType.Any;
import dev.haetae.schema.FieldType.ListOf;
import dev.haetae.schema.FieldType.MapOf;
import dev.haetae.schema.FieldType.ObjectOf;
import dev.haetae.schema.FieldType.ObjectOr;
import dev.haetae.schema.FieldType.Scalar;
import dev.haetae.schema.ObjectType;
import dev.haetae.schema.Schema;
import dev.haetae.schema.Shape;
import dev.haetae.schema.Suggestions;
import dev.haetae.schema.TypeCheck;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A manifest decodes as strictly as {@code kubectl apply --validate=strict} would have it.
 *
 * <p>Why: a misspelt or misplaced field is dropped by whoever decodes less strictly, and the object
 * then runs without it. Webhooks never see such fields: the API server has decoded already, so this
 * is judged in files only. What is no YAML at all is an error of reading and never comes here.
 *
 * <p>Looks at: every field of every built-in kind. Allowed: kinds that are not built in, {@code
 * null} anywhere, anything below free-form fields; values that decode and fail validation later.
 */
public final class ManifestStrict implements Rule {
  private static final Reason DUPLICATE_KEY =
      new Reason(
          "DuplicateKey", "A key stands twice in one mapping; all but the last are forgotten.");
  private static final Reason UNKNOWN_FIELD =
      new Reason("UnknownField", "The kind has no such field here.");
  private static final Reason WRONG_TYPE =
      new Reason("WrongType", "The field takes another type of value.");

  /** The rule's entry in the catalogue. */
  public static final RuleInfo INFO =
      new RuleInfo(
          "manifest-strict",
          "A manifest has no duplicate keys, no unknown fields and no values of the wrong type.",
          Subjects.EVERYTHING,
          EnumSet.of(Door.CHECK),
          Action.DENY,
          List.of(DUPLICATE_KEY, UNKNOWN_FIELD, WRONG_TYPE),
          false);

  private static final Pattern API_VERSION = Pattern.compile("([^/\\s]+/)?[^/\\s]+");
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9-]+");
  private static final int PATH_SHOWN = 80;

  /** The rule takes no parameters. */
  public ManifestStrict(Parameters parameters) {
    // Nothing to read: the API server's decoder cannot be configured either.
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Resource subject, RuleContext context, Findings findings) {
    for (DuplicateKey duplicate : subject.duplicates()) {
      report(duplicate, findings);
    }
    checkNames(subject, findings);
    Optional<ObjectType> kind = Schema.kubernetes().kind(subject.apiVersion(), subject.kind());
    if (kind.isPresent()) {
      new Walk(kind.get(), findings).object(kind.get(), subject.tree(), Path.ROOT, true);
    }
  }

  private static void report(DuplicateKey duplicate, Findings findings) {
    Position first = duplicate.first();
    findings.violation(
        DUPLICATE_KEY,
        duplicate.path(),
        "duplicate key "
            + shown(duplicate.path())
            + (first == null ? "" : ", written before on line " + first.line())
            + ": of the two values only the later would count",
        "keep one of the two");
  }

  // Kinds that are not built in pass, but not what can be no kind at all: "Service // the front".
  private static void checkNames(Resource subject, Findings findings) {
    if (!API_VERSION.matcher(subject.apiVersion()).matches()) {
      findings.violation(
          WRONG_TYPE,
          Path.of("apiVersion"),
          "apiVersion wants a version or a group and version, not "
              + Text.quote(subject.apiVersion()),
          "write one such as v1 or apps/v1");
    }
    if (!KIND.matcher(subject.kind()).matches()) {
      findings.violation(
          WRONG_TYPE,
          Path.of("kind"),
          "kind wants the name of a kind, not " + Text.quote(subject.kind()),
          "write one such as Deployment");
    }
  }

  private static String shown(Path path) {
    return Text.shorten(path.toString(), PATH_SHOWN);
  }

  /** The way through one object, type and value side by side. */
  private record Walk(ObjectType kind, Findings findings) {
    void object(ObjectType type, ObjectValue object, Path path, boolean strict) {
      for (int i = 0; i < object.size(); i++) {
        Optional<FieldType> field = type.field(object.key(i));
        Path child = path.child(object.key(i));
        if (field.isPresent()) {
          value(field.get(), object.value(i), child, strict);
        } else if (strict) {
          unknown(type, object.key(i), object.value(i), child);
        }
      }
    }

    private void value(FieldType type, Value value, Path path, boolean strict) {
      Shape shape = shape(value);
      String literal = literal(value);
      Optional<String> problem = TypeCheck.problem(type, shape, literal);
      if (problem.isPresent()) {
        findings.violation(
            WRONG_TYPE,
            path,
            shown(path) + ' ' + Text.escape(problem.get()),
            Text.shorten(TypeCheck.remedy(type, shape, literal).orElse("write " + type.words())));
        return;
      }
      switch (type) {
        case ObjectOf it when value instanceof ObjectValue object ->
            object(it.type(), object, path, strict);
        case MapOf map when value instanceof ObjectValue object -> {
          for (int i = 0; i < object.size(); i++) {
            value(map.value(), object.value(i), path.child(object.key(i)), strict);
          }
        }
        case ListOf list when value instanceof ArrayValue array ->
            elements(list.element(), array, path, strict);
        case ObjectOr choice when value instanceof ObjectValue object ->
            object(choice.type(), object, path, false);
        case ObjectOr choice
            when choice.instead() instanceof ListOf list && value instanceof ArrayValue array ->
            elements(list.element(), array, path, false);
        case Scalar scalar when scalar == Scalar.BYTES && value instanceof ArrayValue array ->
            elements(Scalar.UINT8, array, path, strict);
        case ObjectOf _, MapOf _, ListOf _, ObjectOr _, Scalar _, Any _ -> {
          // A value without parts, which is as it should be.
        }
      }
    }

    private void elements(FieldType type, ArrayValue array, Path path, boolean strict) {
      for (int i = 0; i < array.size(); i++) {
        value(type, array.get(i), path.child(i), strict);
      }
    }

    private void unknown(ObjectType type, String name, Value value, Path path) {
      Optional<String> nearest = Suggestions.nearest(name, type.fieldNames());
      Optional<String> place = Suggestions.belongs(kind, steps(path.parent()), name, shape(value));
      findings.violation(
          UNKNOWN_FIELD,
          path,
          "unknown field " + shown(path) + ": strict decoding refuses it, any other drops it",
          remedy(nearest, place.map(at -> Text.shorten(at, PATH_SHOWN))));
    }

    private static String remedy(Optional<String> nearest, Optional<String> place) {
      if (nearest.isPresent()) {
        return "write " + nearest.get() + place.map(at -> ", or move it to " + at).orElse("");
      }
      return place.map(at -> "move it to " + at).orElse("remove it");
    }
  }

  // Keys from the root down, elements of lists as "[0]".
  private static List<String> steps(@Nullable Path path) {
    List<String> steps = new ArrayList<>();
    for (Path at = path; at != null && at.parent() != null; at = at.parent()) {
      steps.add(at.index() < 0 ? at.key() : "[" + at.index() + ']');
    }
    return steps.reversed();
  }

  private static Shape shape(Value value) {
    return switch (value) {
      case ObjectValue _ -> Shape.OBJECT;
      case ArrayValue _ -> Shape.LIST;
      case StringValue _ -> Shape.STRING;
      case NumberValue _ -> Shape.NUMBER;
      case BooleanValue _ -> Shape.BOOLEAN;
      case NullValue _ -> Shape.NULL;
    };
  }

  private static String literal(Value value) {
    return switch (value) {
      case StringValue string -> string.text();
      case NumberValue number -> number.literal();
      case BooleanValue flag -> flag.toString();
      case ObjectValue _, ArrayValue _, NullValue _ -> "";
    };
  }
}
