package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The page's own texts in one language, from {@code page_en.properties} and {@code
 * page_ko.properties}. For one thread.
 */
public final class PageTexts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Language language;
  private final Properties patterns;
  private final Map<String, MessageFormat> formats = new HashMap<>();

  private PageTexts(Language language, Properties patterns) {
    this.language = language;
    this.patterns = patterns;
  }

  /** Reads the texts of a language. */
  public static PageTexts of(Language language) {
    Properties patterns = properties("page_" + language.tag() + ".properties");
    if (language != Language.EN) {
      // In English the catalogue of the rules has these.
      patterns.putAll(properties("rules_" + language.tag() + ".properties"));
    }
    return new PageTexts(language, patterns);
  }

  static Properties properties(String name) {
    Properties properties = new Properties();
    try (InputStream in = Objects.requireNonNull(PageTexts.class.getResourceAsStream(name), name);
        InputStreamReader reader = new InputStreamReader(in, UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  public Language language() {
    return language;
  }

  /** The text of a key, with its values in place. */
  public String of(String key, Object... values) {
    return formats
        .computeIfAbsent(
            key,
            name ->
                new MessageFormat(
                    Objects.requireNonNull(patterns.getProperty(name), name), Locale.ENGLISH))
        .format(values);
  }

  /** The text of a key as it stands there, or else the other one: English of a rule's own. */
  String orElse(String key, String otherwise) {
    return patterns.getProperty(key, otherwise);
  }

  /** A number with its thousands apart. */
  public String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** A moment, to the second, in UTC: whoever reads a page may be anywhere. */
  public String time(Instant instant) {
    return TIME.format(instant);
  }
}
