package dev.haetae.report.text;

/** The part of a report that people are shown. */
public enum Detail {
  /** Errors and denials alone. */
  DENIALS,
  /** Errors and denials in full, warnings gathered, what is undecided by rules, a table. */
  GATHERED,
  /** Everything, one by one. */
  FULL
}
