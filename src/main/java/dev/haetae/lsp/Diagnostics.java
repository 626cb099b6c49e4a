package dev.haetae.lsp;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The diagnostics of a document, in the protocol's form, and which findings they are of. */
final class Diagnostics {
  private static final int ERROR = 1;
  private static final int WARNING = 2;
  private static final int INFORMATION = 3;
  private static final int MOST = 1_000;

  private final List<Diagnostic> all = new ArrayList<>();
  private final DocumentText text;
  private int left;

  /**
   * A diagnostic.
   *
   * @param finding null for something that cannot be read
   * @param start the offset of what is underlined
   * @param end the offset behind it
   */
  record Diagnostic(@Nullable Located finding, int start, int end, ObjectValue value) {
    /** Returns whether it touches what lies between two offsets. */
    boolean touches(int from, int to) {
      return start <= to && from <= end;
    }
  }

  private Diagnostics(DocumentText text) {
    this.text = text;
  }

  /** Those of a document that was judged. */
  static Diagnostics of(OpenDocument document, DocumentReport judged) {
    Diagnostics diagnostics = new Diagnostics(document.text());
    Report report = judged.report();
    for (Problem problem : report.errors()) {
      if (problem.file().equals(document.name())) {
        diagnostics.add(problem);
      }
    }
    diagnostics.addAll(document, report.findings(), "", Diagnostics::severity);
    diagnostics.addAll(document, report.repairs(), "repaired at admission: ", _ -> INFORMATION);
    if (judged.isClosed()) {
      diagnostics.addAll(document, report.undecided(), "undecided: ", _ -> INFORMATION);
    }
    diagnostics.tellLeft();
    return diagnostics;
  }

  /** That of a document which is not judged. */
  static Diagnostics tooLarge(OpenDocument document) {
    Diagnostics diagnostics = new Diagnostics(document.text());
    diagnostics.note(
        WARNING,
        "the document has "
            + document.text().text().length()
            + " characters; of more than "
            + OpenDocument.LARGEST
            + " only 'haetae check' says what is wrong");
    return diagnostics;
  }

  List<Diagnostic> all() {
    return all;
  }

  /** The diagnostics as they are published. */
  ArrayValue toValue() {
    return ArrayValue.of(all.stream().map(Diagnostic::value).toList());
  }

  private void add(Problem problem) {
    int start = text.offset(problem.line(), problem.column());
    add(null, start, value(start, ERROR, "", problem.message(), ""));
  }

  private void addAll(
      OpenDocument document,
      List<Located> findings,
      String before,
      ToIntFunction<Action> severity) {
    for (Located located : findings) {
      if (located.file().equals(document.name())) {
        Finding finding = located.finding();
        int start = text.offset(located.line(), located.column());
        String message = before + finding.message();
        add(
            located,
            start,
            value(
                start,
                severity.applyAsInt(finding.action()),
                finding.rule(),
                message,
                finding.remediation()));
      }
    }
  }

  private static int severity(Action action) {
    return switch (action) {
      case DENY -> ERROR;
      case WARN -> WARNING;
      case AUDIT -> INFORMATION;
    };
  }

  private void add(@Nullable Located finding, int start, ObjectValue value) {
    if (all.size() < MOST) {
      all.add(new Diagnostic(finding, start, FieldRange.end(text, start), value));
    } else {
      left++;
    }
  }

  private void tellLeft() {
    if (left > 0) {
      note(WARNING, left + " more are not shown; 'haetae check' shows all");
    }
  }

  private void note(int severity, String message) {
    all.add(new Diagnostic(null, 0, 0, value(0, severity, "", message, "")));
  }

  private ObjectValue value(
      int start, int severity, String code, String message, String remediation) {
    ObjectValue.Builder value = new ObjectValue.Builder(6);
    value.put("range", text.range(start, FieldRange.end(text, start)));
    value.put("severity", severity);
    if (!code.isEmpty()) {
      value.put("code", code);
    }
    value.put("source", "haetae");
    value.put(
        "message",
        Text.escape(message) + (remediation.isEmpty() ? "" : "\nfix: " + Text.escape(remediation)));
    return value.build();
  }
}
