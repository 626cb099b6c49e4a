package dev.haetae.cel.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.SimpleType;
import dev.haetae.cel.library.kind.Kind;
import dev.haetae.cel.library.kind.Patterns;
import dev.haetae.cel.value.CelFailure;
import java.util.ArrayList;
import java.util.List;

/** The library of regular expressions: {@code 'abc 123'.find('[0-9]+')}. */
final class Regexes {
  private final Patterns patterns;

  private Regexes(Patterns patterns) {
    this.patterns = patterns;
  }

  /** The library that keeps the patterns that it compiles here. */
  @SuppressWarnings("Immutable") // What is kept does not show.
  static CelLibrary library(Patterns patterns) {
    Regexes regexes = new Regexes(patterns);
    Kind<?> strings = Kind.list(SimpleType.STRING);
    return new Functions()
        .member("find", "string_find_string", Kind.STRING, Kind.STRING, Kind.STRING, regexes::find)
        .member(
            "findAll",
            "string_find_all_string",
            strings,
            Kind.STRING,
            Kind.STRING,
            (text, pattern) -> regexes.findAll(text, pattern, -1))
        .member(
            "findAll",
            "string_find_all_string_int",
            strings,
            arguments ->
                regexes.findAll((String) arguments[0], (String) arguments[1], (Long) arguments[2]),
            Kind.STRING,
            Kind.STRING,
            Kind.INT)
        .library();
  }

  private Matcher matcher(String text, String pattern) {
    try {
      Pattern compiled = patterns.get(pattern);
      return compiled.matcher(text);
    } catch (PatternSyntaxException e) {
      throw new CelFailure("Illegal regex: " + e.getMessage());
    }
  }

  private String find(String text, String pattern) {
    Matcher matcher = matcher(text, pattern);
    return matcher.find() ? matcher.group() : "";
  }

  // An empty match right behind another is none, as Go finds them.
  private List<String> findAll(String text, String pattern, long most) {
    Matcher matcher = matcher(text, pattern);
    List<String> found = new ArrayList<>();
    int at = 0;
    int end = -1;
    while ((most < 0 || found.size() < most) && at <= text.length() && matcher.find(at)) {
      boolean empty = matcher.end() == matcher.start();
      boolean counts = !empty || matcher.start() != end;
      end = matcher.end();
      if (end > at) {
        at = end;
      } else {
        at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
      }
      if (counts) {
        found.add(matcher.group());
      }
    }
    return found;
  }
}
