package dev.haetae.report.text;

import dev.haetae.engine.Finding;
import dev.haetae.report.Located;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings that are alike, told together: the first of them in full, with its remedy; of the others
 * the objects, the values that differ, and the places.
 *
 * <p>Alike are those of one rule and reason whose sentences are the same but for values and
 * numbers.
 */
final class GatheredFindings {
  private static final int MOST_OBJECTS = 5;
  private static final int MOST_PLACES = 8;
  private static final int MOST_PLACES_EACH = 3;
  private static final int MOST_VALUES = 3;

  // By rule, so that what is said of it stands together; both in the order of the first place.
  private final Map<String, Map<Shape, List<Located>>> rules = new LinkedHashMap<>();

  GatheredFindings(List<Located> findings) {
    for (Located located : findings) {
      rules
          .computeIfAbsent(located.finding().rule(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(Shape.of(located.finding()), _ -> new ArrayList<>())
          .add(located);
    }
  }

  /**
   * What findings that are alike have in common.
   *
   * @param sentence the message and the remedy without values and numbers
   */
  private record Shape(String reason, String action, String sentence) {
    static Shape of(Finding finding) {
      return new Shape(
          finding.reason(),
          finding.action().word(),
          Sentences.shape(finding.message()) + '\n' + Sentences.shape(finding.remediation()));
    }
  }

  void write(Lines lines) {
    for (Map<Shape, List<Located>> shapes : rules.values()) {
      for (List<Located> alike : shapes.values()) {
        write(alike, lines);
      }
    }
    if (!rules.isEmpty()) {
      lines.blank();
    }
  }

  private static void write(List<Located> alike, Lines lines) {
    Located first = alike.getFirst();
    lines.headline(first, TextReport.word(first.finding().action(), lines.palette()), "");
    lines.remedy(first.finding());
    lines.grounds(first.finding());
    List<Located> others = alike.subList(1, alike.size());
    if (others.isEmpty()) {
      return;
    }
    Map<String, List<Located>> objects = new LinkedHashMap<>();
    boolean same = true;
    for (Located other : others) {
      objects
          .computeIfAbsent(other.finding().object().describe(), _ -> new ArrayList<>())
          .add(other);
      same &= other.finding().message().equals(first.finding().message());
    }
    String more = "  " + others.size() + " more";
    if (objects.size() == 1) {
      lines.line(
          more + " in " + object(objects.entrySet().iterator().next(), first, MOST_PLACES, lines));
    } else if (same) {
      lines.line(
          more + " in " + objects.size() + " objects: " + places(others, MOST_PLACES, lines));
    } else {
      lines.line(more + " in " + objects.size() + " objects:");
      objects(objects, first, lines);
    }
  }

  private static void objects(Map<String, List<Located>> objects, Located first, Lines lines) {
    int told = 0;
    for (Map.Entry<String, List<Located>> object : objects.entrySet()) {
      if (told == MOST_OBJECTS && objects.size() > MOST_OBJECTS + 1) {
        lines.line("    and " + (objects.size() - told) + " more objects (-v shows them)");
        return;
      }
      lines.line("    " + object(object, first, MOST_PLACES_EACH, lines));
      told++;
    }
  }

  private static String object(
      Map.Entry<String, List<Located>> object, Located first, int most, Lines lines) {
    Set<String> known = Sentences.values(first.finding().message());
    Set<String> values = new LinkedHashSet<>();
    for (Located one : object.getValue()) {
      values.addAll(Sentences.values(one.finding().message()));
    }
    values.removeAll(known);
    List<String> shown = values.stream().limit(MOST_VALUES).map(Text::escape).toList();
    return object.getKey()
        + ": "
        + String.join(", ", shown)
        + (values.size() > MOST_VALUES ? ", …" : "")
        + (values.isEmpty() ? "" : " at ")
        + places(object.getValue(), most, lines);
  }

  // The file of several in a row is told once.
  private static String places(List<Located> alike, int most, Lines lines) {
    StringBuilder out = new StringBuilder();
    String file = "";
    for (Located one : alike.subList(0, Math.min(most, alike.size()))) {
      String within = Lines.inFile(one.line(), one.column());
      out.append(out.isEmpty() ? "" : ", ");
      if (one.file().equals(file) && !within.isEmpty()) {
        out.append(within.substring(1));
      } else {
        out.append(lines.place(one.file(), one.line(), one.column()));
      }
      file = one.file();
    }
    int more = alike.size() - most;
    return more > 0 ? out + ", and " + more + " more (-v shows them)" : out.toString();
  }
}
