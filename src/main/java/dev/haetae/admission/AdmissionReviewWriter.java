package dev.haetae.admission;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.inventory.Inventory.Age;
import dev.haetae.resource.JsonPatch;
import dev.haetae.resource.JsonWriter;
import dev.haetae.resource.Resource;
import dev.haetae.resource.Text;
import dev.haetae.rule.Action;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to an AdmissionReview ({@code k8s.io/api/admission/v1/types.go}).
 *
 * <p>The answer without anything to say is copied together from bytes that are always the same.
 */
final class AdmissionReviewWriter {
  private static final String START =
      "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"response\":{\"uid\":";
  private static final byte[] ALLOW_START = (START + '"').getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ALLOW_END =
      "\",\"allowed\":true}}\n".getBytes(StandardCharsets.US_ASCII);

  private AdmissionReviewWriter() {}

  /** The answer that allows and says nothing more. */
  static byte[] allow(String uid) {
    if (!isPlain(uid)) {
      StringBuilder out = new StringBuilder(START);
      JsonWriter.appendString(out, uid);
      return encode(out.append(",\"allowed\":true"));
    }
    int length = uid.length();
    byte[] answer = new byte[ALLOW_START.length + length + ALLOW_END.length];
    System.arraycopy(ALLOW_START, 0, answer, 0, ALLOW_START.length);
    for (int i = 0; i < length; i++) {
      answer[ALLOW_START.length + i] = (byte) uid.charAt(i);
    }
    System.arraycopy(ALLOW_END, 0, answer, ALLOW_START.length + length, ALLOW_END.length);
    return answer;
  }

