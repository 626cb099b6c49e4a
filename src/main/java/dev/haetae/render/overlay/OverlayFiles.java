package dev.haetae.render.overlay;

import dev.haetae.render.overlay.Kustomization.Entry;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Position;
import dev.haetae.resource.tree.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of an overlay: its kustomization and those it builds on, the outermost first, with all
 * that they list. What lies on another machine is a problem, since kustomize would fetch it.
 */
final class OverlayFiles {
  private static final int MOST = 2_000;
  private static final int LONGEST = 200;
  private static final Pattern REMOTE =
      Pattern.compile(
          "://|^git@|\\?(?:ref|version|timeout|submodules)=|^(?:\\w+\\.)+\\w+/\\S+//|"
              + "^(?:github|gitlab|bitbucket)\\.\\w+/");

  private final Path folder;
  private final Path real;
  private final List<Kustomization> kustomizations = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final Set<String> sources = new TreeSet<>();

  private OverlayFiles(Path folder) throws IOException {
    this.folder = folder;
    this.real = folder.toRealPath();
  }

  /** The files of the overlay in a folder. */
  static OverlayFiles of(Path folder) throws IOException {
    OverlayFiles files = new OverlayFiles(folder);
    files.add(files.real);
    return files;
  }

  /** The kustomizations, those that are listed behind those that list them. */
  List<Kustomization> kustomizations() {
    return kustomizations;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The files' names, as they stand in places. */
  List<String> sources() {
    return List.copyOf(sources);
  }

  /** The overlay's folder with all links followed. */
  Path real() {
    return real;
  }

  /** The name of a file, by the way from the folder that the user named. */
  String name(Path file) {
    Path name = folder.resolve(real.relativize(file)).normalize();
    try {
      return Files.isSameFile(name, file) ? name.toString() : file.toString();
    } catch (IOException e) {
      return file.toString();
    }
  }

  private void add(Path at) {
    if (seen.size() == MOST || !seen.add(at)) {
      return;
    }
    Kustomization kustomization = Kustomization.in(at);
    Path file = Kustomization.named(at);
    if (kustomization != null) {
      add(kustomization);
    } else if (file != null && !kustomizations.isEmpty()) {
      // What kustomize would read in it nobody can tell.
      problems.add(Problem.of(name(file), "the kustomization cannot be read"));
    }
    if (seen.size() == MOST) {
      problems.add(Problem.of(name(at), "goes on from more than " + MOST + " folders"));
    }
  }

  private void add(Kustomization kustomization) {
    kustomizations.add(kustomization);
    sources.add(name(kustomization.file()));
    String miscalled = kustomization.miscalled();
    if (miscalled != null) {
      problem(
          kustomization,
          kustomization.position(miscalled),
          "the field " + Text.quote(miscalled) + " is called otherwise: mind the capital letters");
    }
    for (String field : Kustomization.CHARTS) {
      Position position = kustomization.position(field);
      if (position != null) {
        problem(
            kustomization, position, field + " is not built, it would fetch a chart" + instead());
      }
    }
    for (Entry entry : kustomization.entries(Kustomization.BASES)) {
      look(kustomization, entry);
    }
    kustomization.entries(Kustomization.PATCHES).forEach(entry -> look(kustomization, entry));
    kustomization.readByOthers().forEach(entry -> requireHere(kustomization, entry));
    PluginInputs.of(kustomization).forEach(entry -> requireHere(kustomization, entry));
    for (Path base : kustomization.folders()) {
      try {
        add(base.toRealPath());
      } catch (IOException e) {
        // It was there a moment ago, and kustomize says what is wrong.
      }
    }
  }

  private void look(Kustomization kustomization, Entry entry) {
    if (!requireHere(kustomization, entry)) {
      return;
    }
    Path path = kustomization.path(entry);
    if (path == null || !Files.exists(path)) {
      problem(
          kustomization,
          entry.position(),
          quoted(entry) + " is listed, and there is no such file or folder");
    } else if (Files.isRegularFile(path)) {
      sources.add(name(path));
    }
  }

  /** Returns whether a name is one of something on another machine. */
  static boolean isRemote(String name) {
    return REMOTE.matcher(name).find();
  }

  private boolean requireHere(Kustomization kustomization, Entry entry) {
    if (!isRemote(entry.text())) {
      return true;
    }
    Path path = kustomization.path(entry);
    if (path != null && !entry.text().contains("://") && Files.exists(path)) {
      return true;
    }
    problem(
        kustomization,
        entry.position(),
        quoted(entry) + " lies on another machine, and nothing is fetched" + instead());
    return false;
  }

  private static String quoted(Entry entry) {
    return Text.shorten(entry.text(), LONGEST);
  }

  private String instead() {
    return ": build it yourself (kubectl kustomize " + folder + " | haetae check -)";
  }

  private void problem(Kustomization kustomization, @Nullable Position at, String sentence) {
    problems.add(
        new Problem(
            name(kustomization.file()),
            at == null ? 0 : at.line(),
            at == null ? 0 : at.column(),
            sentence));
  }
}
