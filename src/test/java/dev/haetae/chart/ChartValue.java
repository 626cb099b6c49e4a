package dev.haetae.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the chart.
 *
 * @param path its keys, with dots between
 * @param shipped what it is unless said otherwise, as values.yaml writes it
 * @param description the comment above it, in one line
 */
record ChartValue(String path, String shipped, String description) {
  private static final Pattern COMMENT = Pattern.compile(" *# (.*)");
  private static final Pattern KEY = Pattern.compile("( *)(\\w+):(?: (.*))?");

  private record Parent(int indent, String path) {}

  /** The values of a values.yaml in which every value is written in the line of its key. */
  static List<ChartValue> read(String text) {
    List<ChartValue> values = new ArrayList<>();
    Deque<Parent> parents = new ArrayDeque<>();
    List<String> comment = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher commented = COMMENT.matcher(line);
      Matcher keyed = KEY.matcher(line);
      if (line.isBlank()) {
        comment.clear();
      } else if (commented.matches()) {
        comment.add(commented.group(1));
      } else if (keyed.matches()) {
        int indent = keyed.group(1).length();
        while (!parents.isEmpty() && parents.element().indent() >= indent) {
          parents.pop();
        }
        String path = (parents.isEmpty() ? "" : parents.element().path() + '.') + keyed.group(2);
        if (keyed.group(3) == null) {
          parents.push(new Parent(indent, path));
        } else {
          values.add(new ChartValue(path, keyed.group(3), String.join(" ", comment)));
        }
        comment.clear();
      } else {
        throw new IllegalArgumentException("neither a comment nor a key with its value: " + line);
      }
    }
    return values;
  }
}
