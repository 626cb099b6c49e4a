package dev.haetae.report.format;

import java.util.Arrays;
import java.util.List;

/**
 * The formats of reports, of predictions and of tests' results: the one list of them, which {@code
 * --help}, what is said of a misspelt one, completion and the documentation read.
 */
public enum Format {
  /** For people. */
  TEXT("text", "for people: the line, what is wrong with it, what to write instead", true),
  /** For programs, whole. */
  JSON("json", "for programs, whole", true),
  /** SARIF 2.1.0. */
  SARIF("sarif", "SARIF 2.1.0, for code scanning and editors", false),
  /** JUnit's XML. */
  JUNIT("junit", "JUnit XML: a test case for each object and policy, what passes too", false),
  /** Workflow commands of GitHub Actions. */
  GITHUB("github", "annotations of GitHub Actions, with a table in the step's summary", false),
  /** GitLab's Code Quality. */
  GITLAB("gitlab", "Code Quality of GitLab, for the merge request", false),
  /** A table for spreadsheets. */
  CSV("csv", "a table for spreadsheets", true),
  /** A table for comments. */
  MARKDOWN("markdown", "a table for comments and wikis", true);

  private final String word;
  private final String description;
  private final boolean predicts;

  Format(String word, String description, boolean predicts) {
    this.word = word;
    this.description = description;
    this.predicts = predicts;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** What it is for, in words that follow its own. */
  public String description() {
    return description;
  }

  /** The formats of reports, in the order in which they are told. */
  public static List<Format> ofReports() {
    return List.of(values());
  }

  /** The formats of predictions, in the order in which they are told. */
  public static List<Format> ofPredictions() {
    return Arrays.stream(values()).filter(format -> format.predicts).toList();
  }

  /** The formats of the results of policies' tests, in the order in which they are told. */
  public static List<Format> ofTests() {
    return List.of(TEXT, JUNIT, JSON);
  }

  /** The words of formats. */
  public static List<String> words(List<Format> formats) {
    return formats.stream().map(Format::word).toList();
  }
}
