package dev.haetae.cli.folder;

import dev.haetae.render.Rendering;
import dev.haetae.render.Settings;
import dev.haetae.render.chart.Chart;
import dev.haetae.render.chart.ChartFolder;
import dev.haetae.render.overlay.Kustomization;
import dev.haetae.render.overlay.Overlay;
import dev.haetae.resource.tree.Text;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the folders that files lie in: which of the files belong to a Helm chart or a
 * kustomization and are no objects before these are rendered. It looks at the folders above a file
 * too, up to the root of its repository.
 */
public final class FolderLayout {
  private static final String DEPENDENCIES = "charts";

  private final Map<Path, Folder> folders = new HashMap<>();
  private final Map<Path, Part> listed = new HashMap<>();
  private final Set<Path> resources = new HashSet<>();
  private final Set<Path> bases = new HashSet<>();

  /** The part that a file plays. */
  public enum Part {
    /** It holds objects, for all that is known. */
    MANIFEST,
    /** It is a template of a chart, or read by one. */
    TEMPLATE,
    /** It is a patch that a kustomization lists. */
    PATCH,
    /** It describes a chart, or holds values for one. */
    CHART,
    /** It is a kustomization. */
    KUSTOMIZATION,
    /** A kustomization reads it for something else. */
    INPUT
  }

  /** A folder and the chart that it belongs to, if any. */
  private record Folder(@Nullable Path chart) {}

  /** Returns whether a name is one of a chart or an overlay: its folder, or its own file. */
  public static boolean isRendered(Path path) {
    if (Files.isDirectory(path)) {
      return ChartFolder.isAt(path) || Kustomization.in(path) != null;
    }
    return ChartFolder.isDescription(path)
        ? Files.isRegularFile(path)
        : Kustomization.isNamed(path) && Files.exists(path) && Kustomization.read(path) != null;
  }

  /** Returns whether a name is one of a chart: its folder, or its description. */
  public static boolean isChart(String name) {
    try {
      Path path = Path.of(name);
      return ChartFolder.isAt(path)
          || (ChartFolder.isDescription(path) && Files.isRegularFile(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The chart or overlay in a folder, rendered; a chart where there are both. */
  public static Rendering render(Path folder, Settings settings) {
    return ChartFolder.isAt(folder)
        ? Chart.render(folder, settings)
        : Overlay.build(folder, settings);
  }

  /** Looks at the folders of a file; to be called for every file before its part is asked for. */
  public void see(Path file) {
    folder(absolute(file).resolveSibling(""));
  }

  /** The part that a file plays. */
  public Part part(Path file) {
    Path path = absolute(file);
    Part known = listed.get(path);
    if (known != null) {
      return resources.contains(path) ? Part.MANIFEST : known;
    }
    Path chart = root(path);
    return chart == null ? Part.MANIFEST : partOf(chart.relativize(path));
  }

  /** Returns whether the folder of a kustomization is a base of another that was seen. */
  public boolean isBase(Path kustomization) {
    return bases.contains(absolute(kustomization).getParent());
  }

  /** Returns whether a file is called like a kustomization; one that is none cannot be read. */
  public static boolean isNamedKustomization(Path file) {
    return Kustomization.isNamed(file);
  }

  /** The name of the chart that a file belongs to; empty when there is none. */
  public String chartName(Path file) {
    Path chart = root(absolute(file));
    return chart == null ? "" : new ChartFolder(chart).name();
  }

  /**
   * The folder of the chart that a file belongs to, as part of the file's own name; of a chart that
   * is a dependency that of the chart around it. Empty when there is none.
   */
  public String chart(Path file) {
    Path chart = root(absolute(file));
    if (chart == null) {
      return "";
    }
    Path outer = outermost(chart);
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (absolute(above).equals(outer)) {
        return above.toString();
      }
    }
    Path here = absolute(Path.of(""));
    String below = outer.startsWith(here) ? here.relativize(outer).toString() : outer.toString();
    return below.isEmpty() ? "." : below;
  }

  private Path outermost(Path chart) {
    Path dependencies = chart.getParent();
    Path above = dependencies == null ? null : dependencies.getParent();
    return dependencies != null
            && above != null
            && dependencies.endsWith(DEPENDENCIES)
            && ChartFolder.isAt(above)
        ? outermost(above)
        : chart;
  }

  /** What keeps a file that a user has named from being judged; null when nothing does. */
  public @Nullable String refusal(Path file) {
    return switch (part(file)) {
      case TEMPLATE ->
          "a template: render it first (" + check(file) + "); it is part of chart " + name(file);
      case CHART ->
          "no object: it describes chart " + name(file) + "; render that (" + check(file) + ")";
      case KUSTOMIZATION -> "a kustomization, no object: build it first (haetae check its folder)";
      case MANIFEST, PATCH, INPUT -> null;
    };
  }

  private String name(Path file) {
    return Text.shorten(chartName(file));
  }

  private String check(Path file) {
    return "haetae check " + chart(file);
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private @Nullable Path root(Path file) {
    Folder folder = folders.get(file.resolveSibling(""));
    return folder == null ? null : folder.chart();
  }

  private Folder folder(Path path) {
    Folder known = folders.get(path);
    if (known != null) {
      return known;
    }
    Path parent = Files.exists(path.resolve(".git")) ? null : path.getParent();
    Path above = parent == null ? null : folder(parent).chart();
    Folder folder = new Folder(ChartFolder.isAt(path) ? path : above);
    folders.put(path, folder);
    for (String name : Kustomization.NAMES) {
      Path file = path.resolve(name);
      Kustomization kustomization = Files.isRegularFile(file) ? Kustomization.read(file) : null;
      if (kustomization != null) {
        listed.put(file, Part.KUSTOMIZATION);
        resources.addAll(kustomization.resources());
        bases.addAll(kustomization.bases());
        kustomization.patches().forEach(patch -> listed.put(patch, Part.PATCH));
        kustomization.others().forEach(other -> listed.putIfAbsent(other, Part.INPUT));
      }
    }
    return folder;
  }

  // Of files/ nothing is read but by templates. The chart's crds/ hold objects, and so may others.
  private static Part partOf(Path inChart) {
    String first = inChart.getName(0).toString();
    if (inChart.getNameCount() > 1) {
      return first.equals("templates") || first.equals("files") ? Part.TEMPLATE : Part.MANIFEST;
    }
    return ChartFolder.isDescription(inChart)
            || first.startsWith("values")
            || first.startsWith("requirements")
        ? Part.CHART
        : Part.MANIFEST;
  }
}
