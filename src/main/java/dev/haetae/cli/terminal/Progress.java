package dev.haetae.cli.terminal;

import dev.haetae.report.text.Palette;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A line on a terminal that says how far long work has come: how many files are read, how many
 * objects judged.
 *
 * <p>Whoever does a step counts it, and the one whose step falls due writes the line: no thread
 * waits for that, and of work that takes no second nothing is seen.
 */
public final class Progress {
  private static final long FIRST = 1_000_000_000L;
  private static final long OFTEN = 100_000_000L;

  private final @Nullable PrintStream to;
  private final Palette palette;
  private final LongSupplier nanoseconds;
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicInteger objects = new AtomicInteger();
  private final AtomicLong due;
  private int shown;

  private Progress(@Nullable PrintStream to, Palette palette, LongSupplier nanoseconds) {
    this.to = to;
    this.palette = palette;
    this.nanoseconds = nanoseconds;
    this.due = new AtomicLong(to == null ? 0 : nanoseconds.getAsLong() + FIRST);
  }

  /** Progress that nobody sees. */
  public static Progress unseen() {
    return new Progress(null, Palette.PLAIN, () -> 0);
  }

  /**
   * Progress on a terminal, that begins now.
   *
   * @param nanoseconds a clock that never goes back
   */
  public static Progress on(PrintStream terminal, Palette palette, LongSupplier nanoseconds) {
    return new Progress(terminal, palette, nanoseconds);
  }

  /** Counts a file that was read. */
  public void fileRead() {
    step(files);
  }

  /** Counts an object that was judged. */
  public void objectJudged() {
    step(objects);
  }

  private void step(AtomicInteger count) {
    if (to == null) {
      return;
    }
    count.incrementAndGet();
    long now = nanoseconds.getAsLong();
    long next = due.get();
    if (now - next >= 0 && due.compareAndSet(next, now + OFTEN)) {
      show(to);
    }
  }

  private synchronized void show(PrintStream terminal) {
    StringBuilder line = new StringBuilder();
    append(line, files.get(), "file", " read");
    append(line, objects.get(), "object", " judged");
    int width = line.length();
    line.repeat(' ', Math.max(0, shown - width));
    terminal.print('\r' + palette.dim(line.toString()));
    terminal.flush();
    shown = width;
  }

  private static void append(StringBuilder line, int count, String noun, String done) {
    if (count > 0) {
      line.append(line.isEmpty() ? "" : ", ").append(count).append(' ').append(noun);
      line.append(count == 1 ? "" : "s").append(done);
    }
  }

  /** Takes the line away, before something else is written; the next step may bring it again. */
  public synchronized void clear() {
    if (to != null && shown > 0) {
      to.print('\r' + " ".repeat(shown) + '\r');
      to.flush();
      shown = 0;
    }
  }
}
