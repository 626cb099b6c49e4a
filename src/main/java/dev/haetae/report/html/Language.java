package dev.haetae.report.html;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A language of the page. Findings are English sentences in all of them. */
public enum Language {
  EN("English"),
  KO("한국어");

  private static final Pattern QUERY = Pattern.compile("(?:^|&)lang=([a-z]{2})(?:&|$)");

  private final String ownName;

  Language(String ownName) {
    this.ownName = ownName;
  }

  /** {@code en}: as HTML's {@code lang} and command lines have it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it calls itself. */
  public String ownName() {
    return ownName;
  }

  /** The language of a tag; none when there is no such page. */
  public static Optional<Language> of(String tag) {
    for (Language language : values()) {
      if (language.tag().equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /**
   * The language that a page's query names, {@code lang=ko}.
   *
   * @param otherwise where the query names none, or none that there is
   */
  public static Language ofQuery(@Nullable String query, Language otherwise) {
    Matcher matcher = QUERY.matcher(query == null ? "" : query);
    return matcher.find() ? of(matcher.group(1)).orElse(otherwise) : otherwise;
  }
}
