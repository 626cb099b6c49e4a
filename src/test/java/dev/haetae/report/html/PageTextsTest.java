package dev.haetae.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.policy.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Both languages have the same texts, the page uses all of them, and all of them can be written.
 */
class PageTextsTest {
  private static final Pattern WHOLE =
      Pattern.compile("(?<!Set\\.|List\\.)\\bof\\(\\s*\"([a-z.]+[a-z])\"\\s*[,)]");
  private static final Pattern BEGUN = Pattern.compile("\\bof\\(\\s*\"([a-z.]+\\.)\"\\s*\\+");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

  private static Set<String> keys(String file) {
    return PageTexts.properties(file).stringPropertyNames();
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(keys("page_ko.properties")).isEqualTo(keys("page_en.properties"));
  }

  @Test
  void theSameValuesStandInBoth() {
    for (String key : keys("page_en.properties")) {
      if (!PageTexts.properties("page_en.properties").getProperty(key).contains("choice")) {
        assertThat(places("page_ko.properties", key))
            .as(key)
            .isEqualTo(places("page_en.properties", key));
      }
    }
  }

  private static Set<String> places(String file, String key) {
    Set<String> places = new TreeSet<>();
    for (MatchResult place :
        PLACE.matcher(PageTexts.properties(file).getProperty(key)).results().toList()) {
      places.add(place.group(1));
    }
    return places;
  }

  @Test
  void theLanguageOfOperatorsKnowsEveryRuleAndReason() {
    Set<String> expected = new TreeSet<>();
    RuleCatalog.rules()
        .forEach(rule -> {
          expected.add("rule." + rule.id());
          rule.reasons()
              .forEach(reason -> expected.add("reason." + rule.id() + '.' + reason.name()));
        });
    assertThat(new TreeSet<>(keys("rules_ko.properties"))).isEqualTo(expected);
  }

  @Test
  void everyTextIsUsedAndThere() throws IOException {
    Set<String> whole = new TreeSet<>();
    Set<String> begun = new TreeSet<>();
    for (String source : sources()) {
      found(WHOLE, source, whole);
      found(BEGUN, source, begun);
    }
    assertThat(whole).isNotEmpty();
    Set<String> keys = new TreeSet<>(keys("page_en.properties"));
    assertThat(keys).containsAll(whole);
    assertThat(begun).allMatch(start -> keys.stream().anyMatch(key -> key.startsWith(start)));
    keys.removeIf(key -> whole.contains(key) || begun.stream().anyMatch(key::startsWith));
    assertThat(keys).as("texts that nothing uses").isEmpty();
  }

  private static void found(Pattern pattern, String source, Set<String> to) {
    Matcher matcher = pattern.matcher(source);
    while (matcher.find()) {
      to.add(matcher.group(1));
    }
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path folder :
        List.of(Path.of("src/main/jte"), Path.of("src/main/java/dev/haetae/report/html"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          sources.add(Files.readString(file, UTF_8));
        }
      }
    }
    return sources;
  }

  @Test
  void everyTextCanBeWritten() {
    for (Language language : Language.values()) {
      PageTexts texts = PageTexts.of(language);
      for (String key : keys("page_en.properties")) {
        for (int number : List.of(0, 1, 2, 1234)) {
          assertThat(texts.of(key, number, number, number, number))
              .as(key)
              .isNotBlank()
              .doesNotContain("{", "choice");
        }
      }
    }
  }

  @Test
  void oneAndManyAreTold() {
    PageTexts texts = PageTexts.of(Language.EN);
    assertThat(texts.of("count.pods", 1)).isEqualTo("1 pod");
    assertThat(texts.of("count.pods", 2000)).isEqualTo("2,000 pods");
    assertThat(texts.of("overview.ports.more", 30086)).isEqualTo("next free: 30086");
    assertThat(texts.of("overview.ports.more", 0)).isEqualTo("none is free");
    assertThat(texts.age(1, Instant.ofEpochSecond(1 + 7200))).isEqualTo("2 h");
    assertThat(texts.rule("no-such-rule")).isEmpty();
  }
}
