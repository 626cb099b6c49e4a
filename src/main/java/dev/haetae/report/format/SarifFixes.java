package dev.haetae.report.format;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.SourceText;
import dev.haetae.resource.edit.ManifestText;
import dev.haetae.resource.edit.TextEdit;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Position;
import org.jspecify.annotations.Nullable;

/**
 * The edits of files that mend findings, as a SARIF log has them: those that {@code haetae fix}
 * would make, each by itself.
 *
 * <p>One edit reads its document a few times over, so what a log spends on them is bounded:
 * findings beyond that have none. For one thread.
 */
final class SarifFixes {
  private static final long MOST_CHARACTERS = 4L << 20;

  private String file = "";
  private @Nullable ManifestText text;
  private long spent;

  /**
   * The edits that mend a finding, as the {@code replacements} of an artifact; empty when its file
   * cannot be edited so.
   *
   * @param source the text of its file
   */
  ArrayValue replacements(Located located, SourceText source) {
    Finding finding = located.finding();
    ArrayValue.Builder out = new ArrayValue.Builder();
    // What was rendered has no text of its own; its document is not that of its source.
    if (finding.patch().isEmpty() || finding.object().origin().isRendered()) {
      return out.build();
    }
    ManifestText.Alone document = text(located.file(), source).alone(finding.object().document());
    if (document == null) {
      return out.build();
    }
    spent += document.text().text().length();
    if (spent > MOST_CHARACTERS) {
      return out.build();
    }
    for (TextEdit edit : document.edit(finding.object().prefix(), finding.patch())) {
      Position start = source.position(edit.start());
      Position end = source.position(edit.end());
      out.add(
          new ObjectValue.Builder(2)
              .put(
                  "deletedRegion",
                  new ObjectValue.Builder(4)
                      .put("startLine", start.line())
                      .put("startColumn", start.column())
                      .put("endLine", end.line())
                      .put("endColumn", end.column())
                      .build())
              .put("insertedContent", ObjectValue.of("text", SarifReport.word(edit.replacement())))
              .build());
    }
    return out.build();
  }

  private ManifestText text(String name, SourceText source) {
    ManifestText known = text;
    if (known == null || !name.equals(file)) {
      known = ManifestText.read(source.text(), Limits.FILES);
      file = name;
      text = known;
    }
    return known;
  }
}
