package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.policy.RuleCatalog;
import dev.haetae.rule.RuleInfo;
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
import java.util.function.Function;
import java.util.stream.Collectors;

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
  private final Map<String, RuleInfo> rules;
  private final Map<String, MessageFormat> formats = new HashMap<>();

  private PageTexts(Language language, Properties patterns) {
    this.language = language;
    this.patterns = patterns;
    this.rules =
        RuleCatalog.rules().stream().collect(Collectors.toMap(RuleInfo::id, Function.identity()));
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

  /** A rule's summary; empty for a rule that is none. */
  public String rule(String id) {
    RuleInfo info = rules.get(id);
    return info == null ? "" : patterns.getProperty("rule." + id, info.summary());
  }

  /** What a reason of a rule means; empty for one that there is not. */
  public String reason(String rule, String name) {
    RuleInfo info = rules.get(rule);
    return info == null
        ? ""
        : info.reasons().stream()
            .filter(reason -> reason.name().equals(name))
            .map(reason -> patterns.getProperty("reason." + rule + '.' + name, reason.meaning()))
            .findFirst()
            .orElse("");
  }

  /** The word of a constant in the keys of texts: {@code other_team}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The class of the mark of a volume's phase. */
  public static String phase(String phase) {
    return switch (phase) {
      case "Released" -> "warn";
      case "Failed" -> "deny";
      case "Available" -> "good";
      default -> "";
    };
  }

  /**
   * How long ago something was made, in its largest unit.
   *
   * @param created in seconds since 1970; 0 when not known, of which nothing is said
   */
  public String age(long created, Instant now) {
    if (created == 0) {
      return "";
    }
    long seconds = Math.max(0, now.getEpochSecond() - created);
    return seconds < 60
        ? of("age.seconds", seconds)
        : seconds < 3600
            ? of("age.minutes", seconds / 60)
            : seconds < 2 * 86400
                ? of("age.hours", seconds / 3600)
                : of("age.days", seconds / 86400);
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
