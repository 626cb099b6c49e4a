package dev.haetae.simulator.admission.quota;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.simulator.defaults.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition under which a quota counts an object: one of its {@code scopes}, or a requirement of
 * its {@code scopeSelector}.
 *
 * @param name such as {@code BestEffort} or {@code PriorityClass}
 * @param operator {@code Exists}, {@code DoesNotExist}, {@code In} or {@code NotIn}
 */
public record Scope(String name, String operator, List<String> values) {
  /** A scope that keeps its own copy of the values. */
  public Scope {
    values = List.copyOf(values);
  }

  /** The scopes of a ResourceQuota's spec. */
  static List<Scope> of(ObjectValue spec) {
    List<Scope> scopes = new ArrayList<>();
    for (String name : texts(Trees.array(spec, "scopes"))) {
      scopes.add(new Scope(name, "Exists", List.of()));
    }
    ArrayValue requirements = Trees.array(Trees.object(spec, "scopeSelector"), "matchExpressions");
    for (int i = 0; i < requirements.size(); i++) {
      ObjectValue requirement = Trees.object(requirements, i);
      scopes.add(
          new Scope(
              requirement.text("scopeName"),
              requirement.text("operator"),
              texts(Trees.array(requirement, "values"))));
    }
    return scopes;
  }

  private static List<String> texts(ArrayValue array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof StringValue text) {
        texts.add(text.text());
      }
    }
    return texts;
  }

  /** Returns whether the name that an object has of this scope is asked for; null for none. */
  boolean selects(@Nullable String value) {
    return switch (operator) {
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      default -> false;
    };
  }
}
