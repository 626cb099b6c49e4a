package dev.haetae.render.chart;

import dev.haetae.file.FileFault;
import dev.haetae.render.Program;
import dev.haetae.render.Rendering;
import dev.haetae.render.Settings;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.FileText;
import dev.haetae.resource.tree.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart as the installed helm renders it: with its CRDs, hooks and tests, for the version of
 * Kubernetes that the rules know, and without looking at a cluster.
 *
 * <p>The templates' lines are found by a second rendering of a copy with markers, which is made
 * when somebody first asks for a place.
 */
public final class Chart implements Rendering {
  // What else helm takes itself for is the version that it was built with, or none at all.
  private static final String KUBERNETES = "1.36.0";

  private final ChartFolder folder;
  private final Settings settings;
  private final @Nullable Program helm;
  private final List<Problem> problems = new ArrayList<>();
  private List<RenderedDocument> documents = List.of();
  private String text = "";
  private final Map<String, Origin.Sources> places = new HashMap<>();
  private MarkedChart.@Nullable Marked marked;
  private boolean skipsSchemas;

  private Chart(ChartFolder folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    String named = settings.environment().getOrDefault("HELM", "");
    Program found = named.isEmpty() ? null : Program.at(named, settings.environment());
    this.helm = found == null ? Program.find("helm", settings.environment()) : found;
  }

  /** The chart in a folder, rendered. */
  public static Chart render(Path folder, Settings settings) {
    Chart chart = new Chart(new ChartFolder(folder), settings);
    chart.render();
    return chart;
  }

  private void render() {
    if (helm == null) {
      problem("a chart is rendered by helm, and there is none: install it, or name it in HELM");
      return;
    }
    settings.values().forEach(this::requireReadable);
    if (!problems.isEmpty()) {
      return;
    }
    skipsSchemas = ValuesSchemas.needsOthers(folder.path());
    Program.Outcome outcome = helm.run(arguments(folder.path()));
    if (!outcome.succeeded()) {
      problems.add(new HelmErrors(folder, names()).problem(outcome.error()));
      return;
    }
    text = outcome.out();
    documents = RenderedDocument.of(text);
  }

  // What helm calls by its whole path, and how the user does.
  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String values : settings.values()) {
      names.add(absolute(values));
      names.add(values);
    }
    names.add(folder.path().toAbsolutePath().toString());
    names.add(folder.path().toString());
    return names;
  }

  // Helm would fetch what is no file here.
  private void requireReadable(String values) {
    try {
      if (Files.isDirectory(Path.of(values))) {
        problems.add(Problem.of(values, "is a folder, no file of values"));
        return;
      }
      Files.newInputStream(Path.of(values)).close();
    } catch (IOException e) {
      problems.add(Problem.of(values, FileFault.ofReading(e)));
    } catch (InvalidPathException e) {
      problems.add(Problem.of(values, "is no name of a file"));
    }
  }

  private List<String> arguments(Path at) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                folder.release(),
                at.toAbsolutePath().toString(),
                "--namespace",
                settings.namespace(),
                "--kube-version",
                KUBERNETES,
                "--include-crds"));
    for (String values : settings.values()) {
      arguments.add("--values");
      arguments.add(element(absolute(values)));
    }
    for (String set : settings.sets()) {
      arguments.add("--set");
      arguments.add(set);
    }
    if (skipsSchemas) {
      arguments.add("--skip-schema-validation");
    }
    return arguments;
  }

  private static String absolute(String values) {
    return Path.of(values).toAbsolutePath().toString();
  }

  // Helm takes a list whose elements are parted by commas, and quoted as in CSV.
  private static String element(String text) {
    return "\"%s\"".formatted(text.replace("\"", "\"\""));
  }

  private void problem(String sentence) {
    problems.add(Problem.of(file(), sentence));
  }

  @Override
  public String file() {
    return folder.description().toString();
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public List<String> sources() {
    return documents.stream().map(one -> file(one).toString()).distinct().toList();
  }

  @Override
  public Origin origin(Resource object) {
    Position first = Position.unpack(object.tree().size() == 0 ? 0 : object.tree().position(0));
    RenderedDocument document = first == null ? null : document(first.line());
    Origin.Sources sources =
        path -> document == null ? new Origin.Place(file(), 0, 1, 1) : places(document).place(path);
    return new Origin(file(), object.document(), sources);
  }

  @Override
  public Problem placed(Problem problem) {
    RenderedDocument document = document(problem.line());
    return document == null
        ? problem
        : new Problem(
            file(document).toString(),
            0,
            0,
            "line "
                + (problem.line() - document.line() + 1)
                + " of what helm renders of it: "
                + problem.message());
  }

  @Override
  public String emptiness() {
    return "the chart renders no object with these values";
  }

  private @Nullable RenderedDocument document(int line) {
    RenderedDocument found = null;
    for (RenderedDocument document : documents) {
      if (document.line() > line) {
        break;
      }
      found = document;
    }
    return found;
  }

  /** The file of a template; the chart's description for one in an archive. */
  private Path file(RenderedDocument document) {
    Path file = folder.file(document.source());
    return file == null ? folder.description() : file;
  }

  private synchronized Origin.Sources places(RenderedDocument document) {
    return places.computeIfAbsent(document.key(), _ -> find(document));
  }

  private Origin.Sources find(RenderedDocument document) {
    Path file = folder.file(document.source());
    if (file == null) {
      int line = folder.dependencyLine(document.source());
      return _ -> new Origin.Place(folder.description().toString(), 0, line, 1);
    }
    MarkedChart.Marked all = marked();
    RenderedDocument other = all.documents().get(document.key());
    try {
      Integer number = all.files().get(file.toRealPath());
      if (other != null && number != null) {
        String template = FileText.shown(Files.readAllBytes(file));
        return TemplatePlaces.of(file.toString(), template, number, document, other);
      }
    } catch (IOException e) {
      // It is gone by now.
    }
    return _ -> new Origin.Place(file.toString(), document.index(), 1, 1);
  }

  private MarkedChart.Marked marked() {
    MarkedChart.Marked known = marked;
    if (known == null) {
      known =
          helm == null
              ? MarkedChart.Marked.NONE
              : MarkedChart.render(folder, helm, this::arguments);
      marked = known;
    }
    return known;
  }
}
