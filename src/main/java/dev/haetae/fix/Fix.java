package dev.haetae.fix;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.resource.Resource;
import dev.haetae.resource.edit.Change;
import dev.haetae.resource.tree.Path;

/**
 * A finding that can be mended in its file.
 *
 * @param located the finding, with its place
 * @param isRepair whether a policy would mend it at admission, upon what it mends before
 */
record Fix(Located located, boolean isRepair) {

  /**
   * The thing that is mended: what two fixes of it have in common, in one report or in two.
   *
   * @param object where the object stands in its document
   */
  record Target(String file, int document, Path object, String policy, String reason, Path path) {}

  Finding finding() {
    return located.finding();
  }

  Resource object() {
    return finding().object();
  }

  String file() {
    return object().origin().file();
  }

  Target target() {
    return new Target(
        file(),
        object().document(),
        object().prefix(),
        finding().policy(),
        finding().reason(),
        finding().path());
  }

  Change change() {
    return Change.of(object(), finding().patch());
  }

  boolean isSuggested() {
    return FixKind.of(finding()) == FixKind.SUGGESTED;
  }

  /** Begins a sentence on it: where, which object, whose fix. */
  String told() {
    String place = located.line() == 0 ? "" : ":" + located.line() + ":" + located.column();
    return located.file() + place + ": " + object().describe() + ": the fix of " + finding().rule();
  }
}
