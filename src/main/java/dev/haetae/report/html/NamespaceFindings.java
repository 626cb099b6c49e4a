package dev.haetae.report.html;

/**
 * What was found in one namespace.
 *
 * @param objects that were judged
 * @param clean how many of them nothing was found in
 * @param deny findings that refuse
 * @param warn findings that warn
 * @param undecided what could not be decided
 * @param waived findings that are waived
 * @param fresh findings that were not there before
 */
public record NamespaceFindings(
    int objects, int clean, int deny, int warn, int undecided, int waived, int fresh) {
  /** Of a namespace in which nothing was judged. */
  public static final NamespaceFindings NONE = new NamespaceFindings(0, 0, 0, 0, 0, 0, 0);

  /** How many of a hundred objects are clean, rounded down: 100 stands for all. */
  public int percentClean() {
    return objects == 0 ? 0 : (int) (100L * clean / objects);
  }

  /** Returns whether there is anything to show. */
  public boolean isAny() {
    return deny + warn + undecided + waived > 0;
  }
}