  // A UUID, as a rule: nothing to escape, one byte a character.
  private static boolean isPlain(String uid) {
    for (int i = 0; i < uid.length(); i++) {
      char c = uid.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The answer that repairs: allowed, with the verdict's patch if it has one. */
  static byte[] mutation(String uid, Verdict verdict, @Nullable Age oldest) {
    StringBuilder out = start(uid, true);
    if (!verdict.patch().isEmpty()) {
      byte[] patch =
          JsonWriter.toText(JsonPatch.toValue(verdict.patch())).getBytes(StandardCharsets.UTF_8);
      out.append(",\"patch\":\"").append(Base64.getEncoder().encodeToString(patch));
      out.append("\",\"patchType\":\"JSONPatch\"");
    }
    appendWarnings(out, verdict);
    appendAuditAnnotations(out, verdict, oldest);
    return encode(out);
  }

  /** The answer that allows with something to say, or denies. */
  static byte[] validation(String uid, Verdict verdict, @Nullable Age oldest) {
    StringBuilder out = start(uid, !verdict.isDenied());
    if (verdict.isDenied()) {
      appendStatus(out, verdict);
    }
    appendWarnings(out, verdict);
    appendAuditAnnotations(out, verdict, oldest);
    return encode(out);
  }

  private static StringBuilder start(String uid, boolean allowed) {
    StringBuilder out = new StringBuilder(1024);
    out.append(START);
    JsonWriter.appendString(out, uid);
    return out.append(",\"allowed\":").append(allowed);
  }

  private static byte[] encode(StringBuilder out) {
    return out.append("}}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void appendStatus(StringBuilder out, Verdict verdict) {
    List<Finding> denials = with(Action.DENY, verdict);
    out.append(",\"status\":{\"status\":\"Failure\",\"message\":");
    JsonWriter.appendString(out, message(denials));
    out.append(",\"reason\":\"Forbidden\",\"details\":{\"name\":");
    Resource object = verdict.result();
    JsonWriter.appendString(out, object.displayName());
    appendField(out, "group", object.groupKind().group());
    appendField(out, "kind", object.kind());
    appendField(out, "uid", object.metadata().text("uid"));
    out.append(",\"causes\":[");
    for (int i = 0; i < denials.size(); i++) {
      Finding denial = denials.get(i);
      out.append(i == 0 ? "{\"reason\":" : ",{\"reason\":");
      JsonWriter.appendString(out, denial.reason());
      out.append(",\"message\":");
      JsonWriter.appendString(out, sentence(denial));
      appendField(out, "field", denial.path().toString());
      out.append('}');
    }
    out.append("]},\"code\":403}");
  }

  private static void appendField(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append(",\"").append(name).append("\":");
      JsonWriter.appendString(out, value);
    }
  }

  /** What kubectl shows: the finding, or all of them, one a line. */
  private static String message(List<Finding> denials) {
    if (denials.size() == 1) {
      return line(denials.getFirst());
    }
    StringBuilder out = new StringBuilder();
    out.append(denials.size()).append(" violations:");
    for (Finding denial : denials) {
      out.append("\n- ").append(line(denial));
    }
    return out.toString();
  }

  private static String line(Finding finding) {
    return '[' + finding.policy() + "] " + sentence(finding);
  }

  private static String sentence(Finding finding) {
    String path = finding.path().toString();
    StringBuilder out = new StringBuilder();
    // Some messages name their field themselves.
    if (!path.isEmpty() && !finding.message().contains(path)) {
      out.append(path).append(": ");
    }
    out.append(finding.message());
    if (!finding.remediation().isEmpty()) {
      out.append("; ").append(finding.remediation());
    }
    return Text.escape(out.toString());
  }

  private static void appendWarnings(StringBuilder out, Verdict verdict) {
    List<Finding> warned = with(Action.WARN, verdict);
    if (warned.isEmpty() && verdict.notes().isEmpty()) {
      return;
    }
    List<String> warnings = new ArrayList<>(warned.size() + verdict.notes().size());
    for (Finding finding : warned) {
      warnings.add(line(finding));
    }
    warnings.addAll(verdict.notes());
    String separator = ",\"warnings\":[";
    for (String warning : Warnings.within(warnings)) {
      out.append(separator);
      JsonWriter.appendString(out, warning);
      separator = ",";
    }
    out.append(']');
  }

  private static List<Finding> with(Action action, Verdict verdict) {
    List<Finding> some = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      if (finding.action() == action) {
        some.add(finding);
      }
    }
    for (Finding finding : verdict.undecided()) {
      if (finding.action() == action) {
        some.add(finding);
      }
    }
    return some;
  }

  // The API server puts the webhook's name before each key: a word is enough of one.
  private static void appendAuditAnnotations(
      StringBuilder out, Verdict verdict, @Nullable Age oldest) {
    List<Finding> recorded = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      if (finding.audited()) {
        recorded.add(finding);
      }
    }
    int before = out.length();
    appendNames(out, "denied-by", with(Action.DENY, verdict));
    appendNames(out, "warned-by", with(Action.WARN, verdict));
    appendNames(out, "audited-by", recorded);
    appendNames(out, "undecided-by", verdict.undecided());
    appendNames(out, "repaired-by", verdict.repairs());
    appendNames(out, "waived", verdict.waived());
    appendExceptions(out, verdict.waived());
    appendRecorded(out, recorded);
    if (oldest != null) {
      appendField(out, "world-age", oldest.age().toSeconds() + " s (" + oldest.kind() + ")");
    }
    if (out.length() > before) {
      out.setCharAt(before, '{');
      out.insert(before, ",\"auditAnnotations\":");
      out.append('}');
    }
  }

  private static void appendNames(StringBuilder out, String key, List<Finding> findings) {
    if (!findings.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      for (Finding finding : findings) {
        names.add(finding.policy());
      }
      appendField(out, key, String.join(",", names));
    }
  }

  private static void appendExceptions(StringBuilder out, List<Finding> waived) {
    TreeSet<String> exceptions = new TreeSet<>();
    for (Finding finding : waived) {
      if (!finding.exception().isEmpty()) {
        exceptions.add(finding.exception());
      }
    }
    if (!exceptions.isEmpty()) {
      appendField(out, "waived-by", String.join(",", exceptions));
    }
  }

  // What is only recorded is said nowhere else.
  private static void appendRecorded(StringBuilder out, List<Finding> recorded) {
    if (!recorded.isEmpty()) {
      List<String> lines = new ArrayList<>(recorded.size());
      for (Finding finding : recorded) {
        lines.add(line(finding));
      }
      appendField(out, "findings", String.join("\n", Warnings.within(lines)));
    }
  }
}
