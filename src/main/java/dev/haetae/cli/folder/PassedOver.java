package dev.haetae.cli.folder;

import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a run passes over in folders, told in one note a kind: how many, and the first. */
public final class PassedOver {
  private final TreeSet<String> charts = new TreeSet<>();
  private final Several templates = new Several();
  private final Several listedPatches = new Several();
  private final Several namedPatches = new Several();
  private final Several patches = new Several();
  private final Several foreign = new Several();

  /** Files of one kind. */
  private static final class Several {
    private int count;
    private String first = "";

    private void add(String name) {
      first = count++ == 0 ? name : first;
    }

    // The first place in a sentence is for how many there are, the second for the first of them.
    private void tell(String one, String several, List<String> notes) {
      if (count > 0) {
        notes.add((count == 1 ? one : several).formatted(count, first));
      }
    }
  }

  /** Adds a template of a chart. */
  public void template(String file, String chart) {
    templates.add(file);
    charts.add(chart);
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

  /** Adds a file without objects. */
  public void foreign(String file) {
    foreign.add(file);
  }

  /** Returns whether there are templates among it. */
  public boolean hasTemplates() {
    return templates.count > 0;
  }

  /** The notes. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    String chart = charts.isEmpty() ? "" : Text.shorten(charts.first()).replace("%", "%%");
    templates.tell(
        "%d template of chart " + chart + " is passed over: render it first (helm template)",
        charts.size() < 2
            ? "%d templates of chart "
                + chart
                + " are passed over: render them first (helm template)"
            : "%d templates of "
                + charts.size()
                + " charts are passed over, the first is %s: render them first (helm template)",
        notes);
    listedPatches.tell(
        "%d patch listed in kustomization.yaml is passed over: build it (kubectl kustomize)",
        "%d patches listed in kustomization.yaml are passed over, the first is %s: build them"
            + " (kubectl kustomize)",
        notes);
    namedPatches.tell(
        "%2$s is judged as an object, and a kustomization lists it as a patch: build it (kubectl"
            + " kustomize)",
        "%d files are judged as objects, and kustomizations list them as patches, the first is %s:"
            + " build them (kubectl kustomize)",
        notes);
    patches.tell(
        "%2$s: its $patch is passed over: build it (kubectl kustomize)",
        "%d files with $patch are passed over, the first is %s: build them (kubectl kustomize)",
        notes);
    foreign.tell(
        "%2$s: passed over, it holds no Kubernetes object",
        "%d files are passed over, they hold no Kubernetes object; the first is %s", notes);
    return notes;
  }
}
