package dev.haetae.rule;

import dev.haetae.resource.LabelSelector;
import dev.haetae.resource.MalformedResourceException;
import dev.haetae.resource.ObjectView;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The parameters of a policy, read with their types.
 *
 * <p>A wrong or unknown one is a problem with its path; all problems are collected, so that a
 * policy's author sees them at once. A parameter that is not written has its default.
 */
public final class Parameters {
  private final ObjectView view;
  private final BiConsumer<Path, String> problems;
  private final Set<String> known = new HashSet<>();
  private final List<Parameters> children = new ArrayList<>();

  private Parameters(ObjectView view, BiConsumer<Path, String> problems) {
    this.view = view;
    this.problems = problems;
  }

  /** The parameters that {@code resource} is, which add what is wrong with them. */
  public static Parameters of(Resource resource, List<Problem> problems) {
    return of(
        resource.view(),
        (path, message) -> problems.add(Problem.at(resource, path, path + " " + message)));
  }

  /** The parameters at {@code view}; {@code problems} gets each wrong field and why it is. */
  public static Parameters of(ObjectView view, BiConsumer<Path, String> problems) {
    return new Parameters(view, problems);
  }

  /** No parameters: every default. */
  public static Parameters none() {
    return of(ObjectView.of(ObjectValue.EMPTY, Path.ROOT), (_, _) -> {});
  }

  private Value value(String name) {
    known.add(name);
    return view.value().get(name);
  }

  /** Reports a problem with {@code name}. */
  public void problem(String name, String message) {
    problems.accept(view.path(name), message);
  }

  /** Reports a problem with {@code name}. */
  public void problem(String name, Sentence sentence) {
    problem(name, sentence.message());
  }

  /** A string. */
  public String text(String name, String fallback) {
    Value value = value(name);
    if (value instanceof StringValue string) {
      return string.text();
    }
    if (!value.isNull()) {
      wrong(name, "a string", value);
    }
    return fallback;
  }

  /** A string that must be one of {@code allowed}. */
  public String oneOf(String name, String fallback, List<String> allowed) {
    String text = text(name, fallback);
    if (allowed.contains(text)) {
      return text;
    }
    problem(
        name,
        Sentence.of("must be one of %s, not %q", Sentence.said(String.join(", ", allowed)), text));
    return fallback;
  }

  /** A truth value. */
  public boolean flag(String name, boolean fallback) {
    Value value = value(name);
    if (value instanceof BooleanValue flag) {
      return flag == BooleanValue.TRUE;
    }
    if (!value.isNull()) {
      wrong(name, "a boolean", value);
    }
    return fallback;
  }

  /** A whole number between {@code least} and {@code most}, both allowed. */
  public int integer(String name, int fallback, int least, int most) {
    Value value = value(name);
    if (value instanceof NumberValue number && number.isInteger()) {
      if (number.integer() >= least && number.integer() <= most) {
        return (int) number.integer();
      }
      problem(
          name, Sentence.of("must be between %s and %s, not %s", least, most, number.integer()));
    } else if (!value.isNull()) {
      wrong(name, "a whole number", value);
    }
    return fallback;
  }

  /** A list of strings. */
  public List<String> texts(String name, List<String> fallback) {
    Value value = value(name);
    if (value.isNull()) {
      return fallback;
    }
    if (!(value instanceof ArrayValue array)) {
      wrong(name, "a list of strings", value);
      return fallback;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof StringValue string) {
        texts.add(string.text());
      } else {
        problems.accept(
            view.path(name).child(i), "must be a string, not " + array.get(i).describe());
      }
    }
    return List.copyOf(texts);
  }

  /** The objects of a list, each to be read in turn; none when not written. */
  public List<Parameters> objects(String name) {
    Value value = value(name);
    if (value instanceof ArrayValue array) {
      List<Parameters> objects = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof ObjectValue object) {
          Parameters child =
              new Parameters(ObjectView.of(object, view.path(name).child(i)), problems);
          children.add(child);
          objects.add(child);
        } else {
          problems.accept(
              view.path(name).child(i), "must be an object, not " + array.get(i).describe());
        }
      }
      return objects;
    }
    if (!value.isNull()) {
      wrong(name, "a list of objects", value);
    }
    return List.of();
  }

  /** An object, to be read in turn; an empty one when not written. */
  public Parameters object(String name) {
    Value value = value(name);
    ObjectValue object = ObjectValue.EMPTY;
    if (value instanceof ObjectValue written) {
      object = written;
    } else if (!value.isNull()) {
      wrong(name, "an object", value);
    }
    Parameters child = new Parameters(ObjectView.of(object, view.path(name)), problems);
    children.add(child);
    return child;
  }

  /** A label selector; one that matches everything when not written. */
  public LabelSelector selector(String name) {
    Value value = value(name);
    if (value instanceof NullValue) {
      return LabelSelector.EVERYTHING;
    }
    Parameters child = object(name);
    child.known.addAll(List.of("matchLabels", "matchExpressions"));
    try {
      return LabelSelector.of(child.view);
    } catch (MalformedResourceException e) {
      problems.accept(e.path(), e.problem());
      return LabelSelector.EVERYTHING;
    }
  }

  /** Returns whether {@code name} is written. */
  public boolean has(String name) {
    return !value(name).isNull();
  }

  /** Reports every parameter that nobody has asked for; called once all have been read. */
  public void finish() {
    for (int i = 0; i < view.value().size(); i++) {
      String name = view.value().key(i);
      if (!known.contains(name)) {
        problem(
            name,
            known.isEmpty()
                ? "is unknown; there are no parameters here"
                : "is unknown; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
    children.forEach(Parameters::finish);
  }

  private void wrong(String name, String wanted, Value found) {
    problem(name, "must be " + wanted + ", not " + found.describe());
  }
}
