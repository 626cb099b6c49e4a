package dev.haetae.report.baseline;

import dev.haetae.resource.ManifestReader;
import dev.haetae.resource.Problem;
import dev.haetae.resource.Resource;
import dev.haetae.resource.text.Limits;
import dev.haetae.resource.tree.Path;
import dev.haetae.resource.tree.Text;
import dev.haetae.rule.Parameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a baseline, in whatever style of YAML, or JSON, it is written.
 *
 * <p>All problems are reported at once, each with its place.
 */
public final class BaselineReader {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  private final List<Problem> problems;
  private final Map<String, Integer> indexes = new HashMap<>();

  private BaselineReader(List<Problem> problems) {
    this.problems = problems;
  }

  /**
   * The baseline that {@code bytes} hold; of no use when there are problems.
   *
   * @param file as the user named it
   * @param problems gets everything that is wrong
   */
  public static Baseline read(byte[] bytes, String file, List<Problem> problems) {
    ManifestReader.Manifest manifest = ManifestReader.read(bytes, file, "", Limits.FILES);
    problems.addAll(manifest.problems());
    if (!manifest.problems().isEmpty()) {
      return Baseline.EMPTY;
    }
    if (manifest.resources().size() != 1) {
      int objects = manifest.resources().size();
      problems.add(
          Problem.of(
              file,
              "must hold one "
                  + Baseline.KIND
                  + " of "
                  + Baseline.API_VERSION
                  + (objects == 0 ? ", and holds none" : ", not " + objects + " objects")));
      return Baseline.EMPTY;
    }
    return new BaselineReader(problems).read(manifest.resources().getFirst());
  }

  private Baseline read(Resource resource) {
    Parameters root = Parameters.of(resource, problems);
    String version = root.text("apiVersion", "");
    if (!root.text("kind", "").equals(Baseline.KIND)) {
      root.problem("kind", "must be " + Baseline.KIND + ", not " + Text.quote(resource.kind()));
      return Baseline.EMPTY;
    }
    if (!version.equals(Baseline.API_VERSION)) {
      root.problem(
          "apiVersion",
          "must be "
              + Baseline.API_VERSION
              + ", not "
              + Text.quote(version)
              + ": another version of haetae has written it");
      return Baseline.EMPTY;
    }
    resource
        .duplicates()
        .forEach(key ->
            problems.add(Problem.at(resource, key.path(), key.path() + " is written twice")));
    List<KnownFinding> findings = new ArrayList<>();
    List<Parameters> written = root.objects("findings");
    for (int i = 0; i < written.size(); i++) {
      KnownFinding finding = finding(written.get(i), i);
      if (finding != null) {
        findings.add(finding);
      }
    }
    root.finish();
    return new Baseline(findings);
  }

  private @Nullable KnownFinding finding(Parameters written, int index) {
    String id = written.text("id", "");
    if (!ID.matcher(id).matches()) {
      written.problem(
          "id",
          written.has("id")
              ? "must be 16 hexadecimal digits in lower case, in quotes where all are numbers"
              : "is missing: a finding is known by it");
      return read(written, null);
    }
    Integer first = indexes.putIfAbsent(id, index);
    if (first != null) {
      written.problem(
          "id", "is that of " + Path.of("findings").child(first) + " too: take one of them out");
      return read(written, null);
    }
    return read(written, id);
  }

  // What is read is known, so that it is not told to be unknown.
  private static @Nullable KnownFinding read(Parameters written, @Nullable String id) {
    String rule = written.text("rule", "");
    if (rule.isEmpty()) {
      written.problem("rule", "is missing: it says when the finding can be gone");
    }
    String reason = written.text("reason", "");
    String object = written.text("object", "");
    String path = written.text("path", "");
    LocalDate since = day(written, "since");
    LocalDate until = day(written, "until");
    if (!written.has("since")) {
      written.problem("since", "is missing: write the day on which it became known, 2026-11-26");
    }
    if (since != null && until != null && until.isBefore(since)) {
      written.problem("until", "is a day before since, " + since);
    }
    return id == null || since == null
        ? null
        : new KnownFinding(id, rule, reason, object, path, since, until);
  }

  private static @Nullable LocalDate day(Parameters written, String name) {
    String text = written.text(name, "");
    if (text.isEmpty() && !written.has(name)) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      written.problem(name, "must be a day such as 2026-11-26, not " + Text.quote(text));
      return null;
    }
  }
}
