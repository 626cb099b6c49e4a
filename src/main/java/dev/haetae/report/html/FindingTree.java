package dev.haetae.report.html;

import java.util.List;
import java.util.Map;

/**
 * Everything that was found, as the page shows it: by owner, rule and field.
 *
 * @param owners the gravest first, {@value #MOST_OWNERS} at most
 * @param leftOut the number of owners beyond these
 * @param counts of findings in each state, those left out among them
 * @param namespaces those of all owners, in order; empty for objects without one
 * @param rules those that have found something, in order
 */
public record FindingTree(
    List<OwnerFindings> owners,
    int leftOut,
    Map<FindingState, Integer> counts,
    List<String> namespaces,
    List<String> rules) {
  static final int MOST_OWNERS = 2000;

  /** A tree that keeps its own copies. */
  public FindingTree {
    owners = List.copyOf(owners);
    counts = Map.copyOf(counts);
    namespaces = List.copyOf(namespaces);
    rules = List.copyOf(rules);
  }

  /** The number of findings in a state. */
  public int count(FindingState state) {
    return counts.getOrDefault(state, 0);
  }

  /**
   * What was found of one owner.
   *
   * @param namespace empty for what has none
   * @param kind such as {@code Deployment}
   * @param pods the number of its pods; 0 when it has none or is not known
   * @param rules in order
   */
  public record OwnerFindings(
      String namespace, String kind, String name, int pods, List<RuleFindings> rules) {
    /** Findings that keep their own copy. */
    public OwnerFindings {
      rules = List.copyOf(rules);
    }

    /** The number of findings in a state. */
    public long count(FindingState state) {
      return rules.stream()
          .flatMap(rule -> rule.findings().stream())
          .filter(finding -> finding.state() == state)
          .count();
    }

    /** The gravest state of all. */
    public FindingState gravest() {
      return rules.stream()
          .flatMap(rule -> rule.findings().stream())
          .map(PageFinding::state)
          .min(FindingState::compareTo)
          .orElse(FindingState.WAIVED);
    }
  }

  /** What a rule has found of one owner, in the order of the document. */
  public record RuleFindings(String rule, List<PageFinding> findings) {
    /** Findings that keep their own copy. */
    public RuleFindings {
      findings = List.copyOf(findings);
    }
  }

  /**
   * A finding.
   *
   * @param id its fingerprint
   * @param isNew whether it was not there before
   * @param path the field
   * @param place where it stands, {@code file:line}; empty when it comes from no file
   * @param excerpt that line; empty when it is not to be shown
   * @param remedy what to write instead; empty when there is nothing to say
   * @param fix the remedy as a diff; empty when there is none
   * @param exception what waives it; empty when nothing does
   */
  public record PageFinding(
      String id,
      FindingState state,
      boolean isNew,
      String reason,
      String path,
      String place,
      String excerpt,
      String message,
      String remedy,
      List<PatchDiff.Line> fix,
      String exception) {
    /** A finding that keeps its own copy. */
    public PageFinding {
      fix = List.copyOf(fix);
    }
  }
}
