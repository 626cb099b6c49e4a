package dev.haetae.fix;

import dev.haetae.resource.edit.TextEdit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the edits of a file as a unified diff, as {@code git diff} does. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String NO_BREAK = "\\ No newline at end of file\n";

  private final List<String> before;
  private final StringBuilder out = new StringBuilder();
  // By how many lines what follows has moved.
  private int moved;

  private UnifiedDiff(List<String> before) {
    this.before = before;
  }

  /**
   * Lines that give way to others.
   *
   * @param from 0-based number of the first line that goes
   * @param to 0-based number of the line behind the last that goes
   */
  private record Block(int from, int to, List<String> added) {}

  /**
   * The diff of one file.
   *
   * @param edits of its text, in order
   */
  static String of(OriginalFile file, List<TextEdit> edits) {
    String name = file.name();
    String mark = file.mark();
    List<String> lines = lines(file.text());
    List<Block> blocks = blocks(file.text(), lines, edits);
    if (!mark.isEmpty() && !lines.isEmpty()) {
      blocks.replaceAll(block -> block.from == 0 ? marked(block, mark, lines) : block);
      lines.set(0, mark + lines.getFirst());
    }
    UnifiedDiff diff = new UnifiedDiff(lines);
    diff.out.append("--- ").append(header("a/", name)).append('\n');
    diff.out.append("+++ ").append(header("b/", name)).append('\n');
    diff.write(blocks);
    return diff.out.toString();
  }

  // The mark is part of whatever line is the first.
  private static Block marked(Block block, String mark, List<String> lines) {
    List<String> added = new ArrayList<>(block.added);
    int to = block.to;
    if ((to == 0 || added.isEmpty()) && to < lines.size()) {
      added.add(lines.get(to++));
    }
    if (!added.isEmpty()) {
      added.set(0, mark + added.getFirst());
    }
    return new Block(0, to, added);
  }

  /** The lines of a text, each with its break. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(at, next));
      at = next;
    }
    return lines;
  }

  private static List<Block> blocks(String text, List<String> lines, List<TextEdit> edits) {
    List<Block> blocks = new ArrayList<>();
    int line = 0;
    int start = 0;
    int next = 0;
    while (next < edits.size()) {
      TextEdit first = edits.get(next);
      while (line < lines.size() - 1 && start + lines.get(line).length() <= first.start()) {
        start += lines.get(line++).length();
      }
      int from = line;
      int fromOffset = start;
      List<TextEdit> here = new ArrayList<>();
      // All edits that begin on a line that one of them touches.
      int end = start + lineLength(lines, line);
      while (next < edits.size()
          && (here.isEmpty() || edits.get(next).start() < end || line >= lines.size() - 1)) {
        TextEdit edit = edits.get(next++);
        here.add(
            new TextEdit(edit.start() - fromOffset, edit.end() - fromOffset, edit.replacement()));
        // Who takes a line's break away joins the next line to it.
        while (end <= edit.end() && line < lines.size() - 1) {
          start += lineLength(lines, line++);
          end = start + lineLength(lines, line);
        }
      }
      String old = text.substring(fromOffset, end);
      Block block = trimmed(lines, from, line + 1, lines(TextEdit.apply(old, here)));
      if (block.from < block.to || !block.added.isEmpty()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static int lineLength(List<String> lines, int line) {
    return line < lines.size() ? lines.get(line).length() : 0;
  }

  // Without the lines at both ends that stay the same.
  private static Block trimmed(List<String> lines, int from, int to, List<String> added) {
    int first = from;
    int last = Math.min(to, lines.size());
    int begin = 0;
    int end = added.size();
    while (first < last && begin < end && lines.get(first).equals(added.get(begin))) {
      first++;
      begin++;
    }
    while (last > first && end > begin && lines.get(last - 1).equals(added.get(end - 1))) {
      last--;
      end--;
    }
    return new Block(first, last, added.subList(begin, end));
  }

  private void write(List<Block> blocks) {
    List<Block> hunk = new ArrayList<>();
    for (Block block : blocks) {
      if (!hunk.isEmpty() && block.from - hunk.getLast().to > 2 * CONTEXT) {
        writeHunk(hunk);
        hunk.clear();
      }
      hunk.add(block);
    }
    if (!hunk.isEmpty()) {
      writeHunk(hunk);
    }
  }

  private void writeHunk(List<Block> blocks) {
    int from = Math.max(0, blocks.getFirst().from - CONTEXT);
    int to = Math.min(before.size(), blocks.getLast().to + CONTEXT);
    int grown = 0;
    for (Block block : blocks) {
      grown += block.added.size() - (block.to - block.from);
    }
    int length = to - from;
    out.append("@@ -").append(range(from, length));
    out.append(" +").append(range(from + moved, length + grown)).append(" @@\n");
    int at = from;
    for (Block block : blocks) {
      append(' ', before.subList(at, block.from));
      append('-', before.subList(block.from, block.to));
      append('+', block.added);
      at = block.to;
    }
    append(' ', before.subList(at, to));
    moved += grown;
  }

  // A range of no line names the line before it.
  private static String range(int from, int length) {
    return (length == 0 ? from : from + 1) + (length == 1 ? "" : "," + length);
  }

  private void append(char sign, List<String> lines) {
    for (String line : lines) {
      out.append(sign).append(line);
      if (!line.endsWith("\n")) {
        out.append('\n').append(NO_BREAK);
      }
    }
  }

  // As git writes names: quoted where they hold what ends a line or a quote, and ended by a tab
  // where they hold a space.
  private static String header(String prefix, String name) {
    String path = prefix + relative(name);
    boolean plain = path.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && c != 0x7f);
    if (plain) {
      return path.indexOf(' ') >= 0 ? path + '\t' : path;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < ' ' || c >= 0x7f) {
        quoted.append("\\%03o".formatted((int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }

  // A patch is for the folder in which it is made; what lies elsewhere, for the root.
  private static String relative(String name) {
    Path here = Path.of("").toAbsolutePath();
    Path path = here.resolve(name).normalize();
    return path.startsWith(here)
        ? here.relativize(path).toString()
        : path.toString().replaceFirst("^/+", "");
  }
}
