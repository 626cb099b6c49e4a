package dev.haetae.report.html;

import dev.haetae.report.Located;
import dev.haetae.report.SourceText;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.BooleanValue;
import dev.haetae.resource.tree.NullValue;
import dev.haetae.resource.tree.NumberValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values of one object that no page shows, since pages are passed on: of variables, arguments,
 * commands and annotations, and the contents of ConfigMaps and Secrets. People write passwords
 * there.
 */
final class Withheld {
  private static final Set<String> KEYS = Set.of("env", "args", "command", "annotations");
  private static final Set<String> CONTENTS = Set.of("data", "stringData", "binaryData");
  private static final String NOTHING = "\"…\"";
  private static final int LONGEST_EXCERPT = 200;

  // Shorter ones are found in what has nothing to do with them: "1", "true".
  private static final int SHORTEST_ANYWHERE = 6;

  private final Set<String> quoted = new LinkedHashSet<>();
  private final Set<String> literals = new LinkedHashSet<>();
  private final Set<Integer> lines = new HashSet<>();

  private Withheld() {}

  /** What is withheld of an object. */
  static Withheld of(Resource object) {
    Withheld withheld = new Withheld();
    ObjectValue root = object.tree();
    for (int i = 0; i < root.size(); i++) {
      withheld.look(
          root.key(i), root.value(i), root.position(i), CONTENTS.contains(root.key(i)));
    }
    return withheld;
  }

  private void look(String key, Value value, long position, boolean within) {
    boolean here = within || KEYS.contains(key);
    Position place = Position.unpack(position);
    if (here && place != null) {
      lines.add(place.line());
    }
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          look(object.key(i), object.value(i), object.position(i), here);
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          look("", array.get(i), array.position(i), here);
        }
      }
      case StringValue text when here -> quoted.add(Text.quote(text.text()));
      case NumberValue number when here -> literals.add(Text.shorten(number.literal()));
      case BooleanValue flag when here -> literals.add(flag.toString());
      case StringValue _, NumberValue _, BooleanValue _, NullValue _ -> {}
    }
  }

  /** Returns whether a field is one of those of which no value is shown. */
  static boolean isBelow(Path path) {
    Path first = path.first();
    if (first != null && CONTENTS.contains(first.key())) {
      return true;
    }
    for (Path at = path; at != null; at = at.parent()) {
      if (KEYS.contains(at.key())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a value holds something that is withheld. */
  static boolean isIn(Value value) {
    return switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          if (KEYS.contains(object.key(i)) || isIn(object.value(i))) {
            yield true;
          }
        }
        yield false;
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          if (isIn(array.get(i))) {
            yield true;
          }
        }
        yield false;
      }
      case StringValue _, NumberValue _, BooleanValue _, NullValue _ -> false;
    };
  }

  /** A sentence about a field, what it quotes of these values left out. */
  String withoutValues(String sentence, Path about) {
    boolean below = isBelow(about);
    String out = sentence;
    for (String value : quoted) {
      if (below || value.length() - 2 >= SHORTEST_ANYWHERE) {
        out = out.replace(value, NOTHING);
      }
    }
    if (below) {
      for (String literal : literals) {
        out = out.replaceAll("(?<![\\w.-])" + Pattern.quote(literal) + "(?![\\w.-])", "…");
      }
    }
    return out;
  }

  /**
   * The line that a finding is about; empty when it is not known, or holds a value that is
   * withheld, or more than the field itself before it.
   */
  String excerpt(Located located, SourceText source) {
    int line = located.line();
    if (isBelow(located.finding().path()) || lines.contains(line) || !source.has(line)) {
      return "";
    }
    int start = source.start(line);
    String before = source.text().substring(start, source.offset(line, located.column()));
    if (!before.matches("[\\s-]*")) {
      return "";
    }
    String text = source.text().substring(start, source.end(line)).replace('\t', ' ').stripTrailing();
    return Text.shorten(text.strip(), LONGEST_EXCERPT);
  }
}
