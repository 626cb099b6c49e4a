package dev.haetae.chart;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.rule.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON schema of a rule's parameters, found out by asking the rule: it is given what cannot be
 * right, and says what it wanted instead.
 */
final class ParameterSchema {
  private static final String UNKNOWN = "?";
  private static final Pattern KNOWN = Pattern.compile("is unknown; known are (.*)");
  private static final Pattern WANTED = Pattern.compile("must be (an? [a-z ]+), not .*");
  private static final Pattern CHOICE = Pattern.compile("must be one of (.*), not .*");
  private static final Pattern BOUNDS = Pattern.compile("must be between (-?\\d+) and (\\d+), .*");
  private static final List<String> SELECTOR = List.of("matchExpressions", "matchLabels");

  private final RuleCatalog.Entry rule;

  private ParameterSchema(RuleCatalog.Entry rule) {
    this.rule = rule;
  }

  /** The schema in one line. */
  static String of(RuleCatalog.Entry rule) {
    return new ParameterSchema(rule).object(Path.ROOT, UnaryOperator.identity());
  }

  /**
   * The schema of an object.
   *
   * @param place its path; the root for the parameters themselves
   * @param wrapping makes parameters that hold an object there
   */
  private String object(Path place, UnaryOperator<ObjectValue> wrapping) {
    String told = told(wrapping.apply(one(UNKNOWN, new StringValue(""))), place.child(UNKNOWN));
    Matcher known = KNOWN.matcher(told);
    List<String> names = known.matches() ? List.of(known.group(1).split(", ", -1)) : List.of();
    if (names.equals(SELECTOR)) {
      return "{\"$ref\": \"#/definitions/labelSelector\"}";
    }
    StringBuilder out = new StringBuilder("{\"type\": \"object\", \"additionalProperties\": false");
    List<String> required = new ArrayList<>();
    StringBuilder properties = new StringBuilder();
    for (String name : names) {
      Path below = place.child(name);
      if (!place.equals(Path.ROOT) && !told(wrapping.apply(ObjectValue.EMPTY), below).isEmpty()) {
        required.add('"' + name + '"');
      }
      properties.append(properties.isEmpty() ? "" : ", ").append('"').append(name).append("\": ");
      properties.append(property(below, value -> wrapping.apply(one(name, value))));
    }
    if (!required.isEmpty()) {
      out.append(", \"required\": [").append(String.join(", ", required)).append(']');
    }
    if (!names.isEmpty()) {
      out.append(", \"properties\": {").append(properties).append('}');
    }
    return out.append('}').toString();
  }

  /** What can be given at a place: parameters with a value of any type there. */
  private interface Giving {
    ObjectValue give(Value value);
  }

  private String property(Path place, Giving giving) {
    Matcher wanted = WANTED.matcher(told(giving.give(ObjectValue.EMPTY), place));
    return switch (wanted.matches() ? wanted.group(1) : "an object") {
      case "a string" -> string(place, giving);
      case "a boolean" -> "{\"type\": \"boolean\"}";
      case "a whole number" -> number(place, giving);
      case "a list of strings" -> "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}";
      case "a list of objects" ->
          "{\"type\": \"array\", \"items\": "
              + object(place.child(0), element -> giving.give(list(element)))
              + '}';
      case "an object" -> object(place, giving::give);
      default -> throw new AssertionError(place + " must be " + wanted.group(1) + '?');
    };
  }

  private String string(Path place, Giving giving) {
    Matcher choice = CHOICE.matcher(told(giving.give(new StringValue("\0")), place));
    return choice.matches()
        ? "{\"enum\": [\"" + choice.group(1).replace(", ", "\", \"") + "\"]}"
        : "{\"type\": \"string\"}";
  }

  private String number(Path place, Giving giving) {
    Matcher bounds = BOUNDS.matcher(told(giving.give(NumberValue.of(Long.MIN_VALUE)), place));
    if (!bounds.matches()) {
      throw new AssertionError(place + " is a whole number without bounds");
    }
    return "{\"type\": \"integer\", \"minimum\": %s, \"maximum\": %s}"
        .formatted(bounds.group(1), bounds.group(2));
  }

  // The first word on the place itself; empty when nothing is wrong there.
  private String told(ObjectValue parameters, Path place) {
    Map<Path, String> problems = new HashMap<>();
    Parameters read = Parameters.of(ObjectView.of(parameters, Path.ROOT), problems::putIfAbsent);
    var _ = rule.factory().apply(read);
    read.finish();
    return problems.getOrDefault(place, "");
  }

  private static ObjectValue one(String name, Value value) {
    return ObjectValue.of(name, value);
  }

  private static ArrayValue list(ObjectValue element) {
    ArrayValue.Builder list = new ArrayValue.Builder();
    list.add(element);
    return list.build();
  }
}
