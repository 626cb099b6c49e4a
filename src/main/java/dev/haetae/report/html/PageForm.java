package dev.haetae.report.html;

/** The form in which a page is handed over. */
public enum PageForm {
  /** One file that holds its style and script. */
  FILE,
  /**
   * A file that names {@code haetae.css} and {@code haetae.js} beside it: for servers that forbid
   * what stands in the page itself, such as Jenkins.
   */
  FOLDER,
  /** The page of a running {@code haetae page}, which can be asked anew. */
  LIVE
}
