package dev.haetae.render.chart;

import dev.haetae.render.Program;
import dev.haetae.resource.text.FileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a chart whose templates have markers, and what helm makes of it. A chart too large to
 * be copied, and one that does not render so, has none.
 */
final class MarkedChart {
  private static final long MOST_BYTES = 64 << 20;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_TRIALS = 8;
  private static final Set<String> MARKED = Set.of("yaml", "yml", "tpl", "json");

  private final Path chart;
  private final Path copy;
  private final Map<Path, Integer> numbers = new HashMap<>();
  private final Set<Path> left = new HashSet<>();
  private long bytes;
  private int files;

  private MarkedChart(Path chart, Path copy) {
    this.chart = chart;
    this.copy = copy;
  }

  /**
   * The documents of a chart by their keys, with the numbers of the files that are marked.
   *
   * @param files the numbers in the markers, by the real path of each template
   */
  record Marked(Map<String, RenderedDocument> documents, Map<Path, Integer> files) {
    static final Marked NONE = new Marked(Map.of(), Map.of());
  }

  /**
   * Renders the copy.
   *
   * @param arguments what helm is called with for a chart that lies there
   */
  static Marked render(ChartFolder chart, Program helm, Function<Path, List<String>> arguments) {
    Path copy = null;
    try {
      copy = Files.createTempDirectory("haetae-chart");
      return new MarkedChart(chart.path().toRealPath(), copy).run(chart, helm, arguments);
    } catch (IOException e) {
      // The places are only less exact.
      return Marked.NONE;
    } finally {
      remove(copy);
    }
  }

  private Marked run(ChartFolder folder, Program helm, Function<Path, List<String>> arguments)
      throws IOException {
    if (!copyAll()) {
      return Marked.NONE;
    }
    for (int i = 0; i < MOST_TRIALS; i++) {
      Program.Outcome outcome = helm.run(arguments.apply(copy));
      if (outcome.succeeded()) {
        Map<String, RenderedDocument> documents = new HashMap<>();
        RenderedDocument.of(outcome.out()).forEach(one -> documents.put(one.key(), one));
        return new Marked(documents, numbers);
      }
      Path culprit = culprit(folder, outcome.error());
      if (culprit == null || !left.add(culprit)) {
        break;
      }
      write(culprit, copy.resolve(chart.relativize(culprit)));
    }
    return Marked.NONE;
  }

  // The template that cannot be rendered with markers.
  private @Nullable Path culprit(ChartFolder folder, String error) throws IOException {
    for (String source : HelmErrors.sources(error)) {
      Path file = folder.file(source);
      Path real = file == null ? null : file.toRealPath();
      if (real != null && numbers.containsKey(real) && !left.contains(real)) {
        return real;
      }
    }
    return null;
  }

  private boolean copyAll() throws IOException {
    Files.walkFileTree(
        chart,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            if (at.endsWith(".git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(chart.relativize(at)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              // A pipe or a device never ends. Helm reads none either, ignored ones apart.
              return FileVisitResult.CONTINUE;
            }
            bytes += attributes.size();
            files++;
            if (bytes > MOST_BYTES || files > MOST_FILES) {
              return FileVisitResult.TERMINATE;
            }
            write(file, copy.resolve(chart.relativize(file)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A link in a circle: helm says so, unless it ignores it.
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes <= MOST_BYTES && files <= MOST_FILES;
  }

  private void write(Path file, Path to) throws IOException {
    Path real = file.toRealPath();
    if (!isTemplate(chart.relativize(file)) || left.contains(real)) {
      Files.write(to, Files.readAllBytes(file));
      return;
    }
    int number = numbers.computeIfAbsent(real, _ -> numbers.size());
    String text = FileText.shown(Files.readAllBytes(file));
    Files.writeString(to, MarkedTemplate.of(text, number), StandardCharsets.UTF_8);
  }

  private static boolean isTemplate(Path file) {
    String name = file.getFileName().toString();
    boolean isBelow = false;
    for (Path folder : file) {
      isBelow |= folder.toString().equals("templates") || folder.toString().equals("crds");
    }
    return isBelow
        && !name.startsWith("_")
        && MARKED.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path at, @Nullable IOException e)
                throws IOException {
              Files.delete(at);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // The system removes what is temporary.
    }
  }
}
