package dev.haetae.cli.input;

import dev.haetae.cli.folder.FolderLayout;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.render.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how the charts among the manifests are rendered. */
public final class ChartOptions {
  @Option(
      names = "--helm-values",
      paramLabel = "FILE",
      description = "values for the charts among the PATHs; repeatable, the last wins")
  public List<String> values = new ArrayList<>();

  @Option(
      names = "--helm-set",
      paramLabel = "KEY=VALUE",
      description = "a value for the charts among the PATHs, as helm's --set; repeatable")
  public List<String> sets = new ArrayList<>();

  /**
   * Requires that there is a chart to be rendered where one of these options is given.
   *
   * @throws UsageException when there is none among the manifests
   */
  public void requireChart(List<String> paths) {
    if ((!values.isEmpty() || !sets.isEmpty()) && paths.stream().noneMatch(FolderLayout::isChart)) {
      throw new UsageException(
          "--helm-values and --helm-set need a chart: name a folder with a Chart.yaml");
    }
  }

  /** The settings for a release in this namespace. */
  Settings settings(String namespace, Map<String, String> environment) {
    return new Settings(values, sets, namespace, environment);
  }
}
