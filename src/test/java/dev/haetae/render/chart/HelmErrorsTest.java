package dev.haetae.render.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.haetae.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmErrorsTest {
  @TempDir private Path folder;

  @BeforeEach
  void aChartWithADependency() throws IOException {
    write("Chart.yaml", "name: web\ndependencies:\n- name: db\n  alias: store\n- name: packed\n");
    write("templates/a.yaml", "kind: Pod\n");
    write("templates/_helpers.tpl", "");
    write("charts/database-1.2/Chart.yaml", "name: db\n");
    write("charts/database-1.2/templates/b.yaml", "kind: Pod\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private Problem problem(String error) {
    return new HelmErrors(new ChartFolder(folder), List.of("/real", "web")).problem(error);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theInnermostTemplateIsThePlace() {
    assertThat(
            problem(
                "Error: template: web/templates/a.yaml:4:6: executing \"web/templates/a.yaml\" at"
                    + " <include \"x\" .>: error calling include: template:"
                    + " web/templates/_helpers.tpl:9:16: executing \"x\" at <.Values.a.b>: nil"
                    + " pointer evaluating interface {}.b\n\nUse --debug flag to render out"))
        .isEqualTo(
            new Problem(
                file("templates/_helpers.tpl"),
                9,
                17,
                "helm cannot render it: executing \"x\" at <.Values.a.b>: nil pointer evaluating"
                    + " interface {}.b"));
    assertThat(problem("Error: parse error at (web/templates/a.yaml:2): unexpected \"}\""))
        .isEqualTo(
            new Problem(file("templates/a.yaml"), 2, 1, "helm cannot render it: unexpected \"}\""));
    assertThat(problem("Error: execution error at (web/charts/store/templates/b.yaml:1:3): no"))
        .isEqualTo(
            new Problem(
                file("charts/database-1.2/templates/b.yaml"), 1, 4, "helm cannot render it: no"));
  }

  @Test
  void missingDependenciesNameTheCommand() {
    Problem problem =
        problem(
            "Error: An error occurred while checking for chart dependencies. You may need to run"
                + " `helm dependency build` to fetch missing dependencies: found in Chart.yaml,"
                + " but missing in charts/ directory: packed, more\n");
    assertThat(problem.file()).isEqualTo(file("Chart.yaml"));
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.message())
        .contains("(packed, more): run 'helm dependency build " + folder + "' first");
  }

  @Test
  void theRestHasWordsOfItsOwn() {
    assertThat(problem("Error: library charts are not installable").message())
        .startsWith("is a library chart");
    assertThat(
            problem(
                    "Error: YAML parse error on web/templates/a.yaml: error converting YAML to"
                        + " JSON: yaml: line 5: did not find expected key\n")
                .message())
        .isEqualTo(
            "what helm renders of it is no valid YAML: line 5 of the rendered text: did not find"
                + " expected key");
    assertThat(
            problem(
                    "Error: values don't meet the specifications of the schema(s) in the following"
                        + " chart(s):\nweb:\n- at '/x': got number, want string\n")
                .message())
        .isEqualTo(
            "the values do not fit the chart's values.schema.json: web: - at '/x': got number,"
                + " want string");
    assertThat(problem("Error: cannot load /real/values.yaml: bad\n"))
        .isEqualTo(
            new Problem(
                file("Chart.yaml"),
                0,
                0,
                "helm cannot render the chart: cannot load web/values.yaml: bad"));
  }

  @Test
  void aTemplateInAnArchiveIsWhereItsDependencyIsListed() {
    ChartFolder chart = new ChartFolder(folder);
    assertThat(chart.file("web/charts/packed/templates/c.yaml")).isNull();
    assertThat(chart.dependencyLine("web/charts/packed/templates/c.yaml")).isEqualTo(5);
    assertThat(chart.dependencyLine("web/charts/store/templates/b.yaml")).isEqualTo(4);
    assertThat(chart.dependencyLine("web/templates/a.yaml")).isEqualTo(1);
  }

  @Test
  void aReleaseIsCalledLikeTheChart() throws IOException {
    assertThat(new ChartFolder(folder).release()).isEqualTo("web");
    write("Chart.yaml", "name: \"My_Chart." + "x".repeat(60) + "\"\n");
    assertThat(new ChartFolder(folder).release()).matches("my-chart-x{44}");
    write("Chart.yaml", "name: __\n");
    assertThat(new ChartFolder(folder).release()).isEqualTo("chart");
  }

  @Test
  void aFileOfValuesIsThePlaceOfWhatIsWrongWithIt() {
    assertThat(
            problem(
                "Error: failed to parse /real: error converting YAML to JSON: yaml: line 3: did not"
                    + " find expected node content"))
        .isEqualTo(
            new Problem("web", 3, 1, "is no valid YAML: did not find expected node content"));
    assertThat(problem("Error: failed to parse /real: error unmarshaling JSON: no map"))
        .isEqualTo(Problem.of("web", "holds no values for a chart: unmarshaling JSON: no map"));
  }
}
