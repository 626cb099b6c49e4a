package dev.haetae.render.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Puts a marker behind each line of a template where YAML takes it for a comment: not within blocks
 * of text, values over several lines, actions and definitions that other templates use.
 */
final class MarkedTemplate {
  private final String[] lines;
  private final List<TemplateLine> read;
  private final int file;
  private final Deque<Boolean> blocks = new ArrayDeque<>();
  private int definitions;
  private int textDepth = -1;
  private int plainDepth = -1;
  private char quote;
  private int actionStart;

  private MarkedTemplate(String text, int file) {
    this.lines = text.split("\n", -1);
    this.read = TemplateLines.of(lines);
    this.file = file;
  }

  /** The template with markers that name {@code file}. */
  static String of(String text, int file) {
    return new MarkedTemplate(text, file).mark();
  }

  private String mark() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      TemplateLine line = read.get(i);
      boolean isMarked = definitions == 0 && isMarked(i, line);
      boolean returns = lines[i].endsWith("\r");
      out.append(lines[i], 0, lines[i].length() - (returns ? 1 : 0));
      if (isMarked) {
        out.append(LineMarkers.of(file, (line.startsInAction() ? actionStart : i) + 1));
      }
      out.append(returns ? "\r" : "").append(i + 1 < lines.length ? "\n" : "");
      count(line.blocks());
      if (line.endsInAction() && !line.startsInAction()) {
        actionStart = i;
      }
    }
    return out.toString();
  }

  private void count(String opened) {
    for (int i = 0; i < opened.length(); i++) {
      char block = opened.charAt(i);
      if (block == 'e') {
        definitions -= !blocks.isEmpty() && blocks.pop() ? 1 : 0;
      } else {
        blocks.push(block == 'd');
        definitions += block == 'd' ? 1 : 0;
      }
    }
  }

  private boolean isMarked(int at, TemplateLine line) {
    if (isWithinText(at, line) || line.endsInAction()) {
      return false;
    }
    if (line.startsInAction()) {
      return !line.trims() && !isJoined(at) && line.prints();
    }
    if (line.opensText()) {
      textDepth = line.depth();
      return line.value().indexOf(TemplateLine.PRINTED) < 0 && !line.trims();
    }
    quote = line.openQuote();
    if (quote == 0 && line.isPlain() && goesOn(at, line)) {
      plainDepth = line.depth();
    }
    return quote == 0 && plainDepth < 0 && line.prints() && !line.trims() && !isJoined(at);
  }

  private boolean isWithinText(int at, TemplateLine line) {
    if (quote != 0) {
      quote = line.closes(quote) ? 0 : quote;
      return true;
    }
    boolean isBlank = lines[at].isBlank();
    if (textDepth >= 0) {
      if (isBlank || line.indent() > textDepth || line.isBare()) {
        return true;
      }
      textDepth = -1;
    }
    if (plainDepth >= 0) {
      if (isBlank || line.indent() > plainDepth) {
        return true;
      }
      plainDepth = -1;
    }
    return false;
  }

  // The next line is deeper, so that it is more of the same value.
  private boolean goesOn(int at, TemplateLine line) {
    for (int i = at + 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        TemplateLine next = read.get(i);
        return !next.isBare() && next.prints() && next.indent() > line.depth();
      }
    }
    return false;
  }

  // The next line's action eats the line break before it, and text of its own follows.
  private boolean isJoined(int at) {
    return at + 1 < lines.length
        && lines[at + 1].strip().startsWith("{{-")
        && (!read.get(at + 1).isBare() || read.get(at + 1).trims());
  }
}
