package dev.haetae.lsp;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Judges the documents of an editor in the world of its workspace. Used by one thread. */
public interface Judge {
  /**
   * Judges documents as they stand in the editor.
   *
   * @param folders the workspace's, whose files are the world besides; absolute
   * @param texts the open documents by their names: absolute paths, or names made up for what was
   *     never saved
   */
  DocumentReport judge(List<Path> folders, Map<String, String> texts);

  /**
   * The fixes of a document, as it was judged last.
   *
   * @param name of one of the documents that were judged
   */
  List<Fix> fixes(String name);

  /**
   * The change that makes all go in a document that can be made go safely, as it was judged last.
   *
   * @return edits that do not overlap, in order; none when there is nothing to fix
   */
  List<Fix.Edit> safeFixes(String name);

  /** The page of a rule, in Markdown; empty when there is none. */
  String page(String rule);

  /**
   * What the control plane would do with an object of a document as it was judged last, in
   * Markdown; empty where nothing is said of it.
   *
   * @param line 1-based, on which one points at the object
   */
  String foresight(String name, int line);

  /** Has what does not come from the editor read anew: policies, inventories, the cluster. */
  void refresh();

  /** Says that files may have changed: what is older than they are is read anew. */
  void saved();
}
