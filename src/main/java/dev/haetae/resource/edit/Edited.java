package dev.haetae.resource.edit;

import java.util.List;

/**
 * What came of changing a text.
 *
 * @param text the text with every change that could be made
 * @param edits what was edited of the text before, in its order, none within another
 * @param refusals the changes that could not be made, in their order
 */
public record Edited(String text, List<TextEdit> edits, List<Refusal> refusals) {
  /** What came of it, with copies of its own. */
  public Edited {
    edits = List.copyOf(edits);
    refusals = List.copyOf(refusals);
  }

  /**
   * A change that could not be made, and of which nothing was made.
   *
   * @param index 0-based number of the change in the list of them
   * @param sentence why, without the place
   * @param line 1-based; 0 when the place is not known
   * @param column 1-based, in characters; 0 when the place is not known
   */
  public record Refusal(int index, String sentence, int line, int column) {}
}
