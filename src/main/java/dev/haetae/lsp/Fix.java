package dev.haetae.lsp;

import dev.haetae.report.Located;
import java.util.List;

/**
 * A change to a document that makes a finding go.
 *
 * @param finding which goes
 * @param title for a menu
 * @param isSafe whether it is what the webhook would do; otherwise it hangs on the moment
 * @param edits that do not overlap, in order
 */
public record Fix(Located finding, String title, boolean isSafe, List<Edit> edits) {
  /** A fix that keeps its own copy. */
  public Fix {
    edits = List.copyOf(edits);
  }

  /**
   * A replacement of text.
   *
   * @param start an offset in the document's text
   * @param end the offset behind what is replaced
   */
  public record Edit(int start, int end, String replacement) {}
}
