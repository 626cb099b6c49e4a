package dev.haetae.cli.comparing;

import dev.haetae.cluster.client.DryRuns.Answer;
import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The disagreements between a verdict and what a cluster answers about the same object. */
final class Disagreements {
  /** The name of the rule and the policy by which they are told. */
  static final String RULE = "against-cluster";

  private static final int LONGEST = 1024;
  private static final String BINDING = "' with binding '";
  private static final String POLICY = "ValidatingAdmissionPolicy '";
  private static final String DENIED = "' denied request: ";
  private static final String WARNED = "Validation failed for " + POLICY;

  private final Resource object;
  private final Verdict ours;
  private final Answer theirs;
  private final List<Finding> findings = new ArrayList<>();

  private Disagreements(Resource object, Verdict ours, Answer theirs) {
    this.object = object;
    this.ours = ours;
    this.theirs = theirs;
  }

  /** The disagreements about an object. */
  static List<Finding> of(Resource object, Verdict ours, Answer theirs) {
    return new Disagreements(object, ours, theirs).find();
  }

  /**
   * What a policy of Kubernetes' own says.
   *
   * @param policy its name
   */
  private record Said(String policy, String message) {}

  private List<Finding> find() {
    List<Finding> denials = ours.findings().stream().filter(Disagreements::denies).toList();
    if (theirs.isAdmitted()) {
      if (!denials.isEmpty()) {
        add(
            "ClusterAdmits",
            Action.DENY,
            "the cluster would admit it, and here it is denied by "
                + String.join(", ", policies(denials)));
      } else {
        warnings();
      }
      return findings;
    }
    Said denial = denial(theirs.message());
    if (denials.isEmpty()) {
      // What is undecided here need not be decided otherwise there.
      if (ours.undecided().isEmpty()) {
        add(
            "ClusterRefuses",
            Action.DENY,
            "the cluster would refuse it, and here nothing denies it: " + theirs.message());
      }
    } else if (denial != null && !isSaid(denial, denials)) {
      add(
          "ClusterSaysOtherwise",
          Action.DENY,
          "the cluster would refuse it for another reason: " + theirs.message());
    }
    return findings;
  }

  // Our rules' advice is no matter of the cluster's.
  private void warnings() {
    List<Finding> warned =
        new ArrayList<>(
            ours.findings().stream()
                .filter(one -> one.action() == Action.WARN && one.grounds() != null)
                .toList());
    for (String warning : theirs.warnings()) {
      Said said = warning(warning);
      if (said != null && !warned.removeIf(one -> isSame(said, one))) {
        add(
            "ClusterWarns",
            Action.WARN,
            "the cluster would warn, and here nothing does: " + warning);
      }
    }
    if (!warned.isEmpty()) {
      add(
          "ClusterWarnsNot",
          Action.WARN,
          "the cluster would not warn as here do " + String.join(", ", policies(warned)));
    }
  }

  private static boolean denies(Finding finding) {
    return finding.action() == Action.DENY;
  }

  private static boolean isSaid(Said said, List<Finding> findings) {
    return findings.stream().anyMatch(finding -> isSame(said, finding));
  }

  private static boolean isSame(Said said, Finding finding) {
    return finding.policy().equals(said.policy()) && finding.message().equals(said.message());
  }

  private static Set<String> policies(List<Finding> findings) {
    Set<String> names = new TreeSet<>();
    findings.forEach(finding -> names.add(finding.policy()));
    return names;
  }

  // pods "x" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: message
  private static @Nullable Said denial(String message) {
    int from = message.indexOf(POLICY);
    return from < 0 ? null : said(message, from + POLICY.length(), DENIED);
  }

  private static @Nullable Said warning(String text) {
    return text.startsWith(WARNED) ? said(text, WARNED.length(), "': ") : null;
  }

  private static @Nullable Said said(String text, int from, String end) {
    int name = text.indexOf(BINDING, from);
    int message = name < 0 ? -1 : text.indexOf(end, name + BINDING.length());
    return message < 0
        ? null
        : new Said(text.substring(from, name), text.substring(message + end.length()));
  }

  private void add(String reason, Action action, String message) {
    findings.add(
        new Finding(
            RULE,
            RULE,
            reason,
            action,
            false,
            object,
            Path.ROOT,
            Text.shorten(message, LONGEST),
            "",
            List.of(),
            ""));
  }
}
