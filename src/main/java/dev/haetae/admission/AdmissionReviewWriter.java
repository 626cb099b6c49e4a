package dev.haetae.admission;

import dev.haetae.engine.Finding;
import dev.haetae.engine.Verdict;
import dev.haetae.engine.Verdict.Omitted;
import dev.haetae.inventory.Inventory.Age;
import dev.haetae.resource.Resource;
import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonPatch;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Action;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer to an AdmissionReview ({@code k8s.io/api/admission/v1/types.go}).
 *
 * <p>The answer that allows without a word is copied from one that is always the same but for its
 * uid.
 */
final class AdmissionReviewWriter {
  private static final byte[] ALLOW = encode(response("", true));
  private static final int UID_AT =
      new String(ALLOW, StandardCharsets.US_ASCII).indexOf("\"\"") + 1;

  /** The most bytes of an answer. */
  static final int LONGEST = 64 << 10;

  private static final int LONGEST_PATCH = 40 << 10;
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_NAME = 253;
  private static final int MOST_LINES = 50;
  private static final String PATCH_TOO_LONG =
      "nothing was repaired: the repair is longer than an answer may be";

  private AdmissionReviewWriter() {}

  /** The answer that allows and says nothing more. */
  static byte[] allow(String uid) {
    if (!isPlain(uid)) {
      return encode(response(uid, true));
    }
    int length = uid.length();
    byte[] answer = new byte[ALLOW.length + length];
    System.arraycopy(ALLOW, 0, answer, 0, UID_AT);
    for (int i = 0; i < length; i++) {
      answer[UID_AT + i] = (byte) uid.charAt(i);
    }
    System.arraycopy(ALLOW, UID_AT, answer, UID_AT + length, ALLOW.length - UID_AT);
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

  /**
   * The answer that repairs: allowed, with the verdict's patch if it has one. A patch that does not
   * fit into an answer is left out, which the first warning says.
   */
  static byte[] mutation(String uid, Verdict verdict, @Nullable Age oldest) {
    String patch =
        verdict.patch().isEmpty()
            ? ""
            : Base64.getEncoder()
                .encodeToString(
                    JsonWriter.toText(JsonPatch.toValue(verdict.patch()))
                        .getBytes(StandardCharsets.UTF_8));
    boolean fits = patch.length() <= LONGEST_PATCH;
    return within(most -> {
      ObjectValue.Builder response = response(uid, true);
      if (fits && !patch.isEmpty()) {
        response.put("patch", patch).put("patchType", "JSONPatch");
      }
      putWarnings(response, verdict, most, fits ? List.of() : List.of(PATCH_TOO_LONG));
      putAuditAnnotations(response, verdict, most, fits, oldest);
      return encode(response);
    });
  }

  /** The answer that allows with something to say, or denies. */
  static byte[] validation(String uid, Verdict verdict, @Nullable Age oldest) {
    return within(most -> {
      ObjectValue.Builder response = response(uid, !verdict.isDenied());
      if (verdict.isDenied()) {
        response.put("status", status(verdict, most));
      }
      putWarnings(response, verdict, most, List.of());
      putAuditAnnotations(response, verdict, most, true, oldest);
      return encode(response);
    });
  }

  // What stands once is told once, and of that half and half again, until the answer fits.
  private static byte[] within(IntFunction<byte[]> answer) {
    int most = MOST_LINES;
    byte[] written = answer.apply(most);
    while (written.length > LONGEST && most > 0) {
      most /= 2;
      written = answer.apply(most);
    }
    return written;
  }

  private static ObjectValue.Builder response(String uid, boolean allowed) {
    return new ObjectValue.Builder(6).put("uid", uid).put("allowed", allowed);
  }

  /** The bytes of an answer. */
  static byte[] encode(ObjectValue.Builder response) {
    return JsonWriter.toLine(
        new ObjectValue.Builder(3)
            .put("kind", AdmissionReviewReader.KIND)
            .put("apiVersion", AdmissionReviewReader.API_VERSION)
            .put("response", response.build())
            .build());
  }

  private static ObjectValue status(Verdict verdict, int most) {
    Lines denials = Lines.of(Action.DENY, verdict, most);
    ArrayValue.Builder causes = new ArrayValue.Builder();
    for (Line told : denials.told().values()) {
      Finding denial = told.finding();
      ObjectValue.Builder cause = new ObjectValue.Builder(3);
      cause.put("reason", denial.reason()).put("message", told.sentence());
      putUnlessEmpty(cause, "field", cut(denial.path().written(LONGEST_LINE), LONGEST_LINE));
      causes.add(cause.build());
    }
    Resource object = verdict.result();
    ObjectValue.Builder details = new ObjectValue.Builder(5);
    details.put("name", cut(object.displayName(), LONGEST_NAME));
    putUnlessEmpty(details, "group", cut(object.groupKind().group(), LONGEST_NAME));
    putUnlessEmpty(details, "kind", cut(object.kind(), LONGEST_NAME));
    putUnlessEmpty(details, "uid", cut(object.metadata().text("uid"), LONGEST_NAME));
    details.put("causes", causes.build());
    return new ObjectValue.Builder(5)
        .put("status", "Failure")
        .put("message", message(denials))
        .put("reason", "Forbidden")
        .put("details", details.build())
        .put("code", 403)
        .build();
  }

  private record Line(Finding finding, String sentence) {}

  /**
   * Findings that are told, by their lines, each of which stands once.
   *
   * @param more how many there are besides
   */
  private record Lines(Map<String, Line> told, int more) {
    /** At most {@code most} lines of the findings and undecided ones with this action. */
    static Lines of(Action action, Verdict verdict, int most) {
      Map<String, Line> told = new LinkedHashMap<>();
      int more = 0;
      for (List<Finding> findings : List.of(verdict.findings(), verdict.undecided())) {
        for (Finding finding : findings) {
          if (finding.action() == action) {
            String sentence = sentence(finding);
            String line = line(finding, sentence);
            if (told.size() < most) {
              told.putIfAbsent(line, new Line(finding, sentence));
            } else if (!told.containsKey(line)) {
              more++;
            }
          }
        }
      }
      for (Omitted omitted : verdict.omitted()) {
        if (omitted.action() == action && omitted.sort() != Omitted.Sort.WAIVED) {
          more += omitted.count();
        }
      }
      return new Lines(told, more);
    }
  }

  private static void putUnlessEmpty(ObjectValue.Builder out, String key, String value) {
    if (!value.isEmpty()) {
      out.put(key, value);
    }
  }

  /** The message that kubectl shows: the finding, or all of them, one a line. */
  private static String message(Lines denials) {
    int count = denials.told().size() + denials.more();
    if (count == 1 && denials.more() == 0) {
      return denials.told().keySet().iterator().next();
    }
    StringBuilder out = new StringBuilder();
    out.append(count).append(" violations:");
    for (String line : denials.told().keySet()) {
      out.append("\n- ").append(line);
    }
    if (denials.more() > 0) {
      out.append("\n- and ").append(denials.more()).append(" more");
    }
    return out.toString();
  }

  /** A finding on one line, with the policy's name before it. */
  static String line(Finding finding) {
    return line(finding, sentence(finding));
  }

  private static String line(Finding finding, String sentence) {
    return '[' + finding.policy() + "] " + sentence;
  }

  private static String sentence(Finding finding) {
    String path = cut(finding.path().written(LONGEST_LINE / 2), LONGEST_LINE / 2);
    StringBuilder out = new StringBuilder();
    // Some messages name their field themselves.
    if (!path.isEmpty() && !finding.message().contains(path)) {
      out.append(path).append(": ");
    }
    out.append(finding.message());
    if (!finding.remediation().isEmpty()) {
      out.append("; ").append(finding.remediation());
    }
    return cut(Text.escape(out.toString()), LONGEST_LINE);
  }

  /** The text, cut to {@code longest} characters: a name or a key may be as long as a body. */
  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + '…';
  }

  private static void putWarnings(
      ObjectValue.Builder response, Verdict verdict, int most, List<String> first) {
    Lines warned = Lines.of(Action.WARN, verdict, most);
    Set<String> warnings = new LinkedHashSet<>(first);
    warnings.addAll(warned.told().keySet());
    warnings.addAll(verdict.notes());
    if (!warnings.isEmpty() || warned.more() > 0) {
      response.put(
          "warnings", ArrayValue.ofTexts(Warnings.within(List.copyOf(warnings), warned.more())));
    }
  }

  private static void putAuditAnnotations(
      ObjectValue.Builder response,
      Verdict verdict,
      int most,
      boolean repaired,
      @Nullable Age oldest) {
    ObjectValue annotations = AuditAnnotations.of(verdict, most, repaired, oldest);
    if (annotations.size() > 0) {
      response.put("auditAnnotations", annotations);
    }
  }
}
