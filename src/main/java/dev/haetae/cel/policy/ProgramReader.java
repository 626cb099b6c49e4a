package dev.haetae.cel.policy;

import dev.haetae.cel.ExpressionType;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.simulator.validation.field.CauseList;
import dev.haetae.simulator.validation.field.InternalType;
import dev.haetae.simulator.validation.field.NameSyntax;
import dev.haetae.simulator.validation.field.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the words that policies are made of: reads them from the fields of a spec whose
 * values have the right types, compiles every expression, and says all that is wrong. What is wrong
 * is not in the result.
 *
 * <p>Variables are read before what uses them. Mirrors {@code
 * pkg/apis/admissionregistration/validation/validation.go}.
 */
public final class ProgramReader {
  private static final int MOST_CONDITIONS = 64;
  private static final int MOST_ANNOTATIONS = 20;
  private static final int LONGEST_ANNOTATION = 5 * 1024;
  private static final List<String> REASONS =
      List.of("Forbidden", "Invalid", "RequestEntityTooLarge");
  private static final List<String> PATCH_TYPES = List.of("ApplyConfiguration", "JSONPatch");
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");
  private static final Set<ExpressionType> BOOL = Set.of(ExpressionType.BOOL);
  private static final Set<ExpressionType> STRING = Set.of(ExpressionType.STRING);
  private static final Set<ExpressionType> STRING_OR_NULL =
      Set.of(ExpressionType.STRING, ExpressionType.NULL);

  private final PolicyEnvironments environments;
  private final CauseList causes;
  private final Expressions expressions;

  /**
   * A reader of one policy.
   *
   * @param environments what its expressions may use
   * @param faults where it is said what is wrong
   */
  public ProgramReader(PolicyEnvironments environments, Faults faults) {
    this.environments = environments;
    this.causes = faults.causes();
    this.expressions = new Expressions(faults);
  }

  /**
   * Reads the words of a ValidatingAdmissionPolicy: {@code matchConditions}, {@code variables},
   * {@code validations}, {@code auditAnnotations}, one of the last two at least.
   *
   * @param name the policy's
   */
  public PolicyProgram validating(Part spec, String name) {
    List<MatchCondition> conditions = conditions(spec);
    List<PolicyVariable> variables = variables(spec);
    if (spec.list("validations").size() + spec.list("auditAnnotations").size() == 0) {
      for (String field : List.of("validations", "auditAnnotations")) {
        causes.required(
            spec.at(field), "validations or auditAnnotations must contain at least one item");
      }
    }
    return new PolicyProgram(
        conditions, variables, validations(spec), auditAnnotations(spec, name), List.of());
  }

  /**
   * Reads the words of a MutatingAdmissionPolicy: {@code matchConditions}, {@code variables}, one
   * of {@code mutations} at least.
   */
  public PolicyProgram mutating(Part spec) {
    List<MatchCondition> conditions = conditions(spec);
    List<PolicyVariable> variables = variables(spec);
    if (spec.list("mutations").size() == 0) {
      causes.required(spec.at("mutations"), "mutations must contain at least one item");
    }
    return new PolicyProgram(conditions, variables, List.of(), List.of(), mutations(spec));
  }

  /** Reads {@code matchConditions}. */
  public List<MatchCondition> conditions(Part spec) {
    List<Part> written = spec.objects("matchConditions");
    if (written.size() > MOST_CONDITIONS) {
      causes.tooMany(spec.at("matchConditions"), written.size(), MOST_CONDITIONS);
    }
    List<MatchCondition> conditions = new ArrayList<>(written.size());
    Set<String> names = new HashSet<>();
    for (Part part : written) {
      PlacedExpression expression = null;
      if (Spaces.isBlank(part.text("expression"))) {
        causes.required(part.at("expression"), "");
      } else {
        expression = expressions.trimmed(part, "expression", false, environments::conditions, BOOL);
      }
      String name = part.text("name");
      if (name.isEmpty()) {
        causes.required(part.at("name"), "");
      } else {
        causes.invalid(part.at("name"), name, NameSyntax.key(name));
        if (!names.add(name)) {
          causes.duplicate(part.at("name"), name);
        }
      }
      if (expression != null) {
        conditions.add(new MatchCondition(name, expression));
      }
    }
    return conditions;
  }

  /** Reads {@code variables}; whatever is read later may use them. */
  public List<PolicyVariable> variables(Part spec) {
    List<PolicyVariable> variables = new ArrayList<>();
    for (Part part : spec.objects("variables")) {
      environments.compose();
      String name = part.text("name");
      if (Spaces.isBlank(name)) {
        causes.required(part.at("name"), "name is not specified");
      } else if (!isIdentifier(name)) {
        causes.invalid(part.at("name"), name, "must be a valid CEL identifier");
      }
      if (Spaces.isBlank(part.text("expression"))) {
        causes.required(part.at("expression"), "expression is not specified");
        continue;
      }
      PlacedExpression expression =
          expressions.whole(part, "expression", environments::expressions, Set.of());
      environments.declare(
          name, expression == null ? ExpressionType.DYN : expression.expression().type());
      if (expression != null) {
        variables.add(new PolicyVariable(name, expression));
      }
    }
    return variables;
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !RESERVED.contains(name);
  }

