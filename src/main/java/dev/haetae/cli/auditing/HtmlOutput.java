package dev.haetae.cli.auditing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.cli.terminal.NamedFile;
import dev.haetae.cli.terminal.Names;
import dev.haetae.cli.terminal.Terminal;
import dev.haetae.cli.terminal.UsageException;
import dev.haetae.report.html.HtmlReport;
import dev.haetae.report.html.Language;
import dev.haetae.report.html.Page;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page as files: {@code -o html=FILE} in one, {@code -o html=DIR/} as those of a folder. */
public final class HtmlOutput {
  private static final String FORMAT = "html";

  private final List<String> places;
  private final Language language;

  private HtmlOutput(List<String> places, Language language) {
    this.places = places;
    this.language = language;
  }

  /**
   * Takes what is to be written as HTML out of the outputs of a command line.
   *
   * @param outputs loses what was taken
   */
  public static HtmlOutput takeFrom(List<String> outputs, String language) {
    List<String> places = new ArrayList<>();
    for (String output : outputs) {
      if (output.equals(FORMAT) || output.equals(FORMAT + '=')) {
        throw new UsageException(
            "-o html needs a file or a folder: -o html=audit.html for all in one file, -o"
                + " html=audit/ for a folder");
      }
      if (output.startsWith(FORMAT + '=')) {
        places.add(output.substring(FORMAT.length() + 1));
      }
    }
    outputs.removeIf(output -> output.startsWith(FORMAT + '='));
    return new HtmlOutput(places, language(language));
  }

  /** The language that an option names. */
  public static Language language(String tag) {
    return Language.of(tag)
        .orElseThrow(() -> {
          List<String> known = Arrays.stream(Language.values()).map(Language::tag).toList();
          return new UsageException(
              "--lang "
                  + Text.quote(tag)
                  + " is no language of the page; known are "
                  + String.join(" and ", known)
                  + Names.didYouMean(tag, known).orElse(""));
        });
  }

  /** Returns whether anything is to be written. */
  public boolean isAsked() {
    return !places.isEmpty();
  }

  /**
   * Writes a page to all its places.
   *
   * @return whether that could be done
   */
  public boolean write(Page page, Terminal terminal) {
    HtmlReport report = new HtmlReport();
    boolean written = true;
    for (String place : places) {
      written &=
          NamedFile.write(
              "the page", place, terminal, target -> write(files(page, place, target, report)));
    }
    return written;
  }

  private Map<Path, String> files(Page page, String place, Path target, HtmlReport report)
      throws IOException {
    return place.endsWith("/") || Files.isDirectory(target)
        ? inFolder(target, report.folder(page, language))
        : Map.of(target, report.file(page, language));
  }

  private static Map<Path, String> inFolder(Path folder, Map<String, String> files)
      throws IOException {
    Files.createDirectories(folder);
    Map<Path, String> resolved = new TreeMap<>();
    files.forEach((name, text) -> resolved.put(folder.resolve(name), text));
    return resolved;
  }

  // Whoever looks meanwhile sees the old page or the new one.
  private static void write(Map<Path, String> files) throws IOException {
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Path target = file.getKey().toAbsolutePath();
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.writeString(target, file.getValue(), UTF_8);
        continue;
      }
      Path draft = target.resolveSibling(".haetae-" + ProcessHandle.current().pid() + ".tmp");
      try {
        Files.writeString(draft, file.getValue(), UTF_8);
        Files.move(
            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
  }
}
