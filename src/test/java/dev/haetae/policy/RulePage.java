package dev.haetae.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page of a rule, {@code policies/<id>/README.md}: its sections, in order, and the first cells
 * of their tables.
 *
 * @param text the whole page
 */
record RulePage(String text) {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)\\|$");

  static RulePage of(String id) throws IOException {
    return new RulePage(
        Files.readString(PolicyFolders.ROOT.resolve(id).resolve("README.md"), UTF_8));
  }

  /** The titles of its sections. */
  List<String> sections() {
    return Pattern.compile("(?m)^## (.*)$").matcher(text).results().map(m -> m.group(1)).toList();
  }

  /** What stands in a section; empty when there is none. */
  String section(String title) {
    int start = text.indexOf("\n## " + title + "\n");
    int end = text.indexOf("\n## ", start + 1);
    return start < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
  }

  /** The names in the first column of the table of a section. */
  List<String> names(String title) {
    List<String> names = new ArrayList<>();
    ROW.matcher(section(title)).results().forEach(row -> names.add(row.group(1)));
    return names;
  }
}
