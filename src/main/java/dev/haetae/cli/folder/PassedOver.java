package dev.haetae.cli.folder;

import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a run passes over in folders, told in one note a kind: how many, and the first. */
public final class PassedOver {
  private final TreeSet<String> charts = new TreeSet<>();
  private final Several templates = new Several();
  private final Several listed = new Several();
  private final Several patches = new Several();
  private final Several named = new Several();
  private final Several foreign = new Several();

  /** Things of one kind. */
  private static final class Several {
    private int count;
    private String first = "";

    private void add(String name) {
      first = count++ == 0 ? name : first;
    }

    // Such as "3 templates", and what is done with them.
    private String are(String noun, String plural, String of) {
      return count + " " + (count == 1 ? noun : plural) + of + (count == 1 ? " is" : " are");
    }

    private String them(String one, String several) {
      return count == 1 ? one : several;
    }

    private String theFirst() {
      return count == 1 ? "" : ", the first is " + first;
    }
  }

  /** Adds a template of a chart. */
  public void template(String file, String chart) {
    templates.add(file);
    charts.add(chart);
  }

  /** Adds a file that a kustomization lists as a patch. */
  public void listedPatch(String file) {
    listed.add(file);
  }

  /** Adds a file with documents that are patches by what stands in them. */
  public void patch(String file) {
    patches.add(file);
  }

  /** Adds a patch that is judged all the same, since a user has named it. */
  public void namedPatch(String file) {
    named.add(file);
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
    if (templates.count > 0) {
      String of =
          charts.size() == 1
              ? " of chart " + Text.shorten(charts.first())
              : " of " + charts.size() + " charts";
      notes.add(
          templates.are("template", "templates", of)
              + " passed over"
              + (charts.size() == 1 ? "" : templates.theFirst())
              + templates.them(
                  ": render it first (helm template)", ": render them first (helm template)"));
    }
    if (listed.count > 0) {
      notes.add(
          listed.are("patch", "patches", " listed in kustomization.yaml")
              + " passed over"
              + listed.theFirst()
              + listed.them(": build it (kubectl kustomize)", ": build them (kubectl kustomize)"));
    }
    if (named.count > 0) {
      notes.add(
          named.are("file", "files", " that a kustomization lists as a patch")
              + " judged as an object"
              + named.theFirst()
              + ": what comes out of kubectl kustomize says more");
    }
    if (patches.count > 0) {
      notes.add(
          patches.count == 1
              ? patches.first + ": its $patch is passed over: build it (kubectl kustomize)"
              : patches.count
                  + " files with $patch are passed over, the first is "
                  + patches.first
                  + ": build them (kubectl kustomize)");
    }
    if (foreign.count > 0) {
      notes.add(
          foreign.count == 1
              ? foreign.first + ": passed over, it holds no Kubernetes object"
              : foreign.count
                  + " files are passed over, they hold no Kubernetes object; the first is "
                  + foreign.first);
    }
    return notes;
  }
}
