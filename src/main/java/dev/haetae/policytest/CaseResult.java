package dev.haetae.policytest;

import java.util.List;

/**
 * A result says how one case ended.
 *
 * @param name unique within its suite
 * @param file where the case is written, as the user named it
 * @param line 1-based; 0 for the whole file
 * @param differences from what it expects, a sentence each; empty when it passes
 * @param told all that was said of its objects, in lines; for people who look for the cause
 */
public record CaseResult(
    String name, String file, int line, List<String> differences, String told) {
  /** A result that keeps its own copy. */
  public CaseResult {
    differences = List.copyOf(differences);
  }

  /** Returns whether all is as the case expects it. */
  public boolean passes() {
    return differences.isEmpty();
  }
}
