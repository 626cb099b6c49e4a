package dev.haetae.render.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells the lines of a template apart: what of each is text and what stands in braces, which may
 * span lines. Mirrors how {@code text/template/parse/lex.go} finds the ends of actions.
 */
final class TemplateLines {
  private static final Set<String> OPENING = Set.of("if", "range", "with", "block");
  private static final Set<String> SILENT = Set.of("else", "end", "break", "continue");

  private final String[] lines;
  private final List<TemplateLine> read = new ArrayList<>();
  private final StringBuilder action = new StringBuilder();
  private boolean inAction;
  // Within an action: a quote, a comment (*), or nothing.
  private char within;

  private TemplateLines(String[] lines) {
    this.lines = lines;
  }

  /** The lines of a text, their breaks left out. */
  static List<TemplateLine> of(String[] lines) {
    TemplateLines all = new TemplateLines(lines);
    for (String line : all.lines) {
      all.read(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    return all.read;
  }

  private void read(String line) {
    boolean started = inAction;
    StringBuilder skeleton = new StringBuilder();
    StringBuilder blocks = new StringBuilder();
    boolean trims = false;
    int at = 0;
    while (at < line.length()) {
      if (inAction) {
        at = readAction(line, at);
        if (!inAction) {
          trims = action.toString().endsWith("-");
          end(skeleton, blocks);
        }
      } else if (line.startsWith("{{", at)) {
        inAction = true;
        action.setLength(0);
        at += 2;
      } else {
        trims &= Character.isWhitespace(line.charAt(at));
        skeleton.append(line.charAt(at++));
      }
    }
    read.add(new TemplateLine(skeleton.toString(), blocks.toString(), started, inAction, trims));
    if (inAction) {
      action.append(' ');
    }
  }

  private int readAction(String line, int at) {
    char c = line.charAt(at);
    if (within == '*') {
      if (line.startsWith("*/", at)) {
        within = 0;
        return at + 2;
      }
      return at + 1;
    }
    if (within != 0) {
      if (c == within) {
        within = 0;
      }
      return c == '\\' && within != 0 && within != '`' ? at + 2 : at + 1;
    }
    if (line.startsWith("}}", at)) {
      inAction = false;
      return at + 2;
    }
    if (c == '"' || c == '`' || c == '\'') {
      within = c;
    } else if (line.startsWith("/*", at)) {
      within = '*';
      action.append("/*");
      return at + 2;
    }
    action.append(c);
    return at + 1;
  }

  private void end(StringBuilder skeleton, StringBuilder blocks) {
    String text = action.toString();
    text = text.startsWith("-") ? text.substring(1) : text;
    text = text.strip();
    String word = text.split("[^a-zA-Z]", 2)[0];
    if (word.equals("define") || OPENING.contains(word)) {
      blocks.append(word.equals("define") ? 'd' : 'o');
      return;
    }
    if (word.equals("end")) {
      blocks.append('e');
    }
    boolean assigns = text.matches("(?s)\\$\\w*\\s*:?=.*");
    if (!SILENT.contains(word) && !assigns && !text.startsWith("/*")) {
      skeleton.append(TemplateLine.PRINTED);
    }
  }
}
