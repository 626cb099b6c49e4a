package dev.haetae.report.baseline;

import dev.haetae.resource.tree.JsonWriter;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a baseline as YAML, a line a finding and sorted, so that differences can be read and
 * merged.
 */
public final class BaselineText {
  // What YAML takes for a word wherever it stands, also in braces.
  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z][A-Za-z0-9./_-]*( [A-Za-z0-9./_*-]+)*");
  private static final Set<String> TAKEN =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");
  // Anything else could be a number, such as 12345678e0000000.
  private static final Pattern BARE_ID = Pattern.compile("[a-f][0-9a-f]*|[0-9a-f]*[acdf][0-9a-f]*");

  private BaselineText() {}

  /** The file's text, with a line break at its end. */
  public static String write(Baseline baseline) {
    StringBuilder out = new StringBuilder();
    out.append("apiVersion: ").append(Baseline.API_VERSION).append('\n');
    out.append("kind: ").append(Baseline.KIND).append('\n');
    out.append("findings:").append(baseline.findings().isEmpty() ? " []\n" : "\n");
    for (KnownFinding finding : baseline.findings()) {
      out.append("  - {id: ");
      append(out, finding.id(), BARE_ID.matcher(finding.id()).matches());
      append(out, "rule", finding.rule());
      append(out, "reason", finding.reason());
      append(out, "object", finding.object());
      // With its brackets it is hardly ever a word: always in quotes, so that lines look alike.
      out.append(", path: ");
      append(out, finding.path(), false);
      out.append(", since: ").append(finding.since());
      if (finding.until() != null) {
        out.append(", until: ").append(finding.until());
      }
      out.append("}\n");
    }
    return out.toString();
  }

  private static void append(StringBuilder out, String key, String value) {
    out.append(", ").append(key).append(": ");
    append(out, value, WORDS.matcher(value).matches() && !TAKEN.contains(value));
  }

  private static void append(StringBuilder out, String value, boolean bare) {
    if (bare) {
      out.append(value);
    } else {
      JsonWriter.appendString(out, value);
    }
  }
}
