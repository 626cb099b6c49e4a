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
import dev.haetae.resource.tree.StringValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.resource.tree.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one object that no page shows, since pages are passed on: of variables, arguments,
 * commands and annotations, and the contents of ConfigMaps and Secrets. People write passwords
 * there.
 */
public final class Withheld {
  private static final Set<String> KEYS = Set.of("env", "args", "command", "annotations");
  private static final Set<String> CONTENTS = Set.of("data", "stringData", "binaryData");
  private static final Pattern MENTION =
      Pattern.compile("\\b(env|args|command|annotations|data|stringData|binaryData)\\b");
  private static final Pattern WRITTEN =
      Pattern.compile("\\b(env|args|command|annotations|data|stringData|binaryData)[\"']?\\s*:");
  private static final Pattern QUOTED =
      Pattern.compile("\".*\"|(?<=a number |a boolean )\\S+", Pattern.DOTALL);
  private static final String NOTHING = "\"…\"";
  private static final int LONGEST_EXCERPT = 200;

  // Shorter ones are found in what has nothing to do with them: "1", "true".
  private static final int SHORTEST_ANYWHERE = 6;

  private final Set<String> quoted = new LinkedHashSet<>();

  private Withheld() {}

  /** What is withheld of an object. */
  static Withheld of(Resource object) {
    Withheld withheld = new Withheld();
    ObjectValue root = object.tree();
    for (int i = 0; i < root.size(); i++) {
      withheld.look(root.key(i), root.value(i), CONTENTS.contains(root.key(i)));
    }
    return withheld;
  }

  private void look(String key, Value value, boolean within) {
    boolean here = within || KEYS.contains(key);
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          look(object.key(i), object.value(i), here);
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          look("", array.get(i), here);
        }
      }
      case StringValue text when here && text.text().length() >= SHORTEST_ANYWHERE ->
          quoted.add(Text.quote(text.text()));
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
    if (isBelow(about)) {
      return unquoted(sentence);
    }
    String out = sentence;
    for (String value : quoted) {
      out = out.replace(value, NOTHING);
    }
    return out;
  }

  /** A sentence of which only its words tell what field it is about, without what it quotes. */
  public static String withoutQuotes(String sentence) {
    return MENTION.matcher(sentence).find() ? unquoted(sentence) : sentence;
  }

  // To the last quote, since a value may hold some itself.
  private static String unquoted(String sentence) {
    return QUOTED.matcher(sentence).replaceAll(Matcher.quoteReplacement(NOTHING));
  }

  /**
   * The line that a finding is about; empty when it is not known, or may hold a value that is
   * withheld: below such a field, beside one, or behind the end of another.
   */
  static String excerpt(Located located, SourceText source) {
    int line = located.line();
    if (isBelow(located.finding().path()) || !source.has(line)) {
      return "";
    }
    int start = source.start(line);
    String before = source.text().substring(start, source.offset(line, located.column()));
    String text = source.text().substring(start, source.end(line)).replace('\t', ' ').strip();
    return before.matches("[\\s-]*") && !WRITTEN.matcher(text).find()
        ? Text.shorten(text, LONGEST_EXCERPT)
        : "";
  }
}
