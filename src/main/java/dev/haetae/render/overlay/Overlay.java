package dev.haetae.render.overlay;

import dev.haetae.file.FileFault;
import dev.haetae.render.Program;
import dev.haetae.render.Rendering;
import dev.haetae.render.Settings;
import dev.haetae.render.Words;
import dev.haetae.resource.Origin;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An overlay as the installed kustomize builds it, or kubectl's. Plugins, functions and charts are
 * never switched on.
 *
 * <p>The files of its objects are found by a second build, which is made when somebody first asks
 * for a place.
 */
public final class Overlay implements Rendering {
  private final java.nio.file.Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable OverlayFiles files;
  private @Nullable Program program;
  private boolean isKubectl;
  private String text = "";
  private @Nullable Origins origins;

  private Overlay(java.nio.file.Path folder) {
    this.folder = folder;
  }

  /** The overlay in a folder, built. */
  public static Overlay build(java.nio.file.Path folder, Settings settings) {
    Overlay overlay = new Overlay(folder);
    overlay.build(settings.environment());
    return overlay;
  }

  private void build(Map<String, String> environment) {
    try {
      files = OverlayFiles.of(folder);
    } catch (IOException e) {
      problem(FileFault.ofReading(e));
      return;
    }
    problems.addAll(files.problems());
    if (files.kustomizations().isEmpty()) {
      problem("the folder holds no kustomization that can be read");
    }
    if (!problems.isEmpty()) {
      return;
    }
    program = Program.find("kustomize", environment);
    if (program == null) {
      program = Program.find("kubectl", environment);
      isKubectl = true;
    }
    if (program == null) {
      problem(
          "a kustomization is built by kustomize or kubectl, and there is neither: install one");
      return;
    }
    Program.Outcome outcome = program.run(arguments(folder));
    if (outcome.succeeded()) {
      text = outcome.out();
    } else {
      String real = files.real().toString();
      List<String> names = List.of(real, folder.toString());
      problems.add(
          Problem.of(
              file(),
              "kustomize cannot build it: "
                  + Words.sentence(Words.said(outcome.error()), names)
                  + (files.kustomizations().getFirst().isComponent()
                      ? "; it is a component: check an overlay that lists it"
                      : "")));
    }
  }

  private List<String> arguments(java.nio.file.Path at) {
    return List.of(isKubectl ? "kustomize" : "build", at.toAbsolutePath().toString());
  }

  private void problem(String sentence) {
    problems.add(Problem.of(file(), sentence));
  }

  @Override
  public String file() {
    return files == null || files.kustomizations().isEmpty()
        ? folder.toString()
        : files.name(files.kustomizations().getFirst().file());
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
    return files == null ? List.of() : files.sources();
  }

  @Override
  public Origin origin(Resource object) {
    return new Origin(file(), object.document(), new Lazy(object));
  }

  /** The places of an object, found when one is asked for. */
  private final class Lazy implements Origin.Sources {
    private final Resource object;
    private Origin.@Nullable Sources found;

    Lazy(Resource object) {
      this.object = object;
    }

    @Override
    public synchronized Origin.Place place(Path path) {
      Origin.Sources known = found;
      if (known == null) {
        known = places(object);
        found = known;
      }
      return known.place(path);
    }
  }

  private synchronized Origin.Sources places(Resource object) {
    OverlayFiles all = files;
    Program kustomize = program;
    if (all == null || kustomize == null) {
      return _ -> new Origin.Place(file(), 0, 1, 1);
    }
    if (origins == null) {
      origins = Origins.of(all, kustomize, this::arguments);
    }
    return origins.places(object);
  }

  @Override
  public Problem placed(Problem problem) {
    return new Problem(
        file(), 0, 0, "line " + problem.line() + " of what is built: " + problem.message());
  }

  @Override
  public String emptiness() {
    return "the kustomization makes no object";
  }
}
