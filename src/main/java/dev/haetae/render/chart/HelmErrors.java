package dev.haetae.render.chart;

import dev.haetae.render.Words;
import dev.haetae.resource.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What helm says of a chart that it cannot render, as a problem with its place. */
final class HelmErrors {
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:template: |(?:parse|execution) error at \\()([^\\s:()]+):(\\d+)(?::(\\d+))?\\)?: ");
  private static final Pattern NO_YAML = Pattern.compile("YAML parse error on (\\S+): (.*)");
  private static final Pattern MISSING = Pattern.compile("missing in charts/ directory: ([^\\n]*)");
  private static final Pattern CONVERTING =
      Pattern.compile("^error converting YAML to JSON: yaml: ");
  private static final Pattern VALUES =
      Pattern.compile("(?s)failed to parse (.+?): (?:error )?(.*)");
  private static final Pattern LINE = Pattern.compile("yaml: line (\\d+): ");
  private static final String SCHEMA = "values don't meet the specifications of the schema";

  private final ChartFolder chart;
  private final List<String> names;

  /**
   * Errors on a chart.
   *
   * @param names pairs of texts in helm's words and what stands in their place
   */
  HelmErrors(ChartFolder chart, List<String> names) {
    this.chart = chart;
    this.names = names;
  }

  /** The templates that an error names, as helm calls them, the innermost first. */
  static List<String> sources(String error) {
    List<String> sources = new ArrayList<>();
    for (Pattern pattern : List.of(PLACE, NO_YAML)) {
      Matcher matcher = pattern.matcher(error);
      while (matcher.find()) {
        sources.addFirst(matcher.group(1));
      }
    }
    return sources;
  }

  /** The problem that an error tells. */
  Problem problem(String error) {
    String said = Words.said(error);
    Matcher missing = MISSING.matcher(said);
    if (missing.find()) {
      return new Problem(
          chart.description().toString(),
          chart.dependenciesLine(),
          1,
          "the chart's dependencies are not in its charts/ folder ("
              + sentence(missing.group(1))
              + "): run 'helm dependency build "
              + chart.path()
              + "' first");
    }
    if (said.contains("library charts are not installable")) {
      return whole("is a library chart, which renders nothing: check a chart that uses it");
    }
    if (said.startsWith(SCHEMA)) {
      String causes = said.substring(said.indexOf('\n') + 1);
      return whole("the values do not fit the chart's values.schema.json: " + sentence(causes));
    }
    Matcher noYaml = NO_YAML.matcher(said);
    if (noYaml.find()) {
      String why = CONVERTING.matcher(noYaml.group(2)).replaceFirst("");
      return new Problem(
          file(noYaml.group(1)),
          0,
          0,
          "what helm renders of it is no valid YAML: "
              + sentence(why.replaceFirst("line (\\d+)", "line $1 of the rendered text")));
    }
    Matcher values = VALUES.matcher(said);
    return values.matches() && names.contains(values.group(1))
        ? values(values.group(1), values.group(2))
        : placed(said);
  }

  private Problem values(String file, String why) {
    String name = names.get(names.indexOf(file) + 1);
    Matcher line = LINE.matcher(why);
    return line.find()
        ? new Problem(
            name,
            Integer.parseInt(line.group(1)),
            1,
            "is no valid YAML: " + sentence(why.substring(line.end())))
        : Problem.of(name, "holds no values for a chart: " + sentence(why));
  }

  private Problem placed(String said) {
    Matcher place = PLACE.matcher(said);
    String file = "";
    int line = 0;
    int column = 0;
    int behind = 0;
    while (place.find()) {
      file = place.group(1);
      line = Integer.parseInt(place.group(2));
      column = place.group(3) == null ? 1 : Integer.parseInt(place.group(3)) + 1;
      behind = place.end();
    }
    return behind == 0
        ? whole("helm cannot render the chart: " + sentence(said))
        : new Problem(
            file(file), line, column, "helm cannot render it: " + sentence(said.substring(behind)));
  }

  private Problem whole(String sentence) {
    return Problem.of(chart.description().toString(), sentence);
  }

  private String file(String source) {
    Path file = chart.file(source);
    return (file == null ? chart.description() : file).toString();
  }

  private String sentence(String said) {
    return Words.sentence(said, names);
  }
}
