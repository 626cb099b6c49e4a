package dev.haetae.cli.folder;

import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the folders that files lie in: which of the files belong to a Helm chart or a
 * kustomization and are no objects before these are rendered. It looks at the folders above a file
 * too, up to the root of its repository.
 */
public final class FolderLayout {
  private static final String CHART = "Chart.yaml";
  private static final Pattern NAME = Pattern.compile("(?m)^name:[ \\t]*[\"']?([^\\s\"'#]+)");

  private final Map<Path, Folder> folders = new HashMap<>();
  private final Map<Path, Part> listed = new HashMap<>();
  private final Set<Path> resources = new HashSet<>();

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

  /** Returns whether a file is called like a kustomization; one that is none cannot be read. */
  public static boolean isNamedKustomization(Path file) {
    Path name = file.getFileName();
    return name != null && Kustomization.NAMES.contains(name.toString());
  }

  /** The name of the chart that a file belongs to; empty when there is none. */
  public String chartName(Path file) {
    Path chart = root(absolute(file));
    return chart == null ? "" : name(chart);
  }

  /** What keeps a file that a user has named from being judged; null when nothing does. */
  public @Nullable String refusal(Path file) {
    return switch (part(file)) {
      case TEMPLATE -> "a template: render it first (helm template); it is part of " + chart(file);
      case CHART -> "no object: it describes " + chart(file) + "; render that (helm template)";
      case KUSTOMIZATION -> "a kustomization, no object: build it first (kubectl kustomize)";
      case MANIFEST, PATCH, INPUT -> null;
    };
  }

  private String chart(Path file) {
    return "chart " + Text.shorten(chartName(file));
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
    Folder folder = new Folder(Files.isRegularFile(path.resolve(CHART)) ? path : above);
    folders.put(path, folder);
    for (String name : Kustomization.NAMES) {
      Path file = path.resolve(name);
      Kustomization kustomization = Files.isRegularFile(file) ? Kustomization.read(file) : null;
      if (kustomization != null) {
        listed.put(file, Part.KUSTOMIZATION);
        resources.addAll(kustomization.resources());
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
    return first.equals(CHART) || first.startsWith("values") || first.startsWith("requirements")
        ? Part.CHART
        : Part.MANIFEST;
  }

  private static String name(Path chart) {
    try {
      String text = new String(Files.readAllBytes(chart.resolve(CHART)), StandardCharsets.UTF_8);
      Matcher name = NAME.matcher(text);
      if (name.find()) {
        return name.group(1);
      }
    } catch (IOException e) {
      // Its folder's name will do.
    }
    return String.valueOf(chart.getFileName());
  }
}
