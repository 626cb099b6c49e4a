package dev.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.GoldenFile;
import dev.haetae.policytest.ReadPolicies;
import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README and the other pages show is what one gets, and where they point something is. */
class PagesTest {
  private static final Path README = Path.of("README.md");
  private static final Path KOREAN = Path.of("README.ko.md");
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\$ ((?:\\./haetae (?:check|predict|fix|audit|test) |curl )[^\n]*)\n(.*?)```",
          Pattern.DOTALL);
  private static final Pattern RULES =
      Pattern.compile("(?<=\n)\\| rule \\|.*?(?=\n\n)", Pattern.DOTALL);
  private static final Pattern AGREED = Pattern.compile("(?m)^( *)([a-z]+): agree \\d+/\\d+$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CODE =
      Pattern.compile("(?ms)^```.*?^```$|(?<=\n\n)(?: {4}[^\n]*\n)+");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  /** Every page of the repository, those of the rules among them. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.addAll(List.of(README, KOREAN, Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
    for (String folder : List.of("docs", "charts", "policies")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Tag(GoldenFile.TAG)
  void showsWhatOneGets(Path page) throws IOException {
    String written = Files.readString(page, UTF_8);
    String expected = replaced(COMMAND, written, PagesTest::withOutput);
    String up = "../".repeat(page.getNameCount() - 1);
    expected =
        replaced(
            RULES,
            expected,
            _ ->
                run("rules", "-o", "markdown")
                    .strip()
                    .replace("](policies/", "](" + up + "policies/"));
    expected = replaced(AGREED, expected, PagesTest::withRows);
    GoldenFile.compare(page, expected);
  }

  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
  }

  private static String withOutput(MatchResult block) {
    String command = block.group(1);
    // What the running webhook answers is what `review` answers.
    String[] arguments =
        command.startsWith("curl ")
            ? new String[] {"review", "examples/review.json"}
            : command.substring("./haetae ".length()).split(" ", -1);
    return "$ " + command + '\n' + run(arguments) + "```";
  }

  // TruthTest sees to it that all rows agree.
  private static String withRows(MatchResult line) {
    Path rows = Path.of("src", "test", "resources", "truth", line.group(2) + ".jsonl");
    try (Stream<String> lines = Files.lines(rows)) {
      long count = lines.count();
      return line.group(1) + line.group(2) + ": agree " + count + '/' + count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String... arguments) {
    // A line break of its own ends what a terminal shows.
    return Trial.of(arguments).out().strip() + '\n';
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pointsAtWhatIsThere(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (MatchResult link : LINK.matcher(Files.readString(page, UTF_8)).results().toList()) {
      String place = link.group(1);
      String anchor = link.group(2);
      if (!place.contains(":")) {
        Path target = place.isEmpty() ? page : page.toAbsolutePath().resolveSibling(place);
        if (!Files.exists(target) || (anchor != null && !anchors(target).contains(anchor))) {
          dead.add(link.group());
        }
      }
    }
    assertThat(dead).as("dead links of %s", page).isEmpty();
  }

  // As GitHub makes them of headings.
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page, UTF_8))
        .results()
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/policies.md", "docs/exceptions.md"})
  void showsWhatCanBeRead(String page) throws IOException {
    List<Resource> examples = new ArrayList<>();
    for (MatchResult example :
        YAML.matcher(Files.readString(Path.of(page), UTF_8)).results().toList()) {
      examples.addAll(
          ManifestReader.read(example.group(1).getBytes(UTF_8), page, "default", Limits.FILES)
              .resources());
    }
    ReadPolicies read = ReadPolicies.of(examples, _ -> null);
    assertThat(read.problems()).isEmpty();
    assertThat(read.policies().size() + read.inTree().policies().size() + read.exceptions().size())
        .isEqualTo(examples.size())
        .isPositive();
  }

  @Test
  void theReadmeIsShortAndLeadsToEveryPage() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThan(200);
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      assertThat(
              pages
                  .map(Path::toString)
                  .map(page -> page.replace('\\', '/'))
                  .filter(page -> page.endsWith(".md")))
          .allMatch(Files.readString(README, UTF_8)::contains);
    }
  }

  @Test
  void theKoreanReadmeSaysTheSame() throws IOException {
    String english = Files.readString(README, UTF_8);
    String korean = Files.readString(KOREAN, UTF_8);
    assertThat(found(CODE, korean)).isNotEmpty().isEqualTo(found(CODE, english));
    assertThat(found(HEADING, korean)).hasSameSizeAs(found(HEADING, english));
    assertThat(places(korean)).containsExactlyInAnyOrderElementsOf(places(english));
    assertThat(found(NUMBER, prose(korean))).containsAll(found(NUMBER, prose(english)));
    assertThat(english).contains("](README.ko.md)");
    assertThat(korean).contains("](README.md)");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  // Each language shows a screen of its own, and leads to the other.
  private static List<String> places(String text) {
    return found(LINK, text).stream()
        .filter(link -> !link.startsWith("](docs/pictures/page-") && !link.startsWith("](README"))
        .toList();
  }

  private static String prose(String text) {
    return LINK.matcher(CODE.matcher(text).replaceAll("")).replaceAll("]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.ko.md", "CONTRIBUTING.md"})
  void namesWhatABuildNeeds(String page) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"), UTF_8);
    assertThat(Files.readString(Path.of(page), UTF_8))
        .contains("JDK " + property(pom, "java.release"))
        .contains("Maven " + property(pom, "maven.oldest"));
  }

  private static String property(String pom, String name) {
    return pom.substring(pom.indexOf('<' + name + '>') + name.length() + 2)
        .transform(rest -> rest.substring(0, rest.indexOf('<')));
  }
}
