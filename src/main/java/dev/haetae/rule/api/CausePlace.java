package dev.haetae.rule.api;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Value;
import dev.haetae.simulator.validation.field.Cause;
import dev.haetae.simulator.validation.field.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a cause in a manifest: validation names fields in its own way, {@code
 * spec.resources[storage]} for {@code spec.resources.requests.storage}, leaves out indexes, and of
 * a label names the map.
 */
final class CausePlace {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern OF_LIMIT = Pattern.compile("equal to (\\S+) limit of");
  private static final List<String> ROOMS = List.of("requests", "limits", "spec");

  private final Cause cause;
  private final CauseText text;
  private Path path = Path.ROOT;
  private Value value;

  private CausePlace(Cause cause, ObjectValue root) {
    this.cause = cause;
    this.text = CauseText.of(cause);
    this.value = root;
  }

  /** The path of the field that a cause is about, be it there or not. */
  static Path of(Cause cause, ObjectValue root) {
    CausePlace place = new CausePlace(cause, root);
    for (Step step : steps(cause.field())) {
      place.go(step);
    }
    place.goToValue();
    return place.path;
  }

  private record Step(String name, boolean bracketed) {
    boolean isIndex() {
      return bracketed && NUMBER.matcher(name).matches();
    }
  }

  private static List<Step> steps(String field) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < field.length()) {
      if (field.charAt(at) == '[') {
        int end = closing(field, at);
        steps.add(new Step(field.substring(at + 1, end), true));
        at = end + 1;
      } else if (field.charAt(at) == '.') {
        at++;
      } else {
        int end = at;
        while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
          end++;
        }
        steps.add(new Step(field.substring(at, end), false));
        at = end;
      }
    }
    return steps;
  }

  // A key may have brackets of its own.
  private static int closing(String field, int from) {
    for (int i = from; i < field.length(); i++) {
      boolean ends =
          i + 1 == field.length() || field.charAt(i + 1) == '.' || field.charAt(i + 1) == '[';
      if (field.charAt(i) == ']' && ends) {
        return i;
      }
    }
    return field.length();
  }

  private void go(Step step) {
    if (value instanceof StringValue) {
      // The first and only one.
      return;
    }
    if (step.isIndex() && !(value instanceof ObjectValue)) {
      to(path.child(Integer.parseInt(step.name)));
    } else if (value instanceof ArrayValue list) {
      goInto(list, step.name);
    } else if (value instanceof ObjectValue object && !object.has(step.name)) {
      goPast(object, step);
    } else {
      to(path.child(step.name));
    }
  }

  private void to(Path child) {
    value = below(child);
    path = child;
  }

  private Value below(Path child) {
    if (value instanceof ObjectValue object && child.index() < 0) {
      return object.get(child.key());
    }
    if (value instanceof ArrayValue list && child.index() >= 0 && child.index() < list.size()) {
      return list.get(child.index());
    }
    return NullValue.NULL;
  }

  // An index that is left out: the element with that field and, where it is shown, that value.
  private void goInto(ArrayValue list, String field) {
    int found = -1;
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectValue element && element.has(field)) {
        if (isShown(element.get(field))) {
          found = i;
          break;
        }
        found = found < 0 ? i : found;
      }
    }
    if (found >= 0) {
      to(path.child(found));
      to(path.child(field));
    }
  }

  private void goPast(ObjectValue object, Step step) {
    if (step.name.equals("clusterIPs") && object.has("clusterIP")) {
      // The list is made of the one.
      to(path.child("clusterIP"));
      return;
    }
    for (String room : ROOMS) {
      if (object.get(room) instanceof ObjectValue inner && inner.has(step.name)) {
        to(path.child(room));
        break;
      }
    }
    to(path.child(step.name));
  }

  // Of a map or a list of texts, the one that is at fault.
  private void goToValue() {
    if (value instanceof ArrayValue list) {
      for (int i = 0; i < list.size(); i++) {
        if (isShown(list.get(i))) {
          to(path.child(i));
          return;
        }
      }
    } else if (value instanceof ObjectValue map) {
      Matcher limit = OF_LIMIT.matcher(cause.message());
      if (limit.find() && map.has(limit.group(1))) {
        to(path.child(limit.group(1)));
        return;
      }
      for (int i = 0; i < map.size(); i++) {
        if (isShown(new StringValue(map.key(i))) || isShown(map.value(i))) {
          to(path.child(map.key(i)));
          return;
        }
      }
    }
  }

  private boolean isShown(Value one) {
    return one instanceof StringValue string
        ? text.shown().equals(GoText.literal(string.text()))
        : one instanceof NumberValue number && text.shown().equals(number.literal());
  }
}
