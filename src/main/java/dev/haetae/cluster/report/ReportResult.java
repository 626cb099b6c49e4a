package dev.haetae.cluster.report;

import dev.haetae.audit.AuditedOwner;
import dev.haetae.audit.Subject;
import dev.haetae.engine.Finding;
import dev.haetae.report.Fingerprint;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.time.Instant;
import java.util.Comparator;

/**
 * One entry of a report, without anything of the object that it is about: names, and sentences that
 * are bounded.
 *
 * @param outcome what became of it
 * @param action what its policy does about it
 * @param policy the policy's name
 * @param rule the rule's id
 * @param category the rule's subject in a word; empty when it has none
 * @param apiVersion the owner's; empty when it is not known
 * @param owner whoever has to mend it
 * @param uid the owner's; empty when it is not known
 * @param message what is wrong
 * @param fingerprint by which it is known from one audit to the next
 * @param remedy what to write instead; empty when nothing is known
 * @param pods the number of the owner's pods that run
 * @param until the end of the exception that waives it; empty for none
 */
record ReportResult(
    Outcome outcome,
    Action action,
    String policy,
    String rule,
    String category,
    String apiVersion,
    Subject owner,
    String uid,
    String message,
    Fingerprint fingerprint,
    String remedy,
    int pods,
    String until)
    implements Comparable<ReportResult> {
  // The gravest first, and the same from one audit to the next: what is written hangs on it.
  private static final Comparator<ReportResult> ORDER =
      Comparator.comparing(ReportResult::outcome)
          .thenComparing(ReportResult::action, Comparator.reverseOrder())
          .thenComparing(ReportResult::owner)
          .thenComparing(ReportResult::policy)
          .thenComparing(result -> result.fingerprint().path())
          .thenComparing(result -> result.fingerprint().id());

  private static final int LONGEST_SENTENCE = 1_000;
  private static final int LONGEST_NAME = 253;

  /** An outcome of judging, the one to be told first first. */
  enum Outcome {
    VIOLATED,
    UNDECIDED,
    WAIVED
  }

  /** The result that a finding of an owner is. */
  static ReportResult of(
      Outcome outcome,
      Finding finding,
      AuditedOwner owner,
      Fingerprint fingerprint,
      String category,
      String until) {
    Resource object = finding.object();
    boolean isOwner = Subject.of(object).equals(owner.subject());
    return new ReportResult(
        outcome,
        finding.action(),
        finding.policy(),
        finding.rule(),
        category,
        isOwner ? object.apiVersion() : "",
        owner.subject(),
        isOwner ? object.metadata().text("uid") : "",
        Text.shorten(finding.message(), LONGEST_SENTENCE),
        fingerprint,
        Text.shorten(finding.remediation(), LONGEST_SENTENCE),
        owner.pods(),
        until);
  }

  /**
   * The result as both APIs write it.
   *
   * @param since when it was found first
   */
  ObjectValue tree(Instant since) {
    ObjectValue.Builder out = new ObjectValue.Builder(12).put("source", ReportApi.NAME);
    out.put("policy", name(policy)).put("rule", rule);
    put(out, "category", category);
    out.put("severity", severity()).put("result", word());
    out.put("scored", isDenial());
    out.put(
        "timestamp",
        new ObjectValue.Builder(2).put("seconds", since.getEpochSecond()).put("nanos", 0).build());
    ArrayValue.Builder resources = new ArrayValue.Builder();
    resources.add(resource());
    out.put("resources", resources.build());
    out.put("message", message);
    ObjectValue.Builder properties = new ObjectValue.Builder(5);
    properties.put(StoredReport.RESULT_ID, fingerprint.id());
    put(properties, "path", fingerprint.path());
    put(properties, "remedy", remedy);
    if (pods > 0) {
      properties.put("pods", Integer.toString(pods));
    }
    put(properties, "until", until);
    return out.put("properties", properties.build()).build();
  }

  /** Returns whether it says that something is denied. */
  boolean isDenial() {
    return outcome == Outcome.VIOLATED && action == Action.DENY;
  }

  @Override
  public int compareTo(ReportResult other) {
    return ORDER.compare(this, other);
  }

  private String word() {
    return switch (outcome) {
      case VIOLATED -> action == Action.DENY ? "fail" : "warn";
      case UNDECIDED -> "error";
      case WAIVED -> "skip";
    };
  }

  private String severity() {
    return switch (action) {
      case DENY -> "high";
      case WARN -> "medium";
      case AUDIT -> "low";
    };
  }

  private ObjectValue resource() {
    ObjectValue.Builder out = new ObjectValue.Builder(5);
    put(out, "apiVersion", name(apiVersion));
    out.put("kind", name(owner.kind().kind()));
    put(out, "namespace", name(owner.namespace()));
    out.put("name", name(owner.name()));
    put(out, "uid", name(uid));
    return out.build();
  }

  private static void put(ObjectValue.Builder out, String key, String text) {
    if (!text.isEmpty()) {
      out.put(key, text);
    }
  }

  private static String name(String name) {
    return Text.shorten(name, LONGEST_NAME);
  }
}
