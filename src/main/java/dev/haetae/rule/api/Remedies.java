package dev.haetae.rule.api;

import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write instead of what the API server refuses. */
final class Remedies {
  private static final Pattern EXAMPLE = Pattern.compile("\\(e\\.g\\. '?([^' ]*)");
  private static final Pattern SUPPORTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String ANY = "write a value that fits";

  // By the beginning of what the API server says.
  private static final Map<String, String> BY_DETAIL =
      Map.of(
          "`selector` does not match template `labels`",
          "write the labels of the selector into the template",
          "must be less than or equal to",
          "write no more than that",
          "must be equal to",
          "write the same in both places",
          "must be greater than",
          "write a larger number",
          "must be between",
          "write a number of this range",
          "must be unique",
          "keep one of the two",
          "may only be set",
          "leave it out",
          "must be no more than",
          "write fewer letters");

  private Remedies() {}

  /** The remedy for a cause at a place. */
  static Sentence of(CauseText cause, Path path) {
    String key = path.key();
    return switch (cause.what()) {
      case "Required value" ->
          key.isEmpty()
              ? Sentence.of("write what is missing")
              : Sentence.of("write %s", Sentence.whole(key));
      case "Forbidden" -> Sentence.of("leave it out, or change what forbids it");
      case "Duplicate value" -> Sentence.of("keep one of the two, or name the other otherwise");
      case "Unsupported value" -> supported(cause.detail());
      case "Not found" -> Sentence.of("name one that is there, or write what is named");
      case "Too long" -> Sentence.of("write less, or spread it over several objects");
      case "Too many" -> Sentence.of("write fewer");
      default -> valid(cause);
    };
  }

  private static Sentence supported(String detail) {
    List<String> names = SUPPORTED.matcher(detail).results().map(found -> found.group(1)).toList();
    return names.isEmpty() ? Sentence.of(ANY) : Sentence.of("write one of %s", names);
  }

  private static Sentence valid(CauseText cause) {
    String detail = cause.detail();
    if (cause.shown().contains(" // ")) {
      return Sentence.of("write # where // is to begin a comment");
    }
    String name = detail.startsWith("a lowercase RFC 1123") ? asName(cause.shown()) : "";
    if (!name.isEmpty()) {
      return Sentence.of("write %s", Sentence.whole(name));
    }
    Matcher example = EXAMPLE.matcher(detail);
    if (example.find()) {
      return Sentence.of("write one such as %s", Sentence.whole(example.group(1)));
    }
    for (Map.Entry<String, String> known : BY_DETAIL.entrySet()) {
      if (detail.startsWith(known.getKey())) {
        return Sentence.of(known.getValue());
      }
    }
    return Sentence.of(ANY);
  }

  // The nearest name; empty when what is written is not near one.
  private static String asName(String shown) {
    Matcher text = TEXT.matcher(shown);
    if (!text.matches()) {
      return "";
    }
    String name = text.group(1).toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    return NAME.matcher(name).matches() ? name : "";
  }
}
