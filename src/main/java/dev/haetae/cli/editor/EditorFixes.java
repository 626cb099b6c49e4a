package dev.haetae.cli.editor;

import dev.haetae.engine.Finding;
import dev.haetae.fix.FixKind;
import dev.haetae.lsp.Fix;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.edit.Change;
import dev.haetae.resource.edit.ManifestText;
import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.PatchOperation;
import java.util.ArrayList;
import java.util.List;

/** The fixes of one document: for each finding that carries a repair the edits that make it. */
final class EditorFixes {
  private final String name;
  private final ManifestText text;
  // The letters before it: a byte order mark.
  private final int before;

  EditorFixes(String name, String text) {
    this.name = name;
    this.before = text.startsWith("\uFEFF") ? 1 : 0;
    this.text = ManifestText.read(text.substring(before), Limits.FILES);
  }

  /** The fixes of what a report says of the document; what cannot be edited has none. */
  List<Fix> of(Report report) {
    List<Fix> fixes = new ArrayList<>();
    for (Located repaired : report.repairs()) {
      add(repaired, before(repaired, report.repairs()), fixes);
    }
    for (Located found : report.findings()) {
      add(found, List.of(), fixes);
    }
    return fixes;
  }

  private void add(Located located, List<PatchOperation> before, List<Fix> fixes) {
    Finding finding = located.finding();
    if (!located.file().equals(name) || finding.patch().isEmpty()) {
      return;
    }
    List<Fix.Edit> edits = edits(finding, finding.patch());
    if (edits.isEmpty() && !before.isEmpty()) {
      List<PatchOperation> all = new ArrayList<>(before);
      all.addAll(finding.patch());
      edits = edits(finding, all);
    }
    if (!edits.isEmpty()) {
      String remedy = finding.remediation();
      boolean isSafe = FixKind.of(finding) == FixKind.SAFE;
      fixes.add(new Fix(located, remedy.isEmpty() ? finding.message() : remedy, isSafe, edits));
    }
  }

  // Repairs of one object are made one on the other.
  private static List<PatchOperation> before(Located repaired, List<Located> repairs) {
    List<PatchOperation> before = new ArrayList<>();
    for (Located other : repairs) {
      if (other.equals(repaired)) {
        break;
      }
      if (other.finding().object().origin().equals(repaired.finding().object().origin())
          && other.finding().object().prefix().equals(repaired.finding().object().prefix())) {
        before.addAll(other.finding().patch());
      }
    }
    return before;
  }

  private List<Fix.Edit> edits(Finding finding, List<PatchOperation> operations) {
    return edits(text.edit(List.of(Change.of(finding.object(), operations))).edits());
  }

  /** The edits of the document, in the offsets of the editor's text. */
  List<Fix.Edit> edits(List<TextEdit> made) {
    List<Fix.Edit> edits = new ArrayList<>();
    for (TextEdit edit : made) {
      edits.add(new Fix.Edit(before + edit.start(), before + edit.end(), edit.replacement()));
    }
    return edits;
  }
}
