package dev.haetae.cli.folder;

import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run passes over in folders, told in one note a kind: how many, and the first. */
public final class PassedOver {
  private static final int FEW = 3;
  private static final String LIKE_PATCH =
      "check the kustomization that lists it, or name the file to have it judged";

  private final TreeMap<String, String> charts = new TreeMap<>();
  private final TreeSet<String> overlays = new TreeSet<>();
  private int templates;
  private final List<String> listedPatches = new ArrayList<>();
  private final List<String> namedPatches = new ArrayList<>();
  private final List<String> patches = new ArrayList<>();
  private final List<String> likePatches = new ArrayList<>();
  private final List<String> composed = new ArrayList<>();
  private final List<String> workflows = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  /**
   * Adds a file of a chart.
   *
   * @param folder the folder of the chart
   * @param name the name of the chart
   * @param template whether it is a template, or describes the chart
   */
  public void chart(String folder, String name, boolean template) {
    charts.putIfAbsent(folder, name);
    templates += template ? 1 : 0;
  }

  /** Adds a kustomization: its folder is kept. */
  public void overlay(String folder) {
    overlays.add(folder.isEmpty() ? "." : folder);
  }

  /** Adds a file that a kustomization lists as a patch. */
  public void listedPatch(String file) {
    listedPatches.add(file);
  }

  /** Adds a patch that is judged all the same, since a user has named it. */
  public void namedPatch(String file) {
    namedPatches.add(file);
  }

  /** Adds a file with documents that are patches by what stands in them. */
  public void patch(String file) {
    patches.add(file);
  }

  /** Adds a file with what can be nothing but a patch by what it lacks. */
  public void likePatch(String file) {
    likePatches.add(file);
  }

  /** Adds a file of a service that builds software. */
  public void workflow(String file) {
    workflows.add(file);
  }

  /** Adds a file without objects, of whatever kind. */
  public void foreign(String file, ForeignFile kind) {
    switch (kind) {
      case COMPOSE -> composed.add(file);
      case WORKFLOW -> workflow(file);
      case PATCH -> likePatch(file);
      case BASELINE -> {}
      case OTHER -> foreign(file);
    }
  }

  /** Adds a file without objects. */
  public void foreign(String file) {
    foreign.add(file);
  }

  /** What to say of a folder in which nothing was left. */
  public String nothingLeft() {
    if (!charts.isEmpty()) {
      return "the folder holds no manifest but templates: render them first ("
          + checks(charts.keySet())
          + ")";
    }
    return overlays.isEmpty()
        ? "the folder holds no manifest (*.yaml, *.yml, *.json)"
        : "the folder holds no manifest but kustomizations: build them first ("
            + checks(overlays)
            + ")";
  }

  /** The notes. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    tellCharts(notes);
    tell(
        overlays,
        "1 kustomization is passed over, and what it lists is judged as it stands; as it is built: "
            + checks(overlays),
        overlays.size()
            + " kustomizations are passed over, and what they list is judged as it stands; as they"
            + " are built: "
            + checks(overlays),
        notes);
    String build = overlays.isEmpty() ? "kubectl kustomize" : checks(overlays);
    tell(
        listedPatches,
        "1 patch listed in kustomization.yaml is passed over: build it (" + build + ")",
        several(listedPatches, "patches listed in kustomization.yaml are passed over")
            + ": build them ("
            + build
            + ")",
        notes);
    tell(
        namedPatches,
        first(namedPatches)
            + " is judged as an object, and a kustomization lists it as a patch: check the"
            + " kustomization's folder",
        several(
                namedPatches,
                "files are judged as objects, and kustomizations list them as patches")
            + ": check the kustomizations' folders",
        notes);
    tell(
        patches,
        first(patches) + ": its $patch is passed over: build it (" + build + ")",
        several(patches, "files with $patch are passed over") + ": build them (" + build + ")",
        notes);
    tell(
        likePatches,
        first(likePatches) + ": passed over, it looks like a patch: " + LIKE_PATCH,
        several(likePatches, "files that look like patches are passed over") + ": " + LIKE_PATCH,
        notes);
    tellForeign(notes);
    return notes;
  }

  private void tellCharts(List<String> notes) {
    if (charts.isEmpty()) {
      return;
    }
    String of =
        charts.size() == 1
            ? "chart " + Text.shorten(charts.firstEntry().getValue())
            : charts.size() + " charts";
    String check = checks(charts.keySet());
    notes.add(
        switch (templates) {
          case 0 -> of + " is passed over: render it first (" + check + ")";
          case 1 -> "1 template of " + of + " is passed over: render it first (" + check + ")";
          default ->
              templates
                  + " templates of "
                  + of
                  + " are passed over: render them first ("
                  + check
                  + ")";
        });
  }

  private void tellForeign(List<String> notes) {
    tell(
        composed,
        first(composed)
            + ": passed over, it is for Docker Compose: make manifests of it first (kompose"
            + " convert)",
        several(composed, "files for Docker Compose are passed over")
            + ": make manifests of them first (kompose convert)",
        notes);
    tell(
        workflows,
        first(workflows) + ": passed over, it is a workflow, which goes to no cluster",
        several(workflows, "workflows are passed over, which go to no cluster"),
        notes);
    tell(
        foreign,
        first(foreign) + ": passed over, it holds no Kubernetes object",
        several(foreign, "files are passed over, they hold no Kubernetes object"),
        notes);
  }

  private static void tell(
      Collection<String> files, String one, String several, List<String> notes) {
    if (!files.isEmpty()) {
      notes.add(files.size() == 1 ? one : several);
    }
  }

  private static String first(List<String> files) {
    return files.isEmpty() ? "" : files.getFirst();
  }

  private static String several(List<String> files, String what) {
    return files.size() + " " + what + "; the first is " + first(files);
  }

  private static String checks(Collection<String> folders) {
    StringBuilder named = new StringBuilder();
    int count = 0;
    for (String folder : folders) {
      if (count++ < FEW) {
        named.append(named.isEmpty() ? "" : ", ").append("haetae check ").append(folder);
      }
    }
    int more = folders.size() - FEW;
    return more > 0 ? named + " and " + more + " more" : named.toString();
  }
}
