package dev.haetae.fix;

import dev.haetae.engine.Finding;
import dev.haetae.policy.RuleCatalog;

/** A kind of fix. */
public enum FixKind {
  /** The rule would repair the object so at admission, whenever and wherever it is made. */
  SAFE,
  /** The fix depends on the moment, such as a node port that is free now, or on what is meant. */
  SUGGESTED;

  /** The kind of a finding's fix. */
  public static FixKind of(Finding finding) {
    RuleCatalog.Entry rule = RuleCatalog.find(finding.rule());
    return rule != null && rule.info().isRepairLasting() ? SAFE : SUGGESTED;
  }
}
