package dev.haetae.policytest;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import java.util.List;

/** The words of a case: all that is said of its objects, as {@code .expected.txt} holds them. */
public final class CaseText {
  private static final String NOTHING = "nothing found\n";

  private CaseText() {}

  /** What is said in some verdicts, in their order. */
  public static String of(List<Verdict> verdicts) {
    StringBuilder out = new StringBuilder();
    for (Verdict verdict : verdicts) {
      verdict.findings().forEach(f -> append(out, f.action().word(), f));
      verdict.undecided().forEach(f -> append(out, "Undecided", f));
      verdict.waived().forEach(f -> append(out, "Waived", f));
      verdict.repairs().forEach(f -> append(out, "Repair", f));
      verdict.notes().forEach(note -> out.append("Note ").append(note).append('\n'));
      verdict.malformed().forEach(m -> out.append("Malformed ").append(m.sentence()).append('\n'));
      verdict.faults().forEach(fault -> out.append("Fault ").append(fault).append('\n'));
    }
    return out.isEmpty() ? NOTHING : out.toString();
  }

  private static void append(StringBuilder out, String word, Finding finding) {
    out.append(word).append(' ').append(finding.reason());
    out.append(' ').append(finding.object().describe());
    out.append(" at ").append(finding.path()).append('\n');
    line(out, "  ", finding.message());
    line(out, "  instead: ", finding.remediation());
    line(
        out,
        "  patch: ",
        finding.patch().isEmpty() ? "" : JsonWriter.toText(JsonPatch.toValue(finding.patch())));
  }

  private static void line(StringBuilder out, String prefix, String text) {
    if (!text.isEmpty()) {
      out.append(prefix).append(text).append('\n');
    }
  }
}
