package dev.haetae.engine.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.haetae.resource.tree.ArrayValue;
import dev.haetae.resource.tree.JsonWriter;
import dev.haetae.resource.tree.ObjectValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The annotations of one request in the API server's audit log. */
final class AuditValues {
  private static final String FAILURE = "validation.policy.admission.k8s.io/validation_failure";
  private static final int LONGEST = 10 * 1024;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Adds a value that a policy gives; distinct values of its bindings stand beside each other. */
  static void add(Map<String, Set<String>> ofPolicy, String key, String value) {
    ofPolicy.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(cut(value));
  }

  /** Writes down what the bindings of a policy have given. */
  void publish(String policy, Map<String, Set<String>> ofPolicy) {
    ofPolicy.forEach((key, all) -> values.putIfAbsent(policy + '/' + key, String.join(", ", all)));
  }

  /** Writes down a violation, if it is the first. */
  void failed(Violation violation, int index, ArrayValue actions) {
    if (values.containsKey(FAILURE)) {
      return;
    }
    String binding = violation.binding() == null ? "" : violation.binding().name();
    ObjectValue failure =
        new ObjectValue.Builder(5)
            .put("message", violation.message())
            .put("policy", violation.policy().name())
            .put("binding", binding)
            .put("expressionIndex", index)
            .put("validationActions", actions)
            .build();
    values.put(FAILURE, safe(JsonWriter.toText(new ArrayValue.Builder().add(failure).build())));
  }

  /** All of them, by their whole keys. */
  Map<String, String> values() {
    return values;
  }

  // Go's encoder writes JSON that may stand in a page.
  private static String safe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  // Cut between bytes; what is left of a character becomes as many replacement characters.
  private static String cut(String value) {
    if (value.length() <= LONGEST / 3) {
      return value;
    }
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return value;
    }
    int whole = LONGEST;
    while ((bytes[whole] & 0xC0) == 0x80) {
      whole--;
    }
    return new String(Arrays.copyOf(bytes, whole), UTF_8) + "\uFFFD".repeat(LONGEST - whole);
  }
}