  /** Reads {@code validations}. */
  public List<Validation> validations(Part spec) {
    List<Validation> validations = new ArrayList<>();
    for (Part part : spec.objects("validations")) {
      PlacedExpression expression = null;
      if (Spaces.isBlank(part.text("expression"))) {
        causes.required(part.at("expression"), "expression is not specified");
      } else {
        expression = expressions.whole(part, "expression", environments::expressions, BOOL);
      }
      PlacedExpression says = messageExpression(part);
      checkMessage(part);
      String reason = part.textOrNull("reason");
      if (reason != null && !REASONS.contains(reason)) {
        causes.notSupported(part.at("reason"), part.get("reason"), REASONS);
      }
      if (expression != null) {
        validations.add(
            new Validation(
                expression, part.text("message"), says, reason == null ? "Invalid" : reason));
      }
    }
    return validations;
  }

  private @Nullable PlacedExpression messageExpression(Part part) {
    String written = part.text("messageExpression");
    if (!Spaces.isBlank(written)) {
      return expressions.whole(part, "messageExpression", environments::messages, STRING);
    }
    if (!written.isEmpty()) {
      causes.invalid(part.at("messageExpression"), written, "must be non-empty if specified");
    }
    return null;
  }

  private void checkMessage(Part part) {
    String message = part.text("message");
    String trimmed = Spaces.trim(message);
    if (!message.isEmpty() && trimmed.isEmpty()) {
      causes.invalid(part.at("message"), message, "must be non-empty if specified");
    } else if (trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0) {
      causes.invalid(part.at("message"), message, "must not contain line breaks");
    }
  }

  /**
   * Reads {@code auditAnnotations}.
   *
   * @param name the policy's, which the keys begin with
   */
  public List<AuditAnnotation> auditAnnotations(Part spec, String name) {
    ArrayValue list = spec.list("auditAnnotations");
    if (list.size() > MOST_ANNOTATIONS) {
      causes.invalid(
          spec.at("auditAnnotations"),
          list,
          InternalType.of("AuditAnnotation"),
          "must not have more than " + MOST_ANNOTATIONS + " auditAnnotations");
    }
    List<AuditAnnotation> annotations = new ArrayList<>(list.size());
    Set<String> keys = new HashSet<>();
    for (Part part : spec.objects("auditAnnotations")) {
      String key = part.text("key");
      if (name.isEmpty()) {
        causes.invalid(part.at("key"), key, "requires metadata.name be non-empty");
      } else {
        String whole = name + '/' + key;
        causes.invalid(part.at("key"), whole, NameSyntax.key(whole));
      }
      PlacedExpression value = value(part);
      if (!keys.add(key)) {
        causes.duplicate(part.at("key"), key);
      }
      if (value != null) {
        annotations.add(new AuditAnnotation(key, value));
      }
    }
    return annotations;
  }

  private @Nullable PlacedExpression value(Part part) {
    String field = "valueExpression";
    String trimmed = Spaces.trim(part.text(field));
    if (trimmed.isEmpty()) {
      causes.required(part.at(field), "valueExpression is not specified");
    } else if (NameSyntax.bytes(trimmed) > LONGEST_ANNOTATION) {
      causes.required(part.at(field), "must not exceed " + LONGEST_ANNOTATION + " bytes in length");
    } else {
      return expressions.trimmed(part, field, true, environments::expressions, STRING_OR_NULL);
    }
    return null;
  }

  /** Reads {@code mutations}. */
  public List<Mutation> mutations(Part spec) {
    List<Mutation> mutations = new ArrayList<>();
    for (Part part : spec.objects("mutations")) {
      String type = part.text("patchType");
      Mutation mutation =
          switch (type) {
            case "" -> {
              causes.required(part.at("patchType"), "");
              yield null;
            }
            case "JSONPatch" -> mutation(part, Mutation.Type.JSON_PATCH);
            case "ApplyConfiguration" -> mutation(part, Mutation.Type.APPLY_CONFIGURATION);
            default -> {
              causes.notSupported(part.at("patchType"), part.get("patchType"), PATCH_TYPES);
              yield null;
            }
          };
      if (mutation != null) {
        mutations.add(mutation);
      }
    }
    return mutations;
  }

  private @Nullable Mutation mutation(Part part, Mutation.Type type) {
    String field = type.field();
    String other = type.other().field();
    PlacedExpression expression = null;
    if (part.has(field)) {
      expression = patch(part.object(field), type);
    } else {
      causes.required(part.at(field), "must be specified when patchType is " + type.word());
    }
    if (part.has(other)) {
      causes.invalid(
          part.at(other),
          '{' + other + '}',
          "must not be specified when patchType is " + type.word());
    }
    return expression == null ? null : new Mutation(type, expression);
  }

  private @Nullable PlacedExpression patch(Part part, Mutation.Type type) {
    if (Spaces.isBlank(part.text("expression"))) {
      causes.required(part.at("expression"), "");
      return null;
    }
    return expressions.trimmed(
        part, "expression", false, environments::mutations, Set.of(type.result()));
  }
}
