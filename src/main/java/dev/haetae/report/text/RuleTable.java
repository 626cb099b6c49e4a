package dev.haetae.report.text;

import dev.haetae.report.Located;
import dev.haetae.report.Report;
import dev.haetae.resource.Problem;
import dev.haetae.resource.tree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of how often each rule did what, and the files that need most work. It is left out where
 * there is but one rule.
 */
final class RuleTable {
  private static final int MOST_FILES = 3;

  /** A column; one without any number is left out. */
  private enum Column {
    ERROR("error"),
    DENY("denial"),
    WARN("warning"),
    AUDIT("audit"),
    UNDECIDED("undecided"),
    WAIVED("waived"),
    REPAIRED("repaired"),
    BASELINED("baselined");

    private static final List<Column> WORK = List.of(ERROR, DENY, WARN);

    private final String noun;

    Column(String noun) {
      this.noun = noun;
    }

    String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, Map<Column, Integer>> rules = new HashMap<>();
  private final Map<String, Map<Column, Integer>> files = new HashMap<>();

  RuleTable(Report report) {
    for (Located one : report.findings()) {
      add(
          one,
          switch (one.finding().action()) {
            case DENY -> Column.DENY;
            case WARN -> Column.WARN;
            case AUDIT -> Column.AUDIT;
          });
    }
    report.undecided().forEach(one -> add(one, Column.UNDECIDED));
    report.waived().forEach(one -> add(one, Column.WAIVED));
    report.repairs().forEach(one -> add(one, Column.REPAIRED));
    report.baselined().forEach(one -> add(one, Column.BASELINED));
    for (Problem error : report.errors()) {
      count(files, error.file(), Column.ERROR);
    }
  }

  private void add(Located one, Column column) {
    count(rules, one.finding().rule(), column);
    count(files, one.file(), column);
  }

  private static void count(Map<String, Map<Column, Integer>> rows, String name, Column column) {
    rows.computeIfAbsent(name, _ -> new EnumMap<>(Column.class)).merge(column, 1, Integer::sum);
  }

  void write(Lines lines) {
    if (rules.size() < 2) {
      return;
    }
    rules(lines);
    List<String> work = sorted(files).stream().filter(this::needsWork).limit(MOST_FILES).toList();
    if (files.size() > 1 && !work.isEmpty()) {
      lines.line("most to do in");
      work.forEach(
          file -> lines.line("  " + lines.palette().bold(Text.escape(file)) + ": " + work(file)));
    }
    lines.blank();
  }

  private void rules(Lines lines) {
    List<String> names = sorted(rules);
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    List<Column> columns = new ArrayList<>();
    for (Column column : Column.values()) {
      if (names.stream().anyMatch(name -> of(rules, name, column) > 0)) {
        columns.add(column);
      }
    }
    StringBuilder head = new StringBuilder("rule").repeat(' ', Math.max(0, width - 4));
    columns.forEach(column -> head.append("  ").append(column.title()));
    lines.line(lines.palette().dim(head.toString()));
    for (String name : names) {
      StringBuilder row = new StringBuilder(name).repeat(' ', width - name.length());
      for (Column column : columns) {
        int count = of(rules, name, column);
        String cell = count == 0 ? "-" : Integer.toString(count);
        row.repeat(' ', Math.max(1, 2 + column.title().length() - cell.length())).append(cell);
      }
      lines.line(row.toString());
    }
  }

  // The strongest first: errors before denials before warnings.
  private static List<String> sorted(Map<String, Map<Column, Integer>> rows) {
    List<String> names = new ArrayList<>(rows.keySet());
    Comparator<String> order = Comparator.comparingInt(name -> -of(rows, name, Column.ERROR));
    for (Column column : Column.values()) {
      order = order.thenComparingInt(name -> -of(rows, name, column));
    }
    names.sort(order.thenComparing(Comparator.naturalOrder()));
    return names;
  }

  private static int of(Map<String, Map<Column, Integer>> rows, String name, Column column) {
    return rows.getOrDefault(name, Map.of()).getOrDefault(column, 0);
  }

  private boolean needsWork(String file) {
    return Column.WORK.stream().anyMatch(column -> of(files, file, column) > 0);
  }

  private String work(String file) {
    List<String> parts = new ArrayList<>();
    for (Column column : Column.WORK) {
      int count = of(files, file, column);
      if (count > 0) {
        parts.add(TextReport.counted(count, column.noun));
      }
    }
    return String.join(", ", parts);
  }
}
