package dev.haetae.render.chart;

import dev.haetae.resource.text.FileText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a chart, in which helm's names of templates are found: helm calls a folder by the
 * name of the chart in it, and by its alias where a dependency has one.
 *
 * @param path as the user named it
 */
public record ChartFolder(Path path) {
  private static final String FILE = "Chart.yaml";
  private static final String DEPENDENCIES = "charts";
  private static final Pattern NAME = Pattern.compile("(?m)^name:[ \\t]*[\"']?([^\\s\"'#]+)");
  private static final Pattern NO_RELEASE = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST_RELEASE = 53;

  /** Returns whether there is a chart in a folder. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Returns whether a file is called like the description of a chart. */
  public static boolean isDescription(Path file) {
    return file.endsWith(FILE);
  }

  /** The file that describes the chart. */
  public Path description() {
    return path.resolve(FILE);
  }

  /** The name of the chart; that of its folder where none can be read. */
  public String name() {
    Matcher name = NAME.matcher(text(description()));
    return name.find() ? name.group(1) : String.valueOf(path.toAbsolutePath().getFileName());
  }

  /** The name of a release of it: what a user is most likely to call it. */
  String release() {
    String name = NO_RELEASE.matcher(name().toLowerCase(Locale.ROOT)).replaceAll("-");
    String cut = name.substring(0, Math.min(name.length(), LONGEST_RELEASE));
    String trimmed = cut.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "chart" : trimmed;
  }

  /**
   * The file that helm calls by a name such as {@code web/charts/db/templates/a.yaml}; null when it
   * lies in an archive, or nowhere.
   */
  @Nullable Path file(String source) {
    String[] names = source.split("/", -1);
    ChartFolder at = this;
    int next = 1;
    while (next + 2 < names.length && names[next].equals(DEPENDENCIES)) {
      ChartFolder below = at.dependency(names[next + 1]);
      if (below == null) {
        return null;
      }
      at = below;
      next += 2;
    }
    Path file = at.path;
    for (String name : List.of(names).subList(Math.min(next, names.length), names.length)) {
      file = file.resolve(name);
    }
    return Files.isRegularFile(file) ? file : null;
  }

  /** The 1-based line of the description that lists a dependency; 1 when none does. */
  int dependencyLine(String source) {
    String[] names = source.split("/", -1);
    String name = names.length > 2 && names[1].equals(DEPENDENCIES) ? names[2] : "";
    return name.isEmpty() ? 1 : line("(?:name|alias):[ \\t]*[\"']?" + Pattern.quote(name) + "\\b");
  }

  /** The 1-based line of the description that begins the dependencies; 1 when none does. */
  int dependenciesLine() {
    return line("dependencies:");
  }

  private int line(String pattern) {
    String text = text(description());
    Matcher found = Pattern.compile("(?m)^[ \\t-]*" + pattern).matcher(text);
    return found.find()
        ? 1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count()
        : 1;
  }

  private @Nullable ChartFolder dependency(String name) {
    Path folder = path.resolve(DEPENDENCIES).resolve(name);
    if (isAt(folder)) {
      return new ChartFolder(folder);
    }
    String other = aliased(name);
    for (ChartFolder below : dependencies()) {
      String called = below.name();
      if (called.equals(name) || called.equals(other)) {
        return below;
      }
    }
    return null;
  }

  // The name of the dependency that has an alias: of the entries' keys either may come first.
  private String aliased(String alias) {
    for (String entry : text(description()).split("(?m)^[ \\t]*-[ \\t]+", -1)) {
      if (value(entry, "alias").equals(alias)) {
        return value(entry, "name");
      }
    }
    return alias;
  }

  private static String value(String entry, String key) {
    Matcher value =
        Pattern.compile("(?m)^[ \\t]*" + key + ":[ \\t]*[\"']?([^\\s\"'#]+)").matcher(entry);
    return value.find() ? value.group(1) : "";
  }

  private List<ChartFolder> dependencies() {
    List<ChartFolder> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(path.resolve(DEPENDENCIES), ChartFolder::isAt)) {
      folders.forEach(folder -> found.add(new ChartFolder(folder)));
    } catch (IOException e) {
      // There are none.
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return FileText.shown(Files.readAllBytes(file));
    } catch (IOException e) {
      return "";
    }
  }
}
