package dev.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.report.CaseReport;
import dev.haetae.report.format.Format;
import dev.haetae.resource.text.JsonReader;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.text.UnreadableException;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every format says the same: what is found, where, and how the run ends. A report of nothing
 * beside an exit code of 1 helps nobody.
 */
final class OneResultTest {
  private static final Pattern JUNIT =
      Pattern.compile(":([0-9]+):[0-9]+: (?:denied|warning|audit|undecided) \\[([a-z0-9-]+)]");
  private static final Pattern GITHUB =
      Pattern.compile(
          "(?m)^::(?:error|warning|notice) file=[^,]*,line=([0-9]+),.*title=([a-z0-9-]+)::");
  private static final Pattern MORE =
      Pattern.compile("(?m)^::(?:error|warning|notice) title=haetae::([0-9]+) more");
  private static final Pattern MARKDOWN =
      Pattern.compile(
          "(?m)^\\| (?:deny|warn|audit|undecided) \\| `[^`]*?:([0-9]+):[0-9]+` \\| .*? \\|"
              + " \\*\\*([a-z0-9-]+)\\*\\*");
  private static final Pattern CSV =
      Pattern.compile(
          "(?m)^(?:deny|warn|audit|undecided),([a-z0-9-]+),.*?\\.yaml,([0-9]+),[0-9]+,");

  @TempDir Path folder;

  static List<Path> cases() throws IOException {
    return CaseReport.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameInEveryFormat(Path file) throws IOException {
    List<String> arguments = new ArrayList<>(arguments(file));
    int code = Trial.of(arguments.toArray(String[]::new)).code();
    for (Format format : Format.ofReports()) {
      arguments.add("-o");
      arguments.add(format.word() + "=" + folder.resolve(format.word()));
    }
    Trial all = Trial.of(arguments.toArray(String[]::new));
    assertThat(all.code()).isEqualTo(code);
    assertThat(all.out()).isEmpty();
    List<String> found = json();
    assertThat(code).isEqualTo(denies() ? 1 : 0);
    assertThat(sarif()).isEqualTo(found);
    assertThat(gitlab()).isEqualTo(found);
    assertThat(matches(JUNIT, read(Format.JUNIT), 2, 1)).isEqualTo(found);
    assertThat(matches(MARKDOWN, read(Format.MARKDOWN), 2, 1)).isEqualTo(found);
    assertThat(matches(CSV, read(Format.CSV), 1, 2)).isEqualTo(found);
    String github = read(Format.GITHUB);
    int more =
        MORE.matcher(github).results().mapToInt(count -> Integer.parseInt(count.group(1))).sum();
    List<String> annotated = matches(GITHUB, github, 2, 1);
    assertThat(annotated.size() + more).isEqualTo(found.size());
    assertThat(found).containsAll(annotated);
    assertThat(read(Format.TEXT)).isNotEmpty();
  }

  private static List<String> arguments(Path file) {
    List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
    String stem = file.toString().substring(0, file.toString().length() - ".yaml".length());
    if (Files.exists(Path.of(stem + ".inventory.yaml"))) {
      arguments.addAll(List.of("-i", stem + ".inventory.yaml"));
    }
    if (Files.exists(Path.of(stem + ".policy.yaml"))) {
      arguments.addAll(List.of("-p", stem + ".policy.yaml"));
    }
    if (Files.exists(Path.of(stem + ".old.yaml"))) {
      arguments.addAll(List.of("--operation", "UPDATE", "--old", stem + ".old.yaml"));
    }
    return arguments;
  }

  private String read(Format format) throws IOException {
    return Files.readString(folder.resolve(format.word()));
  }

  private Value value(Format format) throws IOException {
    try {
      return JsonReader.documents(read(format), Limits.FILES).getFirst().root();
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  private boolean denies() throws IOException {
    return ((ObjectValue) ((ObjectValue) value(Format.JSON)).get("summary"))
        .get("deny")
        .toString()
        .matches("[1-9][0-9]*");
  }

  private static List<ObjectValue> objects(Value array) {
    List<ObjectValue> objects = new ArrayList<>();
    for (int i = 0; i < ((ArrayValue) array).size(); i++) {
      objects.add((ObjectValue) ((ArrayValue) array).get(i));
    }
    return objects;
  }

  private static ObjectValue below(ObjectValue object, String... keys) {
    ObjectValue at = object;
    for (String key : keys) {
      Value value = at.get(key);
      at = (ObjectValue) (value instanceof ArrayValue list ? list.get(0) : value);
    }
    return at;
  }

  private List<String> json() throws IOException {
    ObjectValue report = (ObjectValue) value(Format.JSON);
    List<ObjectValue> all = new ArrayList<>(objects(report.get("findings")));
    all.addAll(objects(report.get("undecided")));
    return all.stream()
        .map(one -> one.text("rule") + " at " + below(one, "location").get("line"))
        .sorted()
        .toList();
  }

  private List<String> sarif() throws IOException {
    return objects(below((ObjectValue) value(Format.SARIF), "runs").get("results")).stream()
        .map(one ->
            one.text("ruleId")
                + " at "
                + below(one, "locations", "physicalLocation", "region").get("startLine"))
        .sorted()
        .toList();
  }

  private List<String> gitlab() throws IOException {
    return objects(value(Format.GITLAB)).stream()
        .map(one -> one.text("check_name") + " at " + below(one, "location", "lines").get("begin"))
        .sorted()
        .toList();
  }

  private static List<String> matches(Pattern pattern, String text, int rule, int line) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(rule) + " at " + match.group(line))
        .sorted()
        .toList();
  }
}
