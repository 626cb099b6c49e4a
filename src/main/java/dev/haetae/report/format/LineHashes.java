package dev.haetae.report.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hashes by which GitHub knows lines again, {@code primaryLocationLineHash}: of the 100
 * characters from the start of a line on, spaces and tabs left out and every break a line feed;
 * behind a colon how many lines have had that hash so far. As GitHub's uploader computes them, so
 * that a log that goes another way makes no second alert.
 */
final class LineHashes {
  private static final int BLOCK = 100;
  private static final long FACTOR = 37;
  private static final char END = 0xffff;

  private final List<String> hashes = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final char[] window = new char[BLOCK];
  private final boolean[] starts = new boolean[BLOCK];
  private final long leaving;
  private long hash;
  private int at;

  private LineHashes() {
    long power = 1;
    for (int i = 0; i < BLOCK; i++) {
      power *= FACTOR;
    }
    leaving = power;
  }

  /** The hash of each line, one more than there are breaks. */
  static List<String> of(String text) {
    LineHashes lines = new LineHashes();
    boolean lineStarts = true;
    boolean afterReturn = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? END : text.charAt(i);
      if (c == ' ' || c == '\t' || (afterReturn && c == '\n')) {
        afterReturn = false;
        continue;
      }
      afterReturn = c == '\r';
      char read = afterReturn ? '\n' : c;
      lines.emit();
      lines.starts[lines.at] = lineStarts;
      lineStarts = read == '\n';
      lines.push(read);
    }
    for (int i = 0; i < BLOCK; i++) {
      lines.emit();
      lines.push('\0');
    }
    return lines.hashes;
  }

  // The line that began a block ago is now hashed whole.
  private void emit() {
    if (starts[at]) {
      starts[at] = false;
      String known = Long.toHexString(hash);
      hashes.add(known + ':' + counts.merge(known, 1, Integer::sum));
    }
  }

  private void push(char c) {
    hash = FACTOR * hash + c - leaving * window[at];
    window[at] = c;
    at = (at + 1) % BLOCK;
  }
}
